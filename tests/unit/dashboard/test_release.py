"""The newest release is followed, back and forth, while pages still hold an earlier one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.dashboard.queries import Query
from pipeline.dashboard.release import Answers, NothingPublished, Releases, TooSlow
from pipeline.settings import Settings

NUMBER = Query("number", "select number from said where $least::integer is null or number > $least")


def publish(settings: Settings, name: str, number: int) -> Path:
    """A release that says a number."""
    folder = settings.releases_dir / name
    folder.mkdir(parents=True)
    path = folder / "namndlager.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table said as select {number} as number")
    lead_to(settings, name)
    return path


def lead_to(settings: Settings, name: str) -> None:
    link = settings.database.with_suffix(".new")
    link.symlink_to(Path("releases") / name / "namndlager.duckdb")
    link.replace(settings.database)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


def test_each_page_sees_the_release_that_is_current_when_it_begins(settings: Settings) -> None:
    publish(settings, "a", 1)
    releases = Releases(settings)
    first = releases.current()
    publish(settings, "b", 2)
    second = releases.current()
    assert (releases.name(), second.name) == ("b", "b")
    assert [one.rows(NUMBER)[0]["number"] for one in (first, second)] == [1, 2]


def test_a_rollback_leads_to_a_release_that_a_page_still_holds(settings: Settings) -> None:
    publish(settings, "a", 1)
    releases = Releases(settings)
    held = releases.current().connection.cursor()
    publish(settings, "b", 2)
    releases.current()
    lead_to(settings, "a")
    assert releases.current().rows(NUMBER) == [{"number": 1}]
    held.close()


def test_nothing_can_be_written(settings: Settings) -> None:
    publish(settings, "a", 1)
    with pytest.raises(duckdb.Error):
        Releases(settings).current().rows(Query("drop", "drop table said"))


def test_without_a_release_there_is_nothing_to_show(settings: Settings) -> None:
    assert Releases(settings).name() is None
    with pytest.raises(NothingPublished):
        Releases(settings).current()


def test_a_question_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    settings = Settings(
        raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse", query_seconds=0.05
    )
    publish(settings, "a", 1)
    slow = Query("slow", "select count(*) from range(10000000) a, range(10000000) b")
    with pytest.raises(TooSlow):
        Releases(settings).current().rows(slow)


def test_what_a_release_has_answered_is_not_asked_again_of_it_alone(settings: Settings) -> None:
    publish(settings, "a", 1)
    releases = Releases(settings)
    first = releases.current()
    first.rows(NUMBER).clear()
    first.connection.close()
    assert first.rows(NUMBER) == [{"number": 1}]
    with pytest.raises(duckdb.Error):
        first.rows(NUMBER, least=0)
    publish(settings, "b", 2)
    assert releases.current().rows(NUMBER) == [{"number": 2}]


def test_the_answers_asked_for_longest_ago_are_let_go() -> None:
    answers = Answers(most=4)
    for question in ("one", "two"):
        answers.keep(question, [{"number": 1}])
    answers.get("one")
    answers.keep("none", [])
    assert (answers.get("one"), answers.get("two"), answers.get("none")) == (
        [{"number": 1}],
        None,
        [],
    )
    answers.keep("too many", [{"number": 1}] * 4)
    assert answers.get("too many") is None
