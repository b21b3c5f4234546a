"""Runs on a cluster of loopback as tests see them: what was read, by whom, and what stands there.

For the short form (``tests/integration/test_cluster.py``) and the long one
(``python -m tests.faults.cluster``).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil

from pipeline.intake import DocumentOutcome, read_documents, take_inventory
from pipeline.settings import Settings

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
PATIENCE = 600.0
"""Seconds; a busy machine is no failure."""


def read(settings: Settings) -> dict[str, DocumentOutcome]:
    """The outcome of each document, by its name."""
    outcomes = read_documents(take_inventory(settings), settings, now=NOW)
    return {outcome.source.source_file: outcome for outcome in outcomes}


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def put(settings: Settings, name: str, *lines: str) -> None:
    """Write a document of lines into the raw folder."""
    (settings.raw_dir / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


class Notes:
    """What the stand-in reader wrote down: who read which document."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def readers(self) -> list[tuple[str, int]]:
        """(document, process of the Dask worker whose child read it), in order."""
        return [(name, int(parent)) for name, _, parent in self._lines()]

    def processes(self) -> list[int]:
        """The processes that read, in order."""
        return [int(process) for _, process, _ in self._lines()]

    def wait_for(self, *names: str) -> dict[str, int]:
        """The workers that read these documents, once all are being read."""
        give_up = time.monotonic() + PATIENCE
        while not set(names) <= {name for name, _ in self.readers()}:
            assert time.monotonic() < give_up, self.readers()
            time.sleep(0.02)
        return dict(self.readers())

    def _lines(self) -> list[list[str]]:
        return (
            [line.split() for line in self.file.read_text().splitlines()]
            if (self.file.exists())
            else []
        )


@contextmanager
def reading(settings: Settings) -> Iterator[dict[str, DocumentOutcome]]:
    """Read in a thread beside the block; what came of it is there when the block is left."""
    outcomes: dict[str, DocumentOutcome] = {}
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(read, settings)
        yield outcomes
        outcomes.update(future.result(PATIENCE))


READING = ("-c", f"from {__name__} import *; read(Settings.from_environment())")
"""For ``in_process``: only reads."""

RUN = ("-m", "pipeline.cli", "run")
"""For ``in_process``: ``namndlager run``, in Dagster."""


@contextmanager
def in_process(
    settings: Settings, home: Path, command: Sequence[str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A run in a process of its own, that of Dagster with an instance of its own in ``home``."""
    (home / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
    environment = {
        "NAMNDLAGER_RAW": str(settings.raw_dir),
        "NAMNDLAGER_WAREHOUSE": str(settings.warehouse_dir),
        "NAMNDLAGER_READER": settings.reader,
        "NAMNDLAGER_EXTRACT_ENGINE": settings.engine,
        "DAGSTER_HOME": str(home),
    }
    # A shell starts what it runs in the background deaf to Ctrl-C.
    run = subprocess.Popen(
        ["env", "--default-signal=INT", sys.executable, *command],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield run
    finally:
        run.kill()
        run.wait()


def wait_until_gone(process: int) -> None:
    """Wait until a process has ended; fails where it does not."""
    give_up = time.monotonic() + PATIENCE
    while psutil.pid_exists(process) and psutil.Process(process).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < give_up, f"{process} lives on"
        time.sleep(0.05)
