"""Published files that are damaged, or that somebody writes to: noticed, told, replaced."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from pipeline.publish.database import connect_for_reading
from pipeline.publish.published import MANIFEST, current_release, releases
from pipeline.publish.release import is_up_to_date
from pipeline.publish.verify import all_problems_of, problems_of
from pipeline.publish.writers import wal_of
from pipeline.settings import Settings
from pipeline.storage import set_aside_files
from tests.support.staged import VALUES, publish, published_value, stage

OTHER = {**VALUES, ("f1", "provby-2021-t1"): 10.0}

WRITER = """
import os, sys, duckdb
os.chmod(os.path.realpath(sys.argv[1]), 0o644)
connection = duckdb.connect(sys.argv[1])
connection.execute("insert into dim_report values ('mine', 'mine.txt', 'x')")
print("open", flush=True)
sys.stdin.readline()
os._exit(1)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


@contextmanager
def somebody_writing(database: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that has a database open for writing, and dies with it open."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        try:
            yield writer
        finally:
            writer.kill()


def change_byte(path: Path, position: int) -> None:
    data = bytearray(path.read_bytes())
    data[position] ^= 0xFF
    path.chmod(0o644)
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def test_a_sound_release_has_no_problems(settings: Settings) -> None:
    release = publish(settings, stage(settings, 1), 2)
    assert problems_of(release.database, release.manifest) == ()
    assert all_problems_of(release.database.parent) == ()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (truncate, "its bytes have another checksum"),
        (lambda path: change_byte(path, 9000), "its bytes have another checksum"),
        (Path.unlink, "is gone"),
    ],
    ids=["truncated", "one byte changed", "removed"],
)
def test_a_damaged_file_is_not_up_to_date_and_the_next_run_replaces_it(
    settings: Settings, damage: Callable[[Path], None], said: str
) -> None:
    run = stage(settings, 1)
    old = publish(settings, run, 2)
    assert is_up_to_date(settings, run.info.input_digest)
    damage(old.database)
    (problem,) = problems_of(old.database, old.manifest)
    assert problem.is_damage
    assert said in problem.text
    assert not is_up_to_date(settings, run.info.input_digest)
    new = publish(settings, stage(settings, 3), 4)
    assert new.is_new
    assert new.manifest.fingerprint == old.manifest.fingerprint
    assert published_value(settings) == 1.0
    assert is_up_to_date(settings, run.info.input_digest)


def test_an_earlier_sound_release_stands_in_for_a_damaged_one(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    truncate(publish(settings, stage(settings, 3, values=OTHER), 4).database)
    new = publish(settings, stage(settings, 5, values=OTHER), 6)
    assert new.is_new
    assert published_value(settings) == 10.0
    assert all_problems_of(new.database.parent) == ()


def test_rows_beside_the_manifest_are_counted(settings: Settings) -> None:
    release = publish(settings, stage(settings, 1), 2)
    path = release.database.parent / MANIFEST
    text = path.read_text()
    path.write_text(text.replace('"fact_indicator_value": 3', '"fact_indicator_value": 4'))
    (problem,) = all_problems_of(release.database.parent)
    assert problem.text == "fact_indicator_value has 3 rows; the manifest says 4 rows"


def test_somebody_who_writes_stops_neither_run_nor_release_and_is_named(
    settings: Settings,
) -> None:
    run = stage(settings, 1)
    old = publish(settings, run, 2)
    with somebody_writing(settings.database) as writer:
        assert wal_of(old.database).exists()
        (problem,) = problems_of(old.database, old.manifest)
        assert f"(process {writer.pid} of " in problem.text
        assert "end that program" in problem.text
        with pytest.raises(duckdb.IOException, match=f"process {writer.pid} of"):
            connect_for_reading(settings.database)
        assert not is_up_to_date(settings, run.info.input_digest)
        # The same content again: a file beside the one that is held, for those who read.
        assert publish(settings, stage(settings, 3), 4).is_new
        assert published_value(settings) == 1.0
    with somebody_writing(settings.database):
        assert publish(settings, stage(settings, 5, values=OTHER), 6).is_new
        assert published_value(settings) == 10.0
    assert is_up_to_date(settings, stage(settings, 5, values=OTHER).info.input_digest)


def test_what_a_dead_writer_left_is_no_part_of_the_release(settings: Settings) -> None:
    old = publish(settings, stage(settings, 1), 2)
    with somebody_writing(settings.database):
        pass
    assert wal_of(old.database).exists()
    (problem,) = problems_of(old.database, old.manifest)
    assert "is left by somebody who wrote" in problem.text
    new = publish(settings, stage(settings, 3), 4)
    assert new.is_new
    assert new.manifest.fingerprint == old.manifest.fingerprint


def test_a_damaged_manifest_is_rebuilt_and_reported(settings: Settings) -> None:
    release = publish(settings, stage(settings, 1), 2)
    folder = release.database.parent
    truncate(folder / MANIFEST)
    assert releases(settings) == [release.manifest]
    assert [path.name.startswith("manifest.json.damaged-") for path in set_aside_files(folder)]


def test_a_release_whose_manifest_is_lost_stops_no_run(settings: Settings) -> None:
    lost = publish(settings, stage(settings, 1), 2).database.parent
    for path in lost.glob("*manifest.json*"):
        path.write_bytes(b"")
    (lost / ".manifest.json.copy").unlink()
    assert current_release(settings) is None
    (problem,) = all_problems_of(lost)
    assert "manifest.json is missing or damaged" in problem.text
    assert publish(settings, stage(settings, 3, values=OTHER), 4).is_new
    assert published_value(settings) == 10.0
