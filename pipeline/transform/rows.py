"""Rows of facts, their provenance, and the Arrow tables that hold them.

A row is a mapping from column name to value; ``table_of`` compares it with the
registry in both directions, so that no column is forgotten or invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.extract.document import Place
from pipeline.registry import TABLES, arrow_schema
from pipeline.registry.common import IS_OUT_OF_BOUNDS
from pipeline.transform import keys
from pipeline.transform.context import ReportContext

Row = Mapping[str, object]

NOWHERE = Place(text="")
"""Place of something that is missing from a document."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact row before it has its key and provenance.

    ``natural`` is what tells the row from others of its report, without lines and
    pages. ``values`` holds the columns between report_key and the provenance.
    """

    natural: tuple[object, ...]
    values: Row
    place: Place
    confidence: float


@dataclass
class FactKeys:
    """Gives out the keys of one table of one report; equal natural keys are counted."""

    table: str
    report_key: str
    seen: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def key(self, natural: tuple[object, ...]) -> str:
        """The key of the next row with this natural key."""
        self.seen[natural] += 1
        return keys.fact_key(self.report_key, self.table, natural, self.seen[natural])


def fact_rows(table: str, context: ReportContext, drafts: Iterable[Draft]) -> list[Row]:
    """Complete rows of a fact table for one report, in the order of ``drafts``."""
    fact_keys = FactKeys(table, context.report_key)
    # No bound has looked at the row yet: ``quality.outside`` marks those outside one.
    is_judged = IS_OUT_OF_BOUNDS.name in TABLES[table].column_names
    unjudged = {IS_OUT_OF_BOUNDS.name: False} if is_judged else {}
    return [
        {
            "fact_key": fact_keys.key(draft.natural),
            "report_key": context.report_key,
            **draft.values,
            **provenance(context.source_file, draft.place, draft.confidence),
            **unjudged,
        }
        for draft in drafts
    ]


def provenance(source_file: str, place: Place, confidence: float) -> Row:
    """The provenance columns of contract.md."""
    return {
        "source_file": source_file,
        "source_page": place.page,
        "source_line_start": place.line_start,
        "source_line_end": place.line_end,
        "source_bbox": _box(place.bbox),
        "source_text": place.text,
        "confidence": confidence,
    }


def _box(bbox: tuple[float, float, float, float] | None) -> dict[str, float] | None:
    return None if bbox is None else dict(zip(("x0", "y0", "x1", "y1"), bbox, strict=True))


def table_of(name: str, rows: Sequence[Row]) -> pa.Table:
    """The Arrow table of ``rows``; raises ValueError where columns do not fit."""
    expected = {column.name for column in TABLES[name].stored_columns}
    for row in rows:
        if row.keys() != expected:
            raise ValueError(
                f"{name}: missing columns {sorted(expected - row.keys())}, "
                f"unknown columns {sorted(row.keys() - expected)}; declare them in "
                "pipeline/registry"
            )
    return arrow_table(rows, arrow_schema(name))


def arrow_table(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """The Arrow table of rows that have all columns of a schema."""
    # One column after the other: all of them as lists would double what the rows take.
    columns = [pa.array([row[column.name] for row in rows], type=column.type) for column in schema]
    return pa.Table.from_arrays(columns, schema=schema)
