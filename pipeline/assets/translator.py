"""How the dbt project looks in Dagster: which asset or check a node is, and what it says.

Belongs here: names, groups, owners, kinds, columns and descriptions of dbt's nodes. Does
not belong here: building them (``warehouse``), what came of it (``checks``).

dagster-dbt's own decorator does the same for models and data tests, at a price and with
gaps that docs/engineers.md measures; so the graph is made here from ``publish.dbt_nodes``,
which knows the same.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

import dagster as dg

from pipeline.assets.display import schema_metadata, table_description
from pipeline.assets.keys import (
    CURATORS,
    ENGINEERS,
    Group,
    curated_key,
    model_group,
    model_key,
    parquet_key,
)
from pipeline.publish.dbt_manifest import DBT_PROJECT, kept_places
from pipeline.publish.dbt_nodes import DbtNode, DbtNodes, Kind, load_nodes
from pipeline.registry import TABLES
from pipeline.settings import Settings


@cache
def dbt_nodes() -> DbtNodes:
    """The dbt project as this process has loaded it."""
    return load_nodes(kept_places(Settings.from_environment()))


def asset_key(node: DbtNode) -> dg.AssetKey:
    """The asset that a model, seed or source is."""
    return parquet_key(node.name) if node.kind is Kind.SOURCE else model_key(node.name)


def check_key(check: DbtNode) -> dg.AssetCheckKey:
    """The asset check that a data test or unit test is."""
    return dg.AssetCheckKey(asset_key(dbt_nodes().table_of(check)), check_name(check.name))


def check_name(said: str) -> str:
    """A name as Dagster allows it: letters, figures and underscores."""
    return re.sub(r"\W+", "_", said).strip("_")


def asset_spec(table: DbtNode) -> dg.AssetSpec:
    """A model or seed as an asset."""
    is_seed = table.kind is Kind.SEED
    files = [curated_key(table.name)] if is_seed else []
    return dg.AssetSpec(
        asset_key(table),
        deps=[*files, *(asset_key(read) for read in dbt_nodes().read_by(table))],
        group_name=model_group(table.name),
        kinds={"dbt", "duckdb"},
        owners=[CURATORS if is_seed else ENGINEERS],
        description=_description(table),
        metadata=_metadata(table),
    )


def curated_specs() -> list[dg.AssetSpec]:
    """The files of curated names: people make them, so that Dagster only shows them.

    Transform reads them as well as dbt, which publishes them as tables.
    """
    return [
        dg.AssetSpec(
            curated_key(seed.name),
            group_name=Group.CURATED,
            kinds={"csv"},
            owners=[CURATORS],
            description=seed.description,
            metadata={"dagster/code_references": _code_of(seed), **_declared_columns(seed)},
        )
        for seed in dbt_nodes().tables
        if seed.kind is Kind.SEED
    ]


def check_spec(check: DbtNode) -> dg.AssetCheckSpec:
    """A data test or unit test as a check; one of severity error gates: it ends its run."""
    key = check_key(check)
    others = [read for read in dbt_nodes().read_by(check) if asset_key(read) != key.asset_key]
    return dg.AssetCheckSpec(
        key.name,
        asset=key.asset_key,
        # A unit test stands in for what its model reads; only a data test reads it itself.
        additional_deps=[asset_key(read) for read in others] if check.kind is Kind.TEST else [],
        blocking=check.severity == "error",
        description=check.description or _CHECKS[check.kind].format(check=check),
        metadata={"severity": check.severity, "file": str(check.file)},
    )


_CHECKS = {
    Kind.TEST: "dbt data test {check.name}: it selects the rows that must not be.",
    Kind.UNIT_TEST: "dbt unit test {check.name}: given rows in, expected rows out. It says "
    "something of the model and nothing of the data, so it is run when the project changes.",
}


def _description(table: DbtNode) -> str:
    declared = TABLES.get(table.name)
    return table_description(declared) if declared else table.description or table.name


def _metadata(table: DbtNode) -> Mapping[str, Any]:
    shown = {
        "dagster/code_references": _code_of(table),
        "dagster/table_name": f"namndlager.main.{table.name}",
        **(schema_metadata(table.name) or _declared_columns(table)),
    }
    if table.sql and table.kind is Kind.MODEL:
        shown["sql"] = dg.MetadataValue.md(f"```sql\n{table.sql}\n```")
    return shown


def _code_of(table: DbtNode) -> dg.CodeReferencesMetadataValue:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)  # the lock holds us to this version
        file = dg.LocalFileCodeReference(file_path=str(DBT_PROJECT / table.file))
        return dg.CodeReferencesMetadataValue(code_references=[file])


def _declared_columns(table: DbtNode) -> Mapping[str, Any]:
    columns = [
        dg.TableColumn(column.name, column.type or "varchar", description=column.description)
        for column in table.columns
    ]
    return {"dagster/column_schema": dg.TableSchema(columns=columns)} if columns else {}
