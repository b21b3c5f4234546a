"""The log of runs, written by several processes and damaged by others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.publish import run_log
from pipeline.publish.run_log import RunRecord, read_log
from pipeline.publish.set_aside import damaged_files
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.storage import set_aside_files
from tests.support.staged import at


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


def record(run_id: str) -> RunRecord:
    return RunRecord(run_id, at(1), None, 1, 1, 0, 10, None)


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.publish import run_log
from pipeline.settings import Settings
folder, name = Path(sys.argv[1]), sys.argv[2]
settings = Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse")
now = datetime(2026, 1, 2, tzinfo=UTC)
for number in range(15):
    run_id = f"{name}-{number}"
    run_log.append(settings, run_log.RunRecord(run_id, now, None, 1, 1, 0, 10, None))
    run_log.finish(settings, run_id, at=now, published=True)
"""


def test_several_processes_lose_nothing(settings: Settings, tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], cwd=PROJECT_ROOT)
        for name in "abcd"
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    records = read_log(settings)
    assert {r.run_id for r in records} == {f"{name}-{n}" for name in "abcd" for n in range(15)}
    assert len(records) == 60
    assert all(r.published for r in records)


@pytest.mark.parametrize("bad", [b'{"run_id": "b", "sta', b"\x00\x00\x00", b"[]"])
def test_a_bad_line_costs_that_line_only_and_is_set_aside(settings: Settings, bad: bytes) -> None:
    for name in "ac":
        run_log.append(settings, record(name))
    path = settings.state_dir / run_log.LOG_FILE
    first, second = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([first, bad, second]) + b"\n")
    assert [r.run_id for r in read_log(settings)] == ["a", "c"]
    run_log.append(settings, record("d"))
    assert [r.run_id for r in read_log(settings)] == ["a", "c", "d"]
    (aside,) = set_aside_files(settings.state_dir)
    assert bad in aside.read_bytes()
    assert bad not in path.read_bytes()


def test_the_order_is_that_of_noting_not_of_the_clock(settings: Settings) -> None:
    run_log.append(settings, record("20300101T000000Z-before-the-clock-was-set-back"))
    run_log.append(settings, record("20260101T000000Z-after"))
    run_log.finish(settings, read_log(settings)[0].run_id, at=at(2), published=False)
    assert [r.run_id[:8] for r in read_log(settings)] == ["20300101", "20260101"]


def test_a_damaged_log_is_told_before_the_next_run_sets_it_aside(settings: Settings) -> None:
    run_log.append(settings, record("first"))
    path = settings.state_dir / run_log.LOG_FILE
    assert damaged_files(settings) == []
    path.write_bytes(path.read_bytes() + b"\x00 torn")
    assert damaged_files(settings) == [path]
    run_log.append(settings, record("second"))
    assert [found.name.split(".damaged")[0] for found in damaged_files(settings)] == [path.name]
    assert [known.run_id for known in read_log(settings)] == ["first", "second"]
