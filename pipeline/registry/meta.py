"""Declarations as tables: keys, relationships and measures, for tools that read no YAML.

DuckDB could enforce keys, but a row of one document that breaks one must hold back that
document and not the build; so dbt's tests guard them, and these tables declare them.
"""

from __future__ import annotations

from pipeline.registry.semantic import Aggregation
from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec

_TEXT = LogicalType.TEXT


def _text(name: str, description: str) -> ColumnSpec:
    return ColumnSpec(name, _TEXT, description, nullable=False)


META_KEY = TableSpec(
    name="meta_key",
    layer=Layer.META,
    maker=Maker.REGISTRY,
    description="Primary keys of all tables and views (primärnycklar); dbt tests each.",
    grain="One row a column of a key.",
    key=("table_name", "column_name"),
    columns=(
        _text("table_name", "Table or view."),
        _text("column_name", "Column of its key."),
        ColumnSpec("position", LogicalType.INTEGER, "Place in the key, from 1.", nullable=False),
    ),
)

META_RELATIONSHIP = TableSpec(
    name="meta_relationship",
    layer=Layer.META,
    maker=Maker.REGISTRY,
    description="Which column leads to which table (främmande nycklar): many rows to one.",
    grain="One row a column that refers to another table.",
    key=("table_name", "column_name", "to_table"),
    columns=(
        _text("table_name", "Table or view."),
        _text("column_name", "Column that refers."),
        _text("to_table", "Table that it leads to."),
        _text("to_column", "Column of that table."),
        ColumnSpec(
            "is_optional",
            LogicalType.BOOLEAN,
            "True where the column may be null: join with a left join.",
            nullable=False,
        ),
    ),
)

META_MEASURE = TableSpec(
    name="meta_measure",
    layer=Layer.META,
    maker=Maker.REGISTRY,
    description="Measures of the views and metrics computed from them (mått): what they are "
    "called, count, and how they may be added.",
    grain="One row a measure of a view, or a metric.",
    key=("view_name", "measure_name"),
    columns=(
        _text("view_name", "View that has it."),
        _text("measure_name", "Column of the view, or name of the metric."),
        _text("label_en", "Name in English."),
        _text("label_sv", "Name in Swedish (namn på svenska)."),
        _text("unit", "What it counts."),
        ColumnSpec(
            "aggregation",
            _TEXT,
            "sum: over every dimension of the view; last: over every dimension but time, of which "
            "the last counts; never; ratio: of the sums of two measures; scaled: a sum divided by "
            "a constant.",
            nullable=False,
            allowed=(*(one.value for one in Aggregation), "ratio", "scaled"),
        ),
        ColumnSpec("formula", _TEXT, "Of a metric: what it is computed from; null for columns."),
        _text("description", "What it says."),
    ),
)

META = (META_KEY, META_RELATIONSHIP, META_MEASURE)
