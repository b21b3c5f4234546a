"""Room on the disk: refused in time, with what is needed; and what the warehouse takes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipeline.publish.published import ReleaseRefused
from pipeline.publish.space import disk_use, refuse_without_room, told
from pipeline.settings import Settings
from tests.support.staged import publish, stage


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


def test_a_run_that_has_room_goes_on(settings: Settings) -> None:
    refuse_without_room(settings, 1_000_000)
    publish(settings, stage(settings, 1), 2)
    refuse_without_room(settings, 1_000_000)


def test_a_first_run_is_reckoned_from_its_documents(settings: Settings) -> None:
    free = shutil.disk_usage(settings.warehouse_dir.parent).free
    with pytest.raises(ReleaseRefused, match=r"30 times the .* of raw/.*NAMNDLAGER_WAREHOUSE"):
        refuse_without_room(settings, free)


def test_a_later_run_is_reckoned_from_the_last_release(settings: Settings) -> None:
    database = publish(settings, stage(settings, 1), 2).database
    free = shutil.disk_usage(settings.warehouse_dir).free
    database.chmod(0o644)
    os.truncate(database, min(free, 10**13))  # a sparse file: large, but takes nothing
    with pytest.raises(ReleaseRefused, match=r"3 times the last release of .*prune --keep 2"):
        refuse_without_room(settings, 1)


def test_disk_use_is_by_folder(settings: Settings) -> None:
    cache = settings.cache_dir / "ab"
    cache.mkdir(parents=True)
    (cache / "entry").write_bytes(bytes(300_000))
    (settings.warehouse_dir / "releases").mkdir()
    use = disk_use(settings)
    assert 300_000 <= use.by_folder["cache"] < 400_000
    assert use.by_folder["releases"] == 0
    assert str(use).startswith(f"{told(use.total)} (cache {told(use.total)}); ")


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 kB"), (123_400, "123 kB"),
     (27_100_000, "27.1 MB"), (1_500_000_000, "1.5 GB"), (2_000_000_000_000, "2.0 TB")],
)  # fmt: skip
def test_sizes_as_people_read_them(size: int, text: str) -> None:
    assert told(size) == text
