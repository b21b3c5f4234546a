"""Rows of the tables that publish the declarations, as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.registry.semantic import Metric, View
from pipeline.registry.specs import LogicalType, TableSpec
from pipeline.registry.sql_text import GENERATED

Value = str | int | bool | None


def key_rows(tables: Iterable[TableSpec]) -> Iterator[tuple[Value, ...]]:
    """Rows of meta_key."""
    for table in tables:
        for position, column in enumerate(table.key, start=1):
            yield table.name, column, position


def relationship_rows(tables: Iterable[TableSpec]) -> Iterator[tuple[Value, ...]]:
    """Rows of meta_relationship."""
    for table in tables:
        for column in table.columns:
            if column.references:
                to = column.refers_to or column.name
                yield table.name, column.name, column.references, to, column.nullable


def measure_rows(views: Iterable[View], metrics: Iterable[Metric]) -> Iterator[tuple[Value, ...]]:
    """Rows of meta_measure."""
    for view in views:
        for one in view.measures:
            labels = one.label_en, one.label_sv
            yield view.name, one.name, *labels, one.unit, one.aggregation, None, one.description
    for metric in metrics:
        kind = "ratio" if metric.denominator else "scaled"
        divisor = f"sum({metric.denominator})" if metric.denominator else str(metric.divided_by)
        formula = f"sum({metric.numerator}) / {divisor}"
        labels = metric.label_en, metric.label_sv
        yield metric.view, metric.name, *labels, metric.unit, kind, formula, metric.description


def values_sql(
    table: TableSpec, rows: Iterable[Sequence[Value]], types: Mapping[LogicalType, str]
) -> str:
    """A model that holds these rows."""
    lines = ",\n".join(f"    ({', '.join(map(_literal, row))})" for row in rows)
    columns = ",\n".join(
        f"    {column.name}::{types[column.type]} as {column.name}" for column in table.columns
    )
    names = ", ".join(table.column_names)
    return f"-- {GENERATED}\nselect\n{columns}\nfrom (values\n{lines}\n) as row ({names})\n"


def _literal(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool | int):
        return str(value).lower()
    quoted = value.replace("'", "''")
    return f"'{quoted}'"
