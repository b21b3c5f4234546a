"""Which data tests are not asked again: those that passed on what stands now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.publish.dbt_nodes import DbtNode, DbtNodes, Kind
from pipeline.publish.staging import StagedRun
from pipeline.publish.tests_passed import Passed, digests_of_tests, note_passed, passed_before
from pipeline.settings import Settings

GOALS = DbtNode("source.goals", Kind.SOURCE, "goals", "sources.yml", "goals")
FACTS = DbtNode("source.facts", Kind.SOURCE, "facts", "sources.yml", "facts")
DIM = DbtNode("model.dim", Kind.MODEL, "dim", "dim.sql", "dim", upstream=("source.goals",))
MART = DbtNode(
    "model.mart", Kind.MODEL, "mart", "mart.sql", "mart", upstream=("model.dim", "source.facts")
)
OF_DIM = DbtNode("test.dim", Kind.TEST, "of_dim", "dim.yml", "of_dim", upstream=("model.dim",))
OF_MART = DbtNode("test.mart", Kind.TEST, "of_mart", "m.yml", "of_mart", upstream=("model.mart",))
UNIT = DbtNode("unit_test.mart", Kind.UNIT_TEST, "u", "u.yml", "u", upstream=("model.mart",))


def project(*changed: DbtNode) -> DbtNodes:
    """The project, some of its nodes as somebody edited them."""
    nodes = {one.unique_id: one for one in (GOALS, FACTS, DIM, MART, OF_DIM, OF_MART, UNIT)}
    return DbtNodes({**nodes, **{one.unique_id: one for one in changed}})


@pytest.fixture
def run(tmp_path: Path) -> StagedRun:
    run = StagedRun(tmp_path / "run")
    run.parquet.mkdir(parents=True)
    (run.parquet / "goals.parquet").write_bytes(b"goals")
    (run.parquet / "facts.parquet").write_bytes(b"facts")
    return run


@pytest.fixture
def settings(tmp_path: Path, run: StagedRun) -> Settings:
    """A warehouse in which both tests have passed."""
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    digests = digests_of_tests(run, project(), settings)
    note_passed(settings, ((one, Passed(d, "first", "PASS")) for one, d in digests.items()))
    return settings


def known(run: StagedRun, settings: Settings, *changed: DbtNode) -> set[str]:
    """Tests whose answer is known."""
    return set(passed_before(settings, digests_of_tests(run, project(*changed), settings)))


def test_what_passed_on_the_same_tables_is_known(run: StagedRun, settings: Settings) -> None:
    assert known(run, settings) == {"test.dim", "test.mart"}


def test_other_facts_are_asked_of_where_they_are_read(run: StagedRun, settings: Settings) -> None:
    (run.parquet / "facts.parquet").write_bytes(b"other facts")
    assert known(run, settings) == {"test.dim"}
    (run.parquet / "goals.parquet").write_bytes(b"other goals")
    assert known(run, settings) == set()


@pytest.mark.parametrize(
    ("changed", "still_known"),
    [
        (replace(MART, digest="edited"), {"test.dim"}),
        (replace(DIM, digest="edited"), set()),
        (replace(OF_DIM, digest="edited"), {"test.mart"}),
    ],
    ids=["a mart", "a dimension", "a test"],
)
def test_an_edited_node_is_asked_of_with_all_that_reads_it(
    run: StagedRun, settings: Settings, changed: DbtNode, still_known: set[str]
) -> None:
    assert known(run, settings, changed) == still_known


def test_another_threshold_asks_everything(run: StagedRun, settings: Settings) -> None:
    other = replace(settings, confidence_threshold=0.5)
    assert known(run, other) == set()


def test_a_damaged_list_asks_everything(run: StagedRun, settings: Settings) -> None:
    for path in settings.cache_dir.iterdir():
        path.write_text("{")
    assert known(run, settings) == set()
