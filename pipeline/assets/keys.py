"""Names of assets and groups, in the order in which the UI tells the story."""

from __future__ import annotations

import dagster as dg

from pipeline.registry import Layer, TableSpec


class Group:
    """Groups of assets: the stages of design.md, as people meet them in the UI."""

    RAW = "raw"
    READ = "documents"
    FACTS = "facts"
    QUALITY = "quality"
    WAREHOUSE = "warehouse"
    MARTS = "marts"
    RELEASE = "release"


RAW_FILES = dg.AssetKey("raw_files")
DOCUMENTS = dg.AssetKey("documents")
DIFF = dg.AssetKey(["release", "diff"])
VERDICT = dg.AssetKey(["release", "verdict"])
RELEASE = dg.AssetKey(["release", "namndlager_duckdb"])


def parquet_key(table: str) -> dg.AssetKey:
    """A Parquet table of a run."""
    return dg.AssetKey(["parquet", table])


def model_key(table: str) -> dg.AssetKey:
    """A table of the database that dbt builds."""
    return dg.AssetKey(["warehouse", table])


def parquet_group(spec: TableSpec) -> str:
    """Where a Parquet table stands in the story."""
    return Group.QUALITY if spec.layer is Layer.QUALITY else Group.FACTS


def model_group(table: str) -> str:
    """Where a table of the database stands in the story."""
    return Group.MARTS if table.startswith("mart_") else Group.WAREHOUSE
