"""Statements that were heard once: said again to another run's database, or left to dbt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.publish.database import connect
from pipeline.publish.dbt_manifest import DBT_PROJECT, project_digest
from pipeline.publish.dbt_nodes import DbtNode, DbtNodes, Kind
from pipeline.publish.node_done import NodeDone
from pipeline.publish.staging import StagedRun
from pipeline.publish.statements import Heard, Statements, keep_heard, known_statements, say_again
from pipeline.settings import Settings

GOALS = DbtNode("model.goals", Kind.MODEL, "goals", "goals.sql", "goals")
NAMED = DbtNode("test.named", Kind.TEST, "named", "goals.yml", "named", upstream=("model.goals",))
PROJECT = DbtNodes({one.unique_id: one for one in (GOALS, NAMED)})
DONE = (
    NodeDone("model.goals", "success", "OK"),
    NodeDone("test.named", "pass", failures=0, sql="select * from goals"),
)
CREATE_SCHEMA = "/* by dbt */ create schema if not exists main"
FAILURES = """
    select count(*) as failures, count(*) != 0 as should_warn, count(*) != 0 as should_error
    from (select * from goals where name is null)
"""


def run_of(folder: Path, *names: str | None) -> StagedRun:
    """A run whose one table has goals of these names."""
    run = StagedRun(folder)
    run.parquet.mkdir(parents=True)
    pq.write_table(pa.table({"name": pa.array(names, pa.string())}), run.parquet / "goals.parquet")
    return run


def heard_in(run: StagedRun) -> Heard:
    """What dbt says when it makes the table of a run, and asks for goals without a name."""
    place = str(run.parquet / "goals.parquet").replace("'", "''")
    made = [
        "select * from information_schema.tables",
        "BEGIN",
        f"create table goals_tmp as (select name, 'of {DBT_PROJECT}' as made_by from '{place}')",
        "alter table goals_tmp rename to goals",
        "COMMIT",
    ]
    heard = Heard()
    said = {"": ["BEGIN", CREATE_SCHEMA, "COMMIT", "BEGIN"], "model.goals": made}
    for node, statements in (said | {"test.named": ["BEGIN", FAILURES]}).items():
        for statement in statements:
            heard.add(node, statement, None)
    return heard


@pytest.fixture(name="settings")
def _settings(tmp_path: Path) -> Settings:
    return Settings(warehouse_dir=tmp_path / "warehouse")


@pytest.fixture(name="place")
def _place(tmp_path: Path, settings: Settings) -> Path:
    """A place in which the statements of a run in another folder are kept."""
    run = run_of(tmp_path / "it's first", "Trygghet")
    keep_heard(heard_in(run), DONE, PROJECT, run, settings, [tmp_path / "kept"])
    return tmp_path / "kept"


def known(run: StagedRun, settings: Settings, place: Path) -> Statements:
    """What is kept for a run."""
    statements = known_statements(run, settings, [place])
    assert statements is not None
    return statements


def test_another_run_is_told_the_same_of_its_own_parquet(
    tmp_path: Path, settings: Settings, place: Path
) -> None:
    run = run_of(tmp_path / "it's second", "Delaktighet")
    told: list[NodeDone] = []
    statements = known(run, settings, place)
    assert statements.before == (CREATE_SCHEMA,)
    done = say_again(statements, run, settings, but=(), progress=told.append)
    assert done == tuple(told)
    assert [replace(one, seconds=0.0) for one in done or ()] == [*DONE]
    with connect(run.database) as connection:
        rows = connection.execute("select * from goals").fetchall()
    assert rows == [("Delaktighet", f"of {DBT_PROJECT}")]


def test_what_is_kept_names_no_place_of_this_machine(tmp_path: Path, place: Path) -> None:
    (file,) = (place / project_digest()).iterdir()
    assert str(tmp_path) not in file.read_text(encoding="utf-8")
    assert str(DBT_PROJECT) not in file.read_text(encoding="utf-8")


def test_a_test_that_finds_rows_is_left_to_dbt(
    tmp_path: Path, settings: Settings, place: Path
) -> None:
    run = run_of(tmp_path / "second", None)
    statements = known(run, settings, place)
    assert say_again(statements, run, settings, but=(), progress=print) is None


def test_a_test_whose_answer_is_known_is_not_asked(
    tmp_path: Path, settings: Settings, place: Path
) -> None:
    run = run_of(tmp_path / "second", None)
    done = say_again(
        known(run, settings, place), run, settings, but={"test.named"}, progress=lambda _: None
    )
    assert [one.unique_id for one in done or ()] == ["model.goals"]


def test_a_statement_that_fails_is_left_to_dbt(
    tmp_path: Path, settings: Settings, place: Path
) -> None:
    run = run_of(tmp_path / "second", "Trygghet")
    with connect(run.database, read_only=False) as connection:
        connection.execute("create table goals as select 1")
    statements = known(run, settings, place)
    assert say_again(statements, run, settings, but=(), progress=print) is None
    # Nobody holds it any more, and what had been begun is undone.
    with (
        connect(run.database, read_only=False) as connection,
        pytest.raises(duckdb.CatalogException),
    ):
        connection.execute("from goals_tmp")


@pytest.mark.parametrize("what", ["columns", "threshold", "damage"])
def test_what_is_kept_of_something_else_is_not_said(
    tmp_path: Path, settings: Settings, place: Path, what: str
) -> None:
    run = run_of(tmp_path / "second", "Trygghet")
    if what == "columns":
        pq.write_table(pa.table({"name": [1]}), run.parquet / "goals.parquet")
    if what == "threshold":
        settings = replace(settings, confidence_threshold=0.5)
    if what == "damage":
        (file,) = (place / project_digest()).iterdir()
        file.write_bytes(file.read_bytes()[:-1])
    assert known_statements(run, settings, [place]) is None


@pytest.mark.parametrize(
    ("done", "bindings"),
    [(DONE[:1], None), ((DONE[0], replace(DONE[1], status="skipped")), None), (DONE, [1])],
    ids=["a test is missing", "a test was skipped", "values stand beside a statement"],
)
def test_what_was_not_heard_whole_is_not_kept(
    tmp_path: Path, settings: Settings, done: tuple[NodeDone, ...], bindings: object
) -> None:
    run = run_of(tmp_path / "first", "Trygghet")
    heard = heard_in(run)
    heard.add("model.goals", "insert into goals values (?)", bindings)
    keep_heard(heard, done, PROJECT, run, settings, [tmp_path / "kept"])
    assert known_statements(run, settings, [tmp_path / "kept"]) is None
