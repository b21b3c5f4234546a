"""Ring 1: the Parquet tables are what the registry declares.

One function a promise; each gives one result a table, so that the verdict shows what
was checked and not only what failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.quality.results import CheckResult
from pipeline.registry import ColumnSpec, Maker, TableSpec, arrow_schema, tables_made_by

_SHOWN = 3

Tables = Mapping[str, pa.Table]


def check(tables: Tables) -> list[CheckResult]:
    """All promises for all tables that the transform step makes."""
    return [result for table in tables_made_by(Maker.TRANSFORM) for result in _table(table, tables)]


def _table(spec: TableSpec, tables: Tables) -> Iterator[CheckResult]:
    if spec.name not in tables:
        yield _result("schema", spec, ["the table is missing"], "the table exists")
        return
    schema_result = _schema(spec, tables)
    yield schema_result
    if schema_result.passed:
        for promise in PROMISES:
            yield promise(spec, tables)


def _schema(spec: TableSpec, tables: Tables) -> CheckResult:
    expected, found = arrow_schema(spec.name), tables[spec.name].schema
    wrong = [
        f"{name}: {_type_of(found, name)} instead of {_type_of(expected, name)}"
        for name in dict.fromkeys((*expected.names, *found.names))
        if _type_of(found, name) != _type_of(expected, name)
    ]
    if not wrong and found.names != expected.names:
        wrong = ["the columns stand in another order"]
    return _result("schema", spec, wrong, "columns and types are those of the registry")


def _type_of(schema: pa.Schema, name: str) -> str:
    return str(schema.field(name).type) if name in schema.names else "no column"


def _not_null(spec: TableSpec, tables: Tables) -> CheckResult:
    table = tables[spec.name]
    wrong = [
        f"{column.name}: {table[column.name].null_count} rows"
        for column in spec.stored_columns
        if not column.nullable and table[column.name].null_count
    ]
    return _result("not_null", spec, wrong, "required columns have no null")


def _key_unique(spec: TableSpec, tables: Tables) -> CheckResult:
    counts = tables[spec.name].group_by(list(spec.key)).aggregate([([], "count_all")])
    repeated = counts.filter(pc.greater(counts["count_all"], 1))
    wrong = [
        ", ".join(str(row[name]) for name in spec.key)
        for row in repeated.select(list(spec.key)).to_pylist()
    ]
    return _result("key_unique", spec, wrong, f"no two rows have the same {', '.join(spec.key)}")


def _allowed_values(spec: TableSpec, tables: Tables) -> CheckResult:
    wrong = [
        f"{column.name}: {value}"
        for column in spec.stored_columns
        if column.allowed
        for value in _foreign(tables[spec.name][column.name], pa.array(column.allowed))
    ]
    return _result("allowed_values", spec, wrong, "coded columns hold only declared values")


def _references(spec: TableSpec, tables: Tables) -> CheckResult:
    wrong = [
        f"{column.name}: {value} is not in {column.references}"
        for column in spec.stored_columns
        if column.references in tables
        for value in _foreign(tables[spec.name][column.name], _referenced(column, tables))
    ]
    return _result("references", spec, wrong, "every key leads to a row of its table")


def _referenced(column: ColumnSpec, tables: Tables) -> pa.ChunkedArray:
    return tables[str(column.references)][column.refers_to or column.name]


def _confidence_range(spec: TableSpec, tables: Tables) -> CheckResult:
    wrong: list[str] = []
    if "confidence" in spec.column_names:
        confidence = tables[spec.name]["confidence"]
        inside = pc.and_(pc.greater_equal(confidence, 0.0), pc.less_equal(confidence, 1.0))
        wrong = [str(value) for value in confidence.filter(pc.invert(inside)).to_pylist()]
    return _result("confidence_range", spec, wrong, "confidence is a probability, 0 to 1")


PROMISES: tuple[Callable[[TableSpec, Tables], CheckResult], ...] = (
    _not_null,
    _key_unique,
    _allowed_values,
    _references,
    _confidence_range,
)


def _foreign(values: pa.ChunkedArray, allowed: pa.Array | pa.ChunkedArray) -> list[object]:
    """Distinct values that are not among ``allowed``; null is nobody's concern here."""
    known = set(allowed.to_pylist())
    return [
        value for value in pc.unique(values).to_pylist() if value is not None and value not in known
    ]


def _result(name: str, spec: TableSpec, wrong: list[str], promise: str) -> CheckResult:
    shown = "; ".join(wrong[:_SHOWN]) + ("; ..." if len(wrong) > _SHOWN else "")
    remedy = f"{promise} (declared in pipeline/registry); mend the transform or the declaration"
    return CheckResult(
        name=name,
        table=spec.name,
        severity="error",
        passed=not wrong,
        observed=shown or "as declared",
        message=promise if not wrong else f"{remedy}: {shown}",
        kind="contract",
    )
