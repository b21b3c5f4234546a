"""Values outside a bound: kept, marked, told with their place, and trusted less.

Belongs here: what the level 'value' does. The row stays. Where its value or column had to
be inferred, its confidence is capped and the marts leave it out; where it was read surely,
it is what the source prints, and reconciliation makes a finding of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.quality.expectations import Examined
from pipeline.quality.levels import Level, Thresholds
from pipeline.quality.places import of_reports
from pipeline.quality.suites import SuiteError
from pipeline.registry import arrow_schema
from pipeline.registry.common import IS_OUT_OF_BOUNDS, PROVENANCE
from pipeline.transform.keys import fact_key

Tables = Mapping[str, pa.Table]

PRINTED = "out_of_bounds"
"""Code of a problem: the source prints a value that cannot be right."""

INFERRED = "out_of_bounds_inferred"
"""Code of a problem: the value was inferred, and most likely misread."""

PROBLEMS = "extraction_problem"

_WITHOUT_CELLS = frozenset({"flow_text"})
_BLANK_IN_NUMBER = re.compile(r"\d[\s\u00a0\u202f]\d")


@dataclass(frozen=True, slots=True)
class OddValue:
    """A row of a table outside one of its bounds.

    ``is_sure`` says that nothing had to be inferred: it is what the source prints.
    """

    table: str
    row: Mapping[str, Any]
    bound: str
    observed: str
    reason: str
    is_sure: bool


def odd_values(
    examined: Iterable[Examined], tables: Tables, thresholds: Thresholds
) -> tuple[OddValue, ...]:
    """The rows outside a bound of level 'value', a row once for each such bound.

    Raises:
        SuiteError: a bound of that level looks at rows that are no facts.
    """
    formats = of_reports(tables, "source_format")
    odd: list[OddValue] = []
    for found in examined:
        if found.bound.level is not Level.VALUE or not found.outside:
            continue
        if any(row.fact_key is None for row in found.outside):
            raise SuiteError(f"{found.bound.name}: level 'value' needs a frame of fact rows")
        rows = rows_by_key(tables[found.table], (str(row.fact_key) for row in found.outside))
        odd += [
            OddValue(
                table=found.table,
                row=row,
                bound=found.bound.name,
                observed=outside.observed,
                reason=found.bound.reason,
                is_sure=_is_sure(row, formats[outside.report_key], thresholds),
            )
            for outside in found.outside
            for row in (rows[str(outside.fact_key)],)
        ]
    return tuple(odd)


def rows_by_key(table: pa.Table, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Rows of a fact table by their key."""
    wanted = pa.array(sorted(set(keys)), pa.string())
    found = table.filter(pc.is_in(table["fact_key"], value_set=wanted))
    return {row["fact_key"]: row for row in found.to_pylist()}


def _is_sure(row: Mapping[str, Any], source_format: str, thresholds: Thresholds) -> bool:
    """Whether the row is what the source prints.

    In text without cells a blank inside a number may be the border of two cells
    ("255 294 294"), however surely the columns around it are known.
    """
    if row["confidence"] < thresholds.sure_confidence:
        return False
    printed = row.get("value_text") or row.get("raw_text") or ""
    return source_format not in _WITHOUT_CELLS or not _BLANK_IN_NUMBER.search(printed)


def marked(tables: Tables, odd: Sequence[OddValue], thresholds: Thresholds) -> dict[str, pa.Table]:
    """The tables with odd rows marked, the inferred ones capped, and a problem for each."""
    by_table: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for value in odd:
        known = by_table[value.table].get(value.row["fact_key"], True)
        by_table[value.table][value.row["fact_key"]] = known and value.is_sure
    changed = {
        name: _mark(tables[name], sure, thresholds.doubtful_confidence)
        for name, sure in by_table.items()
    }
    return {**tables, **changed, PROBLEMS: _with_problems(tables[PROBLEMS], odd)}


def _mark(table: pa.Table, is_sure: Mapping[str, bool], most: float) -> pa.Table:
    """Set the mark of the given rows and cap the confidence of those that are not sure."""
    keys = table["fact_key"]
    odd = pc.is_in(keys, value_set=pa.array(list(is_sure), pa.string()))
    doubtful = pc.is_in(
        keys, value_set=pa.array([key for key, sure in is_sure.items() if not sure], pa.string())
    )
    confidence = table["confidence"]
    capped = pc.if_else(doubtful, pc.min_element_wise(confidence, pa.scalar(most)), confidence)
    return _replaced(_replaced(table, "confidence", capped), IS_OUT_OF_BOUNDS.name, odd)


def _replaced(table: pa.Table, name: str, values: pa.ChunkedArray) -> pa.Table:
    position = table.column_names.index(name)
    return table.set_column(position, table.schema.field(name), values)


def _with_problems(problems: pa.Table, odd: Sequence[OddValue]) -> pa.Table:
    if not odd:
        return problems
    told = pa.Table.from_pylist([_problem(value) for value in odd], schema=arrow_schema(PROBLEMS))
    both = pa.concat_tables([problems, told])
    return both.take(pc.sort_indices(both["report_key"]))


def _problem(value: OddValue) -> dict[str, Any]:
    code = PRINTED if value.is_sure else INFERRED
    row = value.row
    return {
        "fact_key": fact_key(row["report_key"], PROBLEMS, (code, value.bound, row["fact_key"]), 1),
        "report_key": row["report_key"],
        "code": code,
        "message": f"{value.bound}: {value.observed} ({value.table} {row['fact_key']}). "
        f"{value.reason}",
        "about_fact_key": row["fact_key"],
        **{column.name: row[column.name] for column in PROVENANCE},
        "confidence": 1.0,
    }
