"""Names of assets, groups and owners, in the order in which the UI tells the story.

Belongs here: what several modules have to call by the same name. Does not belong here: names
of dbt's nodes (``translator``) and of checks (with what is checked).
"""

from __future__ import annotations

import dagster as dg


class Group:
    """Groups of assets: the stages of design.md, numbered so that lists keep their order."""

    RAW = "1_raw_files"
    CURATED = "1_curated_names"
    READ = "2_documents_read"
    FACTS = "3_facts_checked"
    FINDINGS = "4_contradictions"
    WAREHOUSE = "5_warehouse"
    MARTS = "6_marts"
    RELEASE = "7_gate_release"


ENGINEERS = "team:data_engineers"
CURATORS = "team:name_curators"
"""Who is asked about an asset: those who build, and those who decide what names mean."""

NIGHTLY = "nightly"
"""The job that makes releases."""

RAW_FILES = dg.AssetKey("raw_files")
DOCUMENTS = dg.AssetKey("documents")
READING_SCORES = dg.AssetKey("reading_scores")
DIFF = dg.AssetKey(["release", "diff"])
VERDICT = dg.AssetKey(["release", "verdict"])
RELEASE = dg.AssetKey(["release", "namndlager_duckdb"])


def parquet_key(table: str) -> dg.AssetKey:
    """A Parquet table of a run."""
    return dg.AssetKey(["parquet", table])


def curated_key(seed: str) -> dg.AssetKey:
    """A file of curated names, which is kept with the project."""
    return dg.AssetKey(["curated", seed])


def model_key(table: str) -> dg.AssetKey:
    """A table of the database that dbt builds."""
    return dg.AssetKey(["warehouse", table])


def model_group(table: str) -> str:
    """Where a table of the database stands in the story."""
    return Group.MARTS if table.startswith(("mart_", "v_")) else Group.WAREHOUSE
