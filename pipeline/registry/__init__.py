"""Every table and column of the warehouse, declared once.

Belongs here: names, types, units, descriptions, keys, grain and vocabularies of all
Parquet tables and published models. From them come the Arrow schemas (``arrow``), the
dbt sources and contracts (``dbt_files``, written by ``python -m pipeline.registry``),
the data dictionary and the comments that DuckDB shows.

Does not belong here: how a value is found or computed, and any import from another
package of ``pipeline``.

Find a table: ``dimensions``, ``facts``, ``quality``, ``marts``, ``views``, ``meta``,
``store`` and ``review`` hold one layer each; ``semantic`` and ``metrics`` say what may be summed;
``common`` the columns they share; ``vocabulary`` the allowed values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.registry.dimensions import DIMENSIONS
from pipeline.registry.facts import FACTS
from pipeline.registry.marts import MARTS
from pipeline.registry.meta import META
from pipeline.registry.metrics import METRICS
from pipeline.registry.quality import QUALITY
from pipeline.registry.review import REVIEWS
from pipeline.registry.semantic import Aggregation, Measure, Metric, View
from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec
from pipeline.registry.store import STORE
from pipeline.registry.views import VIEWS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "METRICS",
    "TABLES",
    "VIEWS",
    "Aggregation",
    "ColumnSpec",
    "Layer",
    "LogicalType",
    "Maker",
    "Measure",
    "Metric",
    "TableSpec",
    "View",
    "arrow_schema",
    "contract_version",
    "tables_made_by",
]

TABLES: Mapping[str, TableSpec] = MappingProxyType(
    {
        table.name: table
        for table in (
            *DIMENSIONS,
            *FACTS,
            *QUALITY,
            *MARTS,
            *(view.table for view in VIEWS),
            *META,
            *STORE,
            *REVIEWS,
        )
    }
)


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table, with its descriptions as metadata."""
    from pipeline.registry.arrow import schema_of  # Arrow: most who ask for a table need none

    return schema_of(TABLES[name])


def tables_made_by(maker: Maker) -> tuple[TableSpec, ...]:
    """The tables that one step makes, in the order of their declaration."""
    return tuple(table for table in TABLES.values() if table.maker is maker)


def contract_version() -> str:
    """A digest of what people who query rely on: tables, columns and their types.

    Descriptions, units and the order of columns are no part of it.
    """
    columns = sorted(
        f"{table.name}.{column.name} {column.type}"
        for table in TABLES.values()
        for column in table.columns
    )
    return hashlib.sha256("\n".join(columns).encode()).hexdigest()[:12]
