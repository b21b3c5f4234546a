"""A stage repeated alone: in a copy, and never on what was broken off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest

from pipeline.publish.staging import (
    Stage,
    StagedRun,
    begin,
    last_complete,
    staged_runs,
    workplace,
    yield_claims,
)
from pipeline.settings import Settings
from tests.support.staged import VALUES, at, publish, stage


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    yield settings
    yield_claims(settings)


def _files(run: StagedRun) -> dict[str, bytes]:
    return {
        path.relative_to(run.folder).as_posix(): path.read_bytes()
        for path in run.folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def _facts(run: StagedRun) -> int:
    with duckdb.connect(str(run.database), read_only=True) as connection:
        row = connection.execute("select count(*) from fact_indicator_value").fetchone()
    assert row is not None
    return int(row[0])


def _in_order(
    settings: Settings, minute: int, values: Mapping[tuple[str, str], float] = VALUES
) -> StagedRun:
    """A staged run with the folder of Parquet and of every stage that a real one has.

    Other ``values`` are those of other files.
    """
    run = stage(settings, minute, values=dict(values))
    run.parquet.mkdir(exist_ok=True)
    (run.parquet / "fact.parquet").write_bytes(b"rows")
    for early in (Stage.EXTRACT, Stage.TRANSFORM, Stage.CHECK, Stage.RECONCILE):
        run.file(early, "made").parent.mkdir(exist_ok=True)
        run.file(early, "made").write_text(f"by {run.folder.name}")
        run.finish(early)
    return run


def test_it_works_on_a_copy_and_leaves_the_earlier_run_as_it_was(settings: Settings) -> None:
    earlier = _in_order(settings, 1)
    before = _files(earlier)
    run = workplace(settings, name="alone", after=Stage.BUILD, now=at(2))
    assert run != earlier
    assert run.info.made_from == earlier.info.run_id
    assert run.info.input_digest == earlier.info.input_digest
    assert run.made_by(Stage.BUILD) == earlier.info.run_id
    assert not run.has(Stage.DIFF)
    run.start(Stage.BUILD)
    (run.parquet / "fact.parquet").write_bytes(b"others")
    assert _files(earlier) == before


def test_a_run_knows_how_long_its_own_stages_took(settings: Settings) -> None:
    earlier = stage(settings, 1)
    assert earlier.seconds().keys() == {Stage.BUILD, Stage.DIFF}
    assert all(0 <= taken < 60 for taken in earlier.seconds().values())
    for early in (Stage.EXTRACT, Stage.TRANSFORM, Stage.CHECK, Stage.RECONCILE):
        earlier.file(early, "made").parent.mkdir(exist_ok=True)
    earlier.parquet.mkdir()
    copy = workplace(settings, name="alone", after=Stage.BUILD, now=at(2))
    assert copy.seconds() == {}
    copy.reopen(Stage.BUILD)
    copy.finish(Stage.BUILD)
    assert copy.seconds().keys() == {Stage.BUILD}


def test_within_a_run_it_is_the_folder_of_the_run(settings: Settings) -> None:
    own = _in_order(settings, 1)
    _in_order(settings, 2)
    assert workplace(settings, name="m01", after=Stage.BUILD, now=at(3)) == own
    assert len(staged_runs(settings)) == 2


def test_a_database_that_was_published_since_is_copied_from_its_release(
    settings: Settings,
) -> None:
    published = _in_order(settings, 1)
    rows = _facts(published)
    publish(settings, published, 2)
    assert not published.database.exists()
    run = workplace(settings, name="alone", after=Stage.BUILD, now=at(3))
    assert _facts(run) == rows
    assert run.database.stat().st_mode & 0o200  # a release is read-only, a copy of it is not


def test_a_stage_that_was_broken_off_is_not_built_upon(settings: Settings) -> None:
    whole = _in_order(settings, 1)
    broken = _in_order(settings, 2)
    broken.start(Stage.CHECK)
    assert broken.file(Stage.CHECK, "x").parent.is_dir()
    run = workplace(settings, name="alone", after=Stage.CHECK, now=at(3))
    assert run.info.made_from == whole.info.run_id


OTHERS = {("f1", "provby-2021-t1"): 9.0}


def test_it_has_the_files_that_were_seen_last_though_other_ones_were_built_since(
    settings: Settings,
) -> None:
    first = _in_order(settings, 1)
    _in_order(settings, 2, OTHERS)
    begin(settings, name="back", now=at(3), input_digest=first.info.input_digest)
    run = workplace(settings, name="alone", after=Stage.BUILD, now=at(4))
    assert run.info.made_from == first.info.run_id
    # A copy has looked at no files: what was seen last is the same as before.
    again = workplace(settings, name="anew", after=Stage.BUILD, now=at(5))
    assert again.info.input_digest == first.info.input_digest


def test_where_nothing_was_built_from_the_files_seen_last_it_says_who_saw_them(
    settings: Settings,
) -> None:
    first = _in_order(settings, 1)
    begin(settings, name="looked", now=at(2), input_digest="others")
    known = len(staged_runs(settings))
    with pytest.raises(FileNotFoundError, match=r"'build' with the files that run \S+-looked saw"):
        workplace(settings, name="alone", after=Stage.BUILD, now=at(3))
    assert len(staged_runs(settings)) == known
    # Whoever repeats a run has said which.
    run = workplace(settings, name="again", after=Stage.BUILD, now=at(4), like="m01")
    assert run.info.made_from == first.info.run_id


def test_a_run_takes_over_tables_of_its_own_files_only(settings: Settings) -> None:
    first = _in_order(settings, 1)
    other = _in_order(settings, 2, OTHERS)
    digest = first.info.input_digest
    assert last_complete(settings, upto=Stage.BUILD, input_digest=digest) == first
    assert last_complete(settings, upto=Stage.BUILD) == other


def test_a_run_that_repeats_another_goes_on_with_what_that_had_made(settings: Settings) -> None:
    failed = _in_order(settings, 1)
    _in_order(settings, 2)
    run = workplace(settings, name="again", after=Stage.RECONCILE, now=at(3), like="m01")
    assert run.info.made_from == failed.info.run_id


def test_where_there_is_nothing_to_work_on_it_says_what_to_do(settings: Settings) -> None:
    begin(settings, name="began", now=at(1), input_digest="x")
    with pytest.raises(FileNotFoundError, match="finished 'check': materialize that first"):
        workplace(settings, name="alone", after=Stage.CHECK, now=at(2))


def test_going_on_in_a_stage_takes_back_what_came_after_it(settings: Settings) -> None:
    run = _in_order(settings, 1)
    run.reopen(Stage.BUILD)
    assert run.database.exists()
    assert not run.has(Stage.BUILD)
    assert not run.file(Stage.DIFF, "diff.json").exists()
    assert not run.verdict.exists()
