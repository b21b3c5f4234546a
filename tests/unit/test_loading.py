"""What is loaded or read is not looked through for cycles, and all else is as before."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.extract import parse_document, read_document
from pipeline.extract.errors import UnreadableDocument
from pipeline.loading import loading
from pipeline.settings import PROJECT_ROOT

NIGHTLY = """
from rich.console import Console
from pipeline.console.dagster_home import dagster_home
from pipeline.console.run import ConsoleReporter, load_nightly
from pipeline.settings import Settings
dagster_home()
loaded = lambda: load_nightly(Settings.from_environment(), ConsoleReporter(Console()))
"""
BOUNDS = "from pipeline.quality.expectations import _context as loaded"
LOOKS = """
import gc
before = gc.get_stats()[2]["collections"]
loaded()
print(gc.get_stats()[2]["collections"] - before, gc.isenabled())
"""


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.parametrize("library", [NIGHTLY, BOUNDS], ids=["Dagster", "Great Expectations"])
def test_a_large_library_is_loaded_without_a_look_for_cycles(library: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", library + LOOKS],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "NAMNDLAGER_WAREHOUSE": str(tmp_path / "warehouse"),
            "DAGSTER_HOME": str(tmp_path / "dagster"),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.split()[-2:] == ["0", "True"]


def test_cycles_are_looked_for_again_also_where_loading_fails() -> None:
    with pytest.raises(ImportError), loading():
        assert not gc.isenabled()
        raise ImportError("no such library")
    assert gc.isenabled()


def test_who_looks_for_no_cycles_is_left_alone() -> None:
    gc.disable()
    try:
        with loading():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_cycles_that_come_later_go() -> None:
    with loading():
        kept = [[number] for number in range(1_000)]
    assert gc.get_freeze_count() > 1_000
    kept.append(kept[0])
    cycle: list[object] = []
    cycle.append(cycle)
    del cycle
    assert gc.collect() >= 1


def test_a_document_is_read_and_parsed_without_a_look_for_cycles(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("\n".join(f"Rad {number} av texten" for number in range(2_000)))
    looks: list[str] = []
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(10)
    gc.callbacks.append(lambda phase, _: looks.append(phase))
    try:
        with pytest.raises(UnreadableDocument):
            parse_document(read_document(path))
    finally:
        gc.callbacks.pop()
        gc.set_threshold(*before)
    assert gc.isenabled()
    assert len(looks) < 100, "a look and its end for each time that they are looked for again"
