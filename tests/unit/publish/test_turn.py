"""Two runs at once: the second waits, says for whom, and goes on when the first is gone."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.publish.turn import end_turn, take_turn
from pipeline.settings import PROJECT_ROOT, Settings

HOLDER = """
import sys, time
from pathlib import Path
from pipeline.publish.turn import take_turn
from pipeline.settings import Settings
take_turn(Settings(warehouse_dir=Path(sys.argv[1])), "abcdef0123", print)
print("at work", flush=True)
time.sleep(600)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


@pytest.fixture
def other(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """Another process whose run writes the warehouse."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(settings.warehouse_dir)],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        yield process
        process.kill()


def test_the_second_waits_for_the_first_and_says_so(
    settings: Settings, other: subprocess.Popen[str]
) -> None:
    told: list[str] = []
    is_waiting = threading.Event()

    def waiting(said: str) -> None:
        told.append(said)
        is_waiting.set()

    second = threading.Thread(
        target=take_turn, args=(settings, "second", waiting), kwargs={"look_seconds": 0.1}
    )
    second.start()
    assert is_waiting.wait(30)
    assert second.is_alive()
    other.kill()  # its lock goes with it
    second.join(30)
    assert not second.is_alive()
    assert len(told) == 1
    assert f"waits for run abcdef01 (process {other.pid}, since" in told[0]
    end_turn(settings)


def test_runs_of_one_process_do_not_wait_for_themselves(settings: Settings) -> None:
    take_turn(settings, "first", pytest.fail)
    take_turn(settings, "second", pytest.fail)
    end_turn(settings)
    end_turn(settings)
