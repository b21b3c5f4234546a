"""What the Dagster UI shows of a table: its columns, rows and a preview.

Belongs here: turning rows into metadata that is visible at once, whole and harmless. Does
not belong here: choosing what is worth showing (each asset does).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import dagster as dg

from pipeline.registry import TABLES, LogicalType, TableSpec
from pipeline.safe_text import visible

PREVIEW_ROWS = 5

LONGEST_CELL = 1_000
"""Characters of a section's text; what a cell of a report says is always shown whole."""

_SHOWN_TYPES = {LogicalType.MONEY: "decimal(18,2)", LogicalType.TEXT: "varchar"}


def table_description(spec: TableSpec) -> str:
    """What a table is, for its asset."""
    return f"{spec.description}\n\n**Grain:** {spec.grain}\n\n**Key:** {', '.join(spec.key)}"


def schema_metadata(name: str) -> dict[str, Any]:
    """The columns of a table as the UI's column list; nothing for a table not declared."""
    if name not in TABLES:
        return {}
    columns = [
        dg.TableColumn(
            column.name,
            _SHOWN_TYPES.get(column.type, column.type.value),
            description=column.description,
            constraints=dg.TableColumnConstraints(nullable=column.nullable),
        )
        for column in TABLES[name].columns
    ]
    return {"dagster/column_schema": dg.TableSchema(columns=columns)}


def rows_metadata(rows: int, preview: Iterable[Mapping[str, object]]) -> dict[str, Any]:
    """Row count and the first rows of a table."""
    return {
        "dagster/row_count": rows,
        "preview": table_value(list(islice(preview, PREVIEW_ROWS))),
    }


def table_value(rows: Sequence[Mapping[str, object]]) -> dg.MetadataValue:
    """Rows as a table that the UI shows at once, whole; a line where there are none."""
    if not rows:
        return dg.MetadataValue.text("no rows")
    records = [dg.TableRecord({name: _plain(value) for name, value in row.items()}) for row in rows]
    columns = [dg.TableColumn(name, _column_type(rows, name)) for name in rows[0]]
    return dg.MetadataValue.table(records, schema=dg.TableSchema(columns=columns))


def _plain(value: object) -> str | int | float | bool | None:
    """What a cell of the UI holds: numbers as they are, the rest as harmless text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    text = " ".join(str(value).split())
    return visible(text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…")


def _column_type(rows: Sequence[Mapping[str, object]], name: str) -> str:
    values = [_plain(row.get(name)) for row in rows]
    known = {type(value) for value in values if value is not None}
    return _TYPES.get(known.pop(), "string") if len(known) == 1 else "string"


_TYPES = {bool: "bool", int: "int", float: "float"}
