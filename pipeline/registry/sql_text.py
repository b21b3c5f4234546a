"""Pieces of dbt's SQL that several generated files are made of."""

from __future__ import annotations

GENERATED = "Generated from pipeline/registry by `python -m pipeline.registry`; edit there."
SOURCE_NAME = "parquet"


def source(table: str, *, of: str = SOURCE_NAME) -> str:
    """A table of a source, as dbt calls it."""
    return f"{{{{ source('{of}', '{table}') }}}}"
