"""The Dagster UI in a test, on a free port of loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from pipeline.settings import PROJECT_ROOT, Settings

PATIENCE = 600.0
"""Seconds that it may take to start on a machine that is busy with other tests."""


@dataclass(frozen=True)
class UiProcess:
    """A UI that is up: its process, which leads a group of its own, and its address."""

    process: subprocess.Popen[bytes]
    address: str


@contextmanager
def dagster_ui(settings: Settings) -> Iterator[str]:
    """The address of a UI that shows the runs of ``tests.support.job.run``."""
    with ui_process(settings) as ui:
        yield ui.address


@contextmanager
def ui_process(settings: Settings, *, project: Path = PROJECT_ROOT) -> Iterator[UiProcess]:
    """``namndlager ui`` as a process, ended by force if it has not ended itself.

    ``project`` is the folder whose code it runs: this one, or a copy.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "NAMNDLAGER_RAW": str(settings.raw_dir),
        "NAMNDLAGER_WAREHOUSE": str(settings.warehouse_dir),
        "DAGSTER_HOME": str(settings.warehouse_dir.parent / "dagster"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "ui", "--port", str(port)],
        cwd=project,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address)
        yield UiProcess(process, address)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{address}/server_info"):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(f"the Dagster UI did not start (status {process.poll()})")
