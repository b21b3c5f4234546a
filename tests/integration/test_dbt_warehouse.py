"""From hand-built reports through dbt to a database that an analyst opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.extract.report import ReportType
from pipeline.quality import reconcile
from pipeline.registry import TABLES, Maker
from pipeline.registry.dbt_files import DUCKDB_TYPES
from pipeline.settings import PROJECT_ROOT, quiet
from pipeline.transform import build_tables, write_parquet
from tests.unit.transform.reports import full_report, outcome, rejected

DBT_PROJECT = PROJECT_ROOT / "dbt_project"
SEEDS = {path.stem for path in (DBT_PROJECT / "seeds").glob("*.csv")}


def write_run(folder: Path) -> None:
    """The Parquet tables of a run: two committees, a plan, and a superseded version."""
    tables = build_tables(
        [
            outcome(full_report("Norrängen-Sjövik"), "n-vb.txt"),
            outcome(full_report("Norrängen-Sjövik"), "n-vb-old.txt", is_current=False),
            outcome(full_report("Norrängen-Sjövik", ReportType.PLAN), "n-vp.txt"),
            outcome(full_report("Västra Ån"), "v-vb.txt"),
            rejected("tom.txt"),
        ],
        extractor_version="v1",
    )
    write_parquet({**tables, "data_finding": reconcile.find(tables)}, folder)


def dbt_build(folder: Path) -> Any:
    """Run ``dbt build`` in this process and let go of the database."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    arguments = ["--quiet", "--no-version-check", "--log-path", str(folder / "logs"), "build"]
    paths = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    try:
        return dbtRunner().invoke(
            [*arguments, *paths, "--no-partial-parse", "--target-path", str(folder / "target")]
        )
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module", name="built")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Path]]:
    # A quote in a path is legal and must not end the SQL string.
    folder = tmp_path_factory.mktemp("it's a run")
    write_run(folder / "parquet")
    with pytest.MonkeyPatch.context() as patch:
        quiet()
        patch.setenv("NAMNDLAGER_PARQUET", str(folder / "parquet"))
        patch.setenv("NAMNDLAGER_DATABASE", str(folder / "namndlager.duckdb"))
        patch.delenv("NAMNDLAGER_LOAD_RUN", raising=False)
        yield dbt_build(folder), folder


@pytest.fixture(name="database")
def _database(built: tuple[Any, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(built[1] / "namndlager.duckdb", read_only=True) as connection:
        yield connection


def test_models_tests_and_unit_tests_pass_without_warnings(built: tuple[Any, Path]) -> None:
    result, _ = built
    assert result.exception is None
    statuses = {(node.node.resource_type, str(node.status)) for node in result.result.results}
    assert statuses == {
        ("model", "success"),
        ("seed", "success"),
        ("test", "pass"),
        ("unit_test", "pass"),
    }


def test_published_objects_are_tables_in_main(database: duckdb.DuckDBPyConnection) -> None:
    found = database.sql(
        "select table_schema, table_name, table_type from information_schema.tables"
    ).fetchall()
    assert set(found) == {("main", name, "BASE TABLE") for name in {*TABLES, *SEEDS}}


@pytest.mark.parametrize("name", TABLES)
def test_database_registry_and_comments_agree(
    database: duckdb.DuckDBPyConnection, name: str
) -> None:
    table = TABLES[name]
    columns = database.execute(
        "select column_name, data_type, comment from duckdb_columns() where table_name = ? "
        "order by column_index",
        [name],
    ).fetchall()
    assert [column for column, _, _ in columns] == list(table.column_names)
    for column, (_, data_type, comment) in zip(table.columns, columns, strict=True):
        assert data_type.replace('"', "") == DUCKDB_TYPES[column.type].replace('"', "")
        assert comment.startswith(column.description)
    (comment,) = database.execute(
        "select comment from duckdb_tables() where table_name = ?", [name]
    ).fetchall()[0]
    assert table.grain in comment


@pytest.mark.parametrize(
    "name", [t.name for t in TABLES.values() if t.maker in (Maker.TRANSFORM, Maker.RECONCILE)]
)
def test_every_parquet_row_is_published(
    database: duckdb.DuckDBPyConnection, built: tuple[Any, Path], name: str
) -> None:
    file = str(built[1] / "parquet" / f"{name}.parquet")
    read = database.read_parquet(file)
    assert database.table(name).order("all").fetchall() == read.order("all").fetchall()


def test_no_path_of_this_machine_is_in_the_database(
    database: duckdb.DuckDBPyConnection, built: tuple[Any, Path]
) -> None:
    assert str(built[1].parent).encode() not in (built[1] / "namndlager.duckdb").read_bytes()


def test_marts_show_current_reports_only(database: duckdb.DuckDBPyConnection) -> None:
    assert database.sql("select count(*) from dim_report").fetchall() == [(4,)]
    assert database.sql("select report_key from mart_coverage order by all").fetchall() == [
        ("norrangen-sjovik-2024-vb",),
        ("norrangen-sjovik-2024-vp",),
        ("vastra-an-2024-vb",),
    ]


def test_a_plan_and_its_closing_accounts_stand_on_one_line(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.sql(
        "select vp_budget_net::integer, vb_budget_net::integer, vb_outcome_net::integer, "
        "vb_deviation::integer from mart_budget_followup "
        "where committee_key = 'norrangen-sjovik' and service_area_key = 'forskola'"
    ).fetchall()
    assert rows == [(50_000_000, 50_000_000, 51_500_000, -1_500_000)]


def test_committees_are_compared_on_the_councils_indicator(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.sql(
        "select committee_key, committees_compared, rank_best from mart_committee_comparison "
        "where report_type = 'VB' order by all"
    ).fetchall()
    assert rows == [("norrangen-sjovik", 2, 1), ("vastra-an", 2, 1)]


def test_load_run_is_empty_where_no_run_gives_it(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert database.sql("select count(*) from load_run").fetchall() == [(0,)]
