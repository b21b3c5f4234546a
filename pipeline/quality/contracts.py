"""Ring 1: the Parquet tables are what the registry declares.

One function a promise; each gives one result a table, so that the verdict shows what
was checked and not only what failed. DuckDB looks at the rows, so that none are held: once
through a table for all that a value can break by itself, and again for what was broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.quality.results import CheckResult
from pipeline.registry import (
    TABLES,
    ColumnSpec,
    Layer,
    Maker,
    TableSpec,
    arrow_schema,
    tables_made_by,
)
from pipeline.transform.sources import HeldSource, Source

_SHOWN = 3


def check(tables: Mapping[str, pa.Table]) -> list[CheckResult]:
    """All promises for all tables that the transform step makes."""
    return check_source(HeldSource(tables))


def check_source(source: Source) -> list[CheckResult]:
    """All promises for all tables that the transform step makes, wherever they are."""
    with source.connect() as connection:
        asked = Asked(connection, source.schemas)
        made = tables_made_by(Maker.TRANSFORM)
        return [result for table in made for result in _table(table, asked)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The tables as promises look at them."""

    connection: duckdb.DuckDBPyConnection
    schemas: Mapping[str, pa.Schema]

    def rows(self, query: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """What DuckDB answers."""
        return self.connection.execute(query, list(values)).fetchall()

    def wrong(self, query: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The first rows of what breaks a promise, one more than are shown."""
        return self.rows(f"{query} order by all limit {_SHOWN + 1}", values)


def _table(spec: TableSpec, asked: Asked) -> Iterator[CheckResult]:
    if spec.name not in asked.schemas:
        yield _result("schema", spec, ["the table is missing"], "the table exists")
        return
    schema_result = _schema(spec, asked)
    yield schema_result
    if schema_result.passed:
        broken = _first_look(spec, asked)
        for promise in PROMISES:
            yield promise(spec, asked, broken)


Broken = Mapping[tuple[str, str], int]
"""Values by what they break, and their column."""

_UNDECLARED, _ASTRAY, _IMPROBABLE = "undeclared", "astray", "improbable"


def _first_look(spec: TableSpec, asked: Asked) -> Broken:
    """How many values break what can be seen of a row alone, or beside a dimension."""
    looked_for = {**_alone(spec), **_beside_dimensions(spec, asked)}
    if not looked_for:
        return {}
    counted = ", ".join(f"count_if({rows})" for rows in looked_for.values())
    (counts,) = asked.rows(f'select {counted} from "{spec.name}"')
    return dict(zip(looked_for, counts, strict=True))


def _alone(spec: TableSpec) -> dict[tuple[str, str], str]:
    """Which values break a promise by themselves, as SQL."""
    found: dict[tuple[str, str], str] = {}
    for column in spec.stored_columns:
        name = f'"{column.name}"'
        if column.allowed:
            declared = ", ".join("'" + one.replace("'", "''") + "'" for one in column.allowed)
            found[_UNDECLARED, column.name] = f"{name}::varchar not in ({declared})"
    if "confidence" in spec.column_names:
        found[_IMPROBABLE, "confidence"] = "confidence not between 0 and 1"
    return found


def _beside_dimensions(spec: TableSpec, asked: Asked) -> dict[tuple[str, str], str]:
    """Keys that lead to no row of a dimension, as SQL; those of facts are too many to be held."""
    return {
        (_ASTRAY, column.name): f'"{column.name}" not in ('
        f'select "{there}" from "{column.references}" where "{there}" is not null)'
        for column in spec.stored_columns
        if column.references in asked.schemas and _is_dimension(column)
        for there in (column.refers_to or column.name,)
    }


def _is_dimension(column: ColumnSpec) -> bool:
    return TABLES[column.references or ""].layer is Layer.DIMENSION


def _schema(spec: TableSpec, asked: Asked) -> CheckResult:
    expected, found = arrow_schema(spec.name), asked.schemas[spec.name]
    # Types are compared and not their names: Parquet has one of its own for a list's items.
    wrong = [
        f"{name}: {_shown(found, name)} instead of {_shown(expected, name)}"
        for name in dict.fromkeys((*expected.names, *found.names))
        if _type_of(found, name) != _type_of(expected, name)
    ]
    if not wrong and found.names != expected.names:
        wrong = ["the columns stand in another order"]
    return _result("schema", spec, wrong, "columns and types are those of the registry")


def _type_of(schema: pa.Schema, name: str) -> pa.DataType | None:
    return schema.field(name).type if name in schema.names else None


def _shown(schema: pa.Schema, name: str) -> str:
    return str(_type_of(schema, name) or "no column")


def _not_null(spec: TableSpec, asked: Asked, _: Broken) -> CheckResult:
    required = [column.name for column in spec.stored_columns if not column.nullable]
    # Alone DuckDB answers this from what the files say of their columns, and reads no row.
    missing = ", ".join(f'count(*) - count("{name}")' for name in required)
    (counts,) = asked.rows(f'select {missing} from "{spec.name}"')
    wrong = [f"{name}: {count} rows" for name, count in zip(required, counts, strict=True) if count]
    return _result("not_null", spec, wrong, "required columns have no null")


def _key_unique(spec: TableSpec, asked: Asked, _: Broken) -> CheckResult:
    key = ", ".join(f'"{name}"' for name in spec.key)
    repeated = asked.wrong(f'select {key} from "{spec.name}" group by all having count(*) > 1')
    wrong = [", ".join(map(str, row)) for row in repeated]
    return _result("key_unique", spec, wrong, f"no two rows have the same {', '.join(spec.key)}")


def _allowed_values(spec: TableSpec, asked: Asked, broken: Broken) -> CheckResult:
    wrong = [
        f"{column.name}: {value}"
        for column in spec.stored_columns
        if broken.get((_UNDECLARED, column.name))
        for (value,) in asked.wrong(
            f'select distinct "{column.name}" from "{spec.name}"'
            f' where "{column.name}"::varchar not in (select unnest(?))',
            [[str(value) for value in column.allowed]],
        )
    ]
    return _result("allowed_values", spec, wrong, "coded columns hold only declared values")


def _references(spec: TableSpec, asked: Asked, broken: Broken) -> CheckResult:
    wrong = [
        f"{column.name}: {value} is not in {column.references}"
        for column in spec.stored_columns
        if column.references in asked.schemas and broken.get((_ASTRAY, column.name), 1)
        for (value,) in asked.wrong(_astray(spec, column))
    ]
    return _result("references", spec, wrong, "every key leads to a row of its table")


def _astray(spec: TableSpec, column: ColumnSpec) -> str:
    there = f'select "{column.refers_to or column.name}" as there from "{column.references}"'
    return (
        f'select distinct "{column.name}" from "{spec.name}" anti join ({there})'
        f' on "{column.name}" = there where "{column.name}" is not null'
    )


def _confidence_range(spec: TableSpec, asked: Asked, broken: Broken) -> CheckResult:
    wrong: list[str] = []
    if broken.get((_IMPROBABLE, "confidence")):
        outside = asked.wrong(
            f'select confidence from "{spec.name}" where confidence not between 0 and 1'
        )
        wrong = [str(value) for (value,) in outside]
    return _result("confidence_range", spec, wrong, "confidence is a probability, 0 to 1")


PROMISES: tuple[Callable[[TableSpec, Asked, Broken], CheckResult], ...] = (
    _not_null,
    _key_unique,
    _allowed_values,
    _references,
    _confidence_range,
)


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
