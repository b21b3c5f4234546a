"""Arrow types and schemas of the declared tables."""

from __future__ import annotations

import pyarrow as pa

from pipeline.registry.specs import LogicalType, TableSpec

_BOX = pa.struct([(edge, pa.float64()) for edge in ("x0", "y0", "x1", "y1")])
_ALTERNATIVES = pa.list_(pa.struct([("measure", pa.string()), ("confidence", pa.float64())]))
_EVIDENCE = pa.list_(
    pa.struct(
        [
            ("source_file", pa.string()),
            ("page", pa.int32()),
            ("line_start", pa.int32()),
            ("line_end", pa.int32()),
            ("text", pa.string()),
            ("fact_key", pa.string()),
            ("section", pa.string()),
            ("table_no", pa.int32()),
            ("row_label", pa.string()),
            ("column_label", pa.string()),
        ]
    )
)

ARROW_TYPES: dict[LogicalType, pa.DataType] = {
    LogicalType.TEXT: pa.string(),
    LogicalType.INTEGER: pa.int32(),
    LogicalType.DOUBLE: pa.float64(),
    LogicalType.BOOLEAN: pa.bool_(),
    LogicalType.DATE: pa.date32(),
    LogicalType.TIMESTAMP: pa.timestamp("us"),
    LogicalType.MONEY: pa.decimal128(18, 2),
    LogicalType.BOX: _BOX,
    LogicalType.ALTERNATIVES: _ALTERNATIVES,
    LogicalType.EVIDENCE: _EVIDENCE,
    LogicalType.KEYS: pa.list_(pa.string()),
    LogicalType.PIECES: pa.list_(pa.string()),
}


def schema_of(table: TableSpec) -> pa.Schema:
    """The Arrow schema of ``table``; descriptions travel as metadata in the file."""
    return pa.schema(
        [
            pa.field(
                column.name,
                ARROW_TYPES[column.type],
                nullable=column.nullable,
                metadata={"description": column.description},
            )
            for column in table.stored_columns
        ],
        metadata={"description": f"{table.description} Grain: {table.grain}"},
    )
