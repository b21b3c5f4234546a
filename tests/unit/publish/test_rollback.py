"""Back to an earlier release: who did it, why, until when; and clocks that go backwards."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from pipeline.publish.due import reason_not_to_run
from pipeline.publish.prune import prune
from pipeline.publish.published import ReleaseRefused, previous_release, releases
from pipeline.publish.rollback import resume, rollback, rolled_back
from pipeline.publish.staging import Stage, find, yield_claims
from pipeline.publish.writers import wal_of
from pipeline.settings import Settings
from tests.support.staged import VALUES, at, publish, published_value, stage

OTHER = {**VALUES, ("f1", "provby-2021-t1"): 10.0}
THIRD = {**VALUES, ("f1", "provby-2021-t1"): 100.0}
WHY = "the forecasts of T2 stand in the wrong column"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    made.raw_dir.mkdir()
    return made


@pytest.fixture
def two(settings: Settings) -> tuple[str, str]:
    """The ids of two releases, the second of which is current."""
    first = publish(settings, stage(settings, 1), 2)
    second = publish(settings, stage(settings, 3, values=OTHER), 4)
    return first.manifest.release_id, second.manifest.release_id


def test_a_rollback_says_since_when_why_and_by_whom(
    settings: Settings, two: tuple[str, str]
) -> None:
    first, second = two
    rollback(settings, now=at(9), why=WHY)
    said = (
        f"rolled back to {first} (from {second}) since 2026-01-02 03:09 by {getpass.getuser()}: "
        f"{WHY}; `namndlager resume` ends it"
    )
    assert str(rolled_back(settings)) == said
    assert reason_not_to_run(settings) == said


def test_a_user_without_a_name_rolls_back_and_is_remembered(
    settings: Settings, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container under a number; without a note the next run would undo the rollback."""

    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr(getpass, "getuser", nobody)
    rollback(settings, now=at(9), why="Anna 811218-9876 says so")
    record = rolled_back(settings)
    assert record is not None
    assert (record.who, record.why) == ("somebody", "Anna XXXXXX-XXXX says so")


def test_resume_lets_the_same_content_out_again(settings: Settings, two: tuple[str, str]) -> None:
    rollback(settings, now=at(9), why=WHY)
    with pytest.raises(ReleaseRefused, match="somebody rolled back"):
        publish(settings, stage(settings, 10, values=OTHER), 11)
    ended = resume(settings)
    assert ended is not None
    assert ended.why == WHY
    assert rolled_back(settings) is None
    assert reason_not_to_run(settings) is None
    assert publish(settings, stage(settings, 12, values=OTHER), 13).is_new
    assert resume(settings) is None


def test_publishing_something_else_ends_the_rollback(
    settings: Settings, two: tuple[str, str]
) -> None:
    rollback(settings, now=at(9))
    assert publish(settings, stage(settings, 10, values=THIRD), 11).is_new
    assert rolled_back(settings) is None


def test_going_on_to_the_newest_ends_the_rollback(settings: Settings, two: tuple[str, str]) -> None:
    rollback(settings, now=at(9))
    rollback(settings, two[1], now=at(10))
    assert rolled_back(settings) is None
    assert published_value(settings) == 10.0


def test_a_release_that_somebody_had_written_to_is_rolled_back_to_without_that(
    settings: Settings, two: tuple[str, str]
) -> None:
    database = settings.releases_dir / two[0] / "namndlager.duckdb"
    wal_of(database).write_bytes(b"left by a program that died")
    rollback(settings, now=at(9))
    assert published_value(settings) == 1.0
    assert not wal_of(database).exists()


def test_a_clock_that_is_set_back_turns_no_order_round(settings: Settings) -> None:
    old = publish(settings, stage(settings, 40), 41).manifest
    new = publish(settings, stage(settings, 5, values=OTHER), 6).manifest
    assert new.release_id < old.release_id  # the clock says that the new one is older
    assert [m.release_id for m in releases(settings)] == [old.release_id, new.release_id]
    assert previous_release(settings) == old
    assert find(settings, name="none of these", after=Stage.DIFF).folder.name.endswith("-m05")
    yield_claims(settings)
    prune(settings, keep=1)
    assert [m.release_id for m in releases(settings)] == [old.release_id, new.release_id]
    assert find(settings, name="none of these", after=Stage.DIFF).folder.name.endswith("-m05")
    assert rollback(settings, now=at(1)).release_id == old.release_id
    assert published_value(settings) == 1.0


def test_two_releases_of_one_second_and_content_have_two_names(settings: Settings) -> None:
    first = publish(settings, stage(settings, 1), 2)
    publish(settings, stage(settings, 3, values=OTHER), 4)
    again = publish(settings, stage(settings, 5), 2)
    assert again.manifest.release_id == f"{first.manifest.release_id}-3"
