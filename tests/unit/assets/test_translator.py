"""How a table of the dbt project looks in the graph: its columns, and the file that makes it."""

from __future__ import annotations

import dagster as dg
import pytest

from pipeline.assets.translator import asset_spec, dbt_nodes
from pipeline.publish.dbt_manifest import DBT_PROJECT


@pytest.mark.parametrize(
    ("table", "file"),
    [
        ("mart_goal_tree", "models/marts/mart_goal_tree.sql"),
        ("curated_indicator", "seeds/curated_indicator.csv"),
    ],
)
def test_a_table_leads_to_the_file_that_makes_it(table: str, file: str) -> None:
    (node,) = [one for one in dbt_nodes().tables if one.name == table]
    code = asset_spec(node).metadata["dagster/code_references"]
    assert isinstance(code, dg.CodeReferencesMetadataValue)
    (reference,) = code.code_references
    assert isinstance(reference, dg.LocalFileCodeReference)
    assert reference.file_path == str(DBT_PROJECT / file)


def test_every_table_shows_its_columns_with_type_and_meaning() -> None:
    for table in dbt_nodes().tables:
        schema = asset_spec(table).metadata["dagster/column_schema"]
        assert isinstance(schema, dg.TableSchema)
        assert schema.columns, table.name
        assert all(column.type and column.description for column in schema.columns), table.name
