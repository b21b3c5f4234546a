"""From hand-built reports through dbt to a database that an analyst opens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.extract.report import Report, ReportType
from pipeline.publish.database import connect
from pipeline.quality import reconcile
from pipeline.registry import METRICS, TABLES, VIEWS, Layer, Maker
from pipeline.registry.common import DIGESTS
from pipeline.registry.dbt_files import DUCKDB_TYPES
from pipeline.settings import PROJECT_ROOT, quiet
from pipeline.transform import build_tables, write_parquet
from tests.unit.transform.reports import full_report, head, outcome, rejected, report
from tests.unit.transform.reports import table as drawn

DBT_PROJECT = PROJECT_ROOT / "dbt_project"
SEEDS = {path.stem for path in (DBT_PROJECT / "seeds").glob("*.csv")}


def write_run(folder: Path) -> None:
    """The Parquet tables of a run: two committees, a plan, and a superseded version."""
    tables = build_tables(
        [
            outcome(full_report("Norrängen-Sjövik"), "n-vb.txt"),
            outcome(full_report("Norrängen-Sjövik"), "n-vb-old.txt", is_current=False),
            outcome(full_report("Norrängen-Sjövik", ReportType.PLAN), "n-vp.txt"),
            outcome(_with_a_wrong_sum(full_report("Västra Ån")), "v-vb.txt"),
            outcome(_plan(), "b-vp.txt"),
            outcome(_follow_up(ReportType.FIRST_FOLLOW_UP, "100,0", "151,0", "0,5"), "b-t1.txt"),
            outcome(_follow_up(ReportType.SECOND_FOLLOW_UP, "102,0", "153,0", "0,3"), "b-t2.txt"),
            rejected("tom.txt"),
        ],
        extractor_version="v1",
    )
    write_parquet({**tables, "data_finding": reconcile.find(tables)}, folder)


def _plan() -> Report:
    """A plan with one area where the follow-ups of the year have two, and another budget."""
    return report(
        head("Södra Backen", ReportType.PLAN),
        tables=(
            drawn(
                "budget_by_area",
                ("Mnkr", "Budget 2024 (netto)"),
                ("Äldreomsorg", "90,0"),
                ("Stadsmiljö inklusive kapitalkostnader", "55,0"),
                ("Totalt", "145,0"),
            ),
        ),
    )


def _follow_up(kind: ReportType, elderly: str, total: str, applied: str) -> Report:
    """A follow-up that prints parts with their sums, and an area once more in a table of its own.

    Its forecast of the elderly care and in total are given, and what it applies for.
    """
    columns = ("Mnkr", "Budget 2024 (netto)", "Prognos 2024 (netto)")
    applied_for = "Budgetjusteringar (ansökta medel i ärendet)"
    return report(
        head("Södra Backen", kind),
        tables=(
            drawn(
                "budget_by_area",
                columns,
                ("Äldreomsorg", "100,0", elderly),
                ("Stadsmiljö", "30,0", "31,0"),
                ("Avskrivningar", "20,0", "20,0"),
                ("Totalt", "150,0", total),
            ),
            drawn(
                "budget_by_area",
                columns,
                ("Äldreomsorg", "100,0", elderly),
                ("Summa", "100,0", elderly),
                title="Äldreomsorg",
                number=2,
            ),
            drawn(
                "investments",
                ("Mnkr", "Budget 2024", applied_for),
                ("Parker", "6,0", applied),
                ("Maskiner", "2,0", "0,0"),
                ("Totalt", "8,0", applied),
                number=3,
            ),
            drawn(
                "result_units",
                ("Enhet", "Bruttobudget 2024"),
                ("Almens förskolor", "60 000"),
                ("Ekens förskolor", "40 000"),
                ("Summa", "100 000"),
                unit="tkr",
                number=4,
            ),
            drawn(
                "investments",
                ("Beskrivning, inom parentes antalet", applied_for),
                ("Parker (1)", applied),
                ("Totalt ansökt (1)", applied),
                number=5,
            ),
        ),
    )


def _with_a_wrong_sum(report: Report) -> Report:
    """The report, its outcome in total ten millions more than its parts."""
    budget, *others = report.tables
    cells = tuple(
        replace(cell, text="160,5", value=160.5) if cell.text == "150,5" else cell
        for cell in budget.cells
    )
    return replace(report, tables=(replace(budget, cells=cells), *others))


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
        ("exposure", "no-op"),
    }


def test_published_objects_are_tables_and_views_of_them_in_main(
    database: duckdb.DuckDBPyConnection,
) -> None:
    found = database.sql(
        "select table_schema, table_name, table_type from information_schema.tables"
    ).fetchall()
    views = {table.name for table in TABLES.values() if table.is_view}
    assert set(found) == {
        ("main", name, "VIEW" if name in views else "BASE TABLE") for name in {*TABLES, *SEEDS}
    }


def test_views_work_under_another_name_of_the_file(built: tuple[Any, Path], tmp_path: Path) -> None:
    copy = tmp_path / "release.duckdb"
    copy.write_bytes((built[1] / "namndlager.duckdb").read_bytes())
    with duckdb.connect() as connection:
        connection.execute(f"attach '{copy}' as elsewhere (read_only)")
        for table in TABLES.values():
            if table.is_view:
                connection.execute(f"from elsewhere.main.{table.name}").fetchall()


def test_dbt_knows_every_semantic_model_and_metric(built: tuple[Any, Path]) -> None:
    manifest = json.loads((built[1] / "target" / "semantic_manifest.json").read_text("utf-8"))
    assert {model["name"] for model in manifest["semantic_models"]} == {v.name for v in VIEWS}
    assert {metric.name for metric in METRICS} <= {one["name"] for one in manifest["metrics"]}


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
        "select comment from duckdb_tables() where table_name = $name "
        "union all select comment from duckdb_views() where view_name = $name",
        {"name": name},
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
    stored = ", ".join(f'"{column.name}"' for column in TABLES[name].stored_columns)
    published = database.table(name).select(stored)
    assert published.order("all").fetchall() == read.order("all").fetchall()


@pytest.mark.parametrize("key", DIGESTS)
def test_a_key_of_another_row_is_made_of_the_report_and_its_digest(
    database: duckdb.DuckDBPyConnection, key: str
) -> None:
    tables = [table.name for table in TABLES.values() if DIGESTS[key] in table.column_names]
    assert tables
    for name in tables:
        kept = database.execute(f"select distinct column_name from pragma_storage_info('{name}')")
        names = {column for (column,) in kept.fetchall()}
        assert {"fact_key", "report_key", DIGESTS[key]} <= names
        assert key not in names


def test_numbers_of_sections_go_up_in_one_stem_and_down_in_the_next(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.execute("select stem_id, section_id from search_posting").fetchall()
    assert rows == sorted(rows, key=lambda row: (row[0], row[1] if row[0] % 2 == 0 else -row[1]))


def test_a_small_table_takes_a_small_block(
    database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    sql = "select block_size from pragma_database_size() where database_name = 'namndlager'"
    with connect(tmp_path / "namndlager.duckdb", read_only=False) as without_dbt:
        assert database.execute(sql).fetchall() == without_dbt.execute(sql).fetchall()
        assert database.execute(sql).fetchall() == [(65536,)]


def test_no_path_of_this_machine_is_in_the_database(
    database: duckdb.DuckDBPyConnection, built: tuple[Any, Path]
) -> None:
    assert str(built[1].parent).encode() not in (built[1] / "namndlager.duckdb").read_bytes()


def test_marts_show_current_reports_only(database: duckdb.DuckDBPyConnection) -> None:
    assert database.sql("select count(*) from dim_report").fetchall() == [(7,)]
    assert database.sql("select report_key from mart_coverage order by all").fetchall() == [
        ("norrangen-sjovik-2024-vb",),
        ("norrangen-sjovik-2024-vp",),
        ("sodra-backen-2024-t1",),
        ("sodra-backen-2024-t2",),
        ("sodra-backen-2024-vp",),
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


@pytest.mark.parametrize(
    ("fact", "measure", "committee", "millions"),
    [
        ("fact_budget_line", "budget_net", "sodra-backen", 150.0),
        ("fact_budget_line", "forecast_net", "sodra-backen", 153.0),
        ("fact_budget_line", "budget_net", "norrangen-sjovik", 150.0),
        ("fact_investment", "budget", "sodra-backen", 8.0),
        ("fact_investment", "requested_adjustment", "sodra-backen", 0.8),
        ("fact_result_unit", "gross_budget", "sodra-backen", 100.0),
        ("fact_pandemic_amount", "cost", "norrangen-sjovik", 0.03),
    ],
)
def test_what_is_to_be_added_counts_once(
    database: duckdb.DuckDBPyConnection,
    fact: str,
    measure: str,
    committee: str,
    millions: float,
) -> None:
    """Sums, tables that repeat an area, earlier and superseded reports are not added again."""
    added = database.execute(
        f"select sum(amount_to_add_sek), sum(amount_sek) from {fact} "
        "inner join dim_report using (report_key) where measure = ? and committee_key = ?",
        [measure, committee],
    ).fetchone()
    assert added is not None
    assert float(added[0]) / 1e6 == millions
    assert added[1] > added[0]


def test_areas_that_only_an_earlier_report_has_are_not_added_to_the_latest(
    database: duckdb.DuckDBPyConnection,
) -> None:
    rows = database.sql(
        "select service_area_name, budget_sek / 1e6, forecast_sek / 1e6 from v_budget "
        "where committee_key = 'sodra-backen' order by all"
    ).fetchall()
    assert rows == [
        ("Avskrivningar", 20.0, 20.0),
        ("Stadsmiljö", 30.0, 31.0),
        ("Äldreomsorg", 100.0, 102.0),
    ]


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


def test_a_newcomer_finds_every_table_and_column_explained(
    database: duckdb.DuckDBPyConnection,
) -> None:
    unexplained = database.sql(
        "select table_name, column_name from duckdb_columns() "
        "where not internal and coalesce(comment, '') = '' "
        "union all "
        "select table_name, null from duckdb_tables() "
        "where not internal and coalesce(comment, '') = ''"
    ).fetchall()
    assert unexplained == []


def test_marts_say_which_question_they_answer_in_both_languages(
    database: duckdb.DuckDBPyConnection,
) -> None:
    comments = dict(
        database.sql(
            "select table_name, comment from duckdb_tables() where not internal"
        ).fetchall()
    )
    for table in TABLES.values():
        if table.layer is Layer.MART:
            assert table.question_en
            assert table.question_sv
            assert f"{table.question_en} ({table.question_sv})" in comments[table.name]


def test_search_ranks_sections_without_any_extension(
    database: duckdb.DuckDBPyConnection,
) -> None:
    found = database.sql(
        "select committee_name, report_type, heading, rank > 0 from search('budg KLAR') "
        "order by committee_name, report_type"
    ).fetchall()
    assert found == [
        ("Norrängen-Sjövik", "VB", "Ekonomi", True),
        ("Norrängen-Sjövik", "VP", "Ekonomi", True),
        ("Västra Ån", "VB", "Ekonomi", True),
    ]
    assert database.sql("from search('budget lekplats')").fetchall() == []
    assert database.sql("from search('')").fetchall() == []
    (loaded,) = database.sql(
        "select count(*) from duckdb_extensions() where loaded and install_mode = 'REPOSITORY'"
    ).fetchall()[0]
    assert loaded == 0


@pytest.mark.parametrize("words", ["budgetens", "budgeten i", "BUDGETAR"])
def test_search_knows_forms_of_words(database: duckdb.DuckDBPyConnection, words: str) -> None:
    asked = "select section_key, sections_found from search(?) order by all"
    assert (
        database.execute(asked, [words]).fetchall()
        == database.execute(asked, ["budget"]).fetchall()
    )


def test_search_gives_as_many_as_are_asked_for(database: duckdb.DuckDBPyConnection) -> None:
    best = database.sql("select rank, sections_found from search('budget', most := 1)").fetchall()
    assert best == database.sql("select rank, sections_found from search('budget')").fetchall()[:1]
    assert [found for _, found in best] == [3]


def test_one_letter_is_no_beginning_of_words(database: duckdb.DuckDBPyConnection) -> None:
    assert database.sql("from search('bu')").fetchall() == []


def test_search_reads_of_the_index_little_more_than_its_words(
    built: tuple[Any, Path], tmp_path: Path
) -> None:
    """Words that begin far from each other do not let it read all that lies between."""
    profile = tmp_path / "profile.json"
    with duckdb.connect() as connection:
        path = str(built[1] / "namndlager.duckdb").replace("'", "''")
        connection.execute(f"attach '{path}' as built (read_only)")
        ((search,),) = connection.execute(
            "select macro_definition from duckdb_functions() where function_name = 'search'"
        ).fetchall()
        for name in ("stored_section", "dim_report", "dim_committee"):
            connection.execute(f"create table {name} as from built.{name} limit 0")
        connection.execute(
            "create table search_word as select term, term as stem, number::integer as stem_id,"
            " 800 as sections from"
            " (select if(number < 500, 'akt', 'ort') || number as term, number from range(1000)"
            " as word (number))"
        )
        connection.execute(
            "update search_word set term = 'mitt' || term where stem_id between 80 and 919"
        )
        connection.execute(
            "create table search_posting as select stem.range::integer as stem_id,"
            " section.range::integer as section_id, 1 as weight"
            " from range(1000) as stem, range(800) as section order by all"
        )
        connection.execute(f"create macro search(words, most := 40) as table {search}")
        connection.execute("pragma enable_profiling = 'json'")
        connection.execute(f"pragma profiling_output = '{profile}'")
        connection.execute("from search('akt ort')")
        connection.fetchall()
    read = sum(_rows_read(json.loads(profile.read_text(encoding="utf-8")), "search_posting"))
    assert 0 < read < 500_000


def _rows_read(operator: dict[str, Any], table: str) -> Iterator[int]:
    if operator.get("extra_info", {}).get("Table", "").endswith(table):
        yield operator["operator_rows_scanned"]
    for below in operator["children"]:
        yield from _rows_read(below, table)


def test_search_works_under_another_name_of_the_file(
    built: tuple[Any, Path], tmp_path: Path
) -> None:
    copy = tmp_path / "release.duckdb"
    copy.write_bytes((built[1] / "namndlager.duckdb").read_bytes())
    with duckdb.connect(copy, read_only=True) as connection:
        assert len(connection.sql("from search('budget')").fetchall()) == 3


def test_a_superseded_report_can_be_asked_for(database: duckdb.DuckDBPyConnection) -> None:
    rows = database.sql(
        "select report.is_current, count(*) from fact_budget_line "
        "inner join dim_report as report using (report_key) "
        "where report.committee_key = 'norrangen-sjovik' and report.report_type = 'VB' "
        "group by all order by all"
    ).fetchall()
    assert rows == [(False, 9), (True, 9)]


def test_every_mart_has_a_reader(built: tuple[Any, Path]) -> None:
    manifest = json.loads((built[1] / "target" / "manifest.json").read_text("utf-8"))
    read = {
        node.rpartition(".")[2]
        for exposure in manifest["exposures"].values()
        for node in exposure["depends_on"]["nodes"]
    }
    made_by_dbt = {
        table.name for table in TABLES.values() if table.maker in (Maker.DBT, Maker.REGISTRY)
    }
    assert made_by_dbt <= read


def test_docs_are_generated(built: tuple[Any, Path]) -> None:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    folder = built[1]
    paths = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    # Where it was built: what was parsed is not parsed again.
    target = ["--target-path", str(folder / "target")]
    log = ["--quiet", "--no-version-check", "--log-path", str(folder / "logs")]
    try:
        result = dbtRunner().invoke([*log, "docs", "generate", *paths, *target])
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    assert result.exception is None
    catalog = json.loads((folder / "target" / "catalog.json").read_text("utf-8"))
    assert set(TABLES) <= {name.rpartition(".")[2] for name in catalog["nodes"]}
    assert catalog["errors"] is None


def test_every_row_that_a_finding_rests_on_says_so(database: duckdb.DuckDBPyConnection) -> None:
    touched = database.sql(
        "select fact_table, count(distinct fact_key) from bridge_finding_fact group by all"
    ).fetchall()
    assert touched
    for fact, rows in touched:
        (marked,) = database.sql(
            f"select count(*) from {fact} where has_finding and len(finding_keys) > 0"
        ).fetchall()[0]
        assert marked == rows
    (unknown,) = database.sql(
        "select count(*) from (select unnest(evidence).fact_key as key from data_finding) "
        "where key not in (select fact_key from bridge_finding_fact)"
    ).fetchall()[0]
    assert unknown == 0
