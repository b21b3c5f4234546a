"""Rows of the last ten releases, also of those that have left the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.publish.rollback import rollback
from pipeline.publish.sizes import last_sizes
from pipeline.settings import Settings
from tests.support.staged import at, publish, stage


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


def _release(settings: Settings, minute: int, facts: int) -> str:
    values = {(f"f{n}", "provby-2021-t1"): float(n) for n in range(facts)}
    return publish(settings, stage(settings, minute, values=values), minute).manifest.release_id


def _facts(settings: Settings) -> list[int]:
    return [size.rows["fact_indicator_value"] for size in last_sizes(settings)]


def test_nothing_is_known_before_the_first_release(settings: Settings) -> None:
    assert last_sizes(settings) == ()


def test_a_release_that_has_left_the_disk_is_remembered(settings: Settings) -> None:
    first = _release(settings, 1, facts=3)
    _release(settings, 2, facts=4)
    shutil.rmtree(settings.releases_dir / first)
    assert _facts(settings) == [3, 4]


def test_ten_are_remembered(settings: Settings) -> None:
    for number in range(1, 13):
        _release(settings, number, facts=number)
    assert _facts(settings) == list(range(3, 13))


def test_what_was_rolled_back_is_no_measure(settings: Settings) -> None:
    _release(settings, 1, facts=3)
    _release(settings, 2, facts=90)
    rollback(settings, now=at(3))
    assert _facts(settings) == [3]


def test_releases_of_a_program_that_remembered_none_are_found_on_the_disk(
    settings: Settings,
) -> None:
    _release(settings, 1, facts=3)
    (settings.state_dir / "release_sizes.json").unlink()
    assert _facts(settings) == [3]
