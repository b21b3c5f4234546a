"""The dashboard in a test: a small warehouse of every format, and the server before it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from pipeline.settings import PROJECT_ROOT, Settings
from tests.corpus import cycle, library
from tests.corpus.model import Kind

SEED = "dashboard"
COMMITTEE = "Kvarnsjö"
YEAR = 2025

FORMATS = {Kind.T1: "docx", Kind.T2: "flow_text", Kind.VB: "pdf"}
"""One report a format that shows places differently: a table, lines, a picture."""

CONTRADICTIONS = {Kind.VB: ("wrong_total", "surplus_called_deficit")}

SECONDS_TO_START = 300


def write_reports(folder: Path) -> None:
    """Write a committee's follow-ups of a year, each in a format of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, format_name in FORMATS.items():
        report = cycle.compose(SEED, COMMITTEE, YEAR, kind)
        report, _ = library.with_contradictions(report, CONTRADICTIONS.get(kind, ()), SEED)
        rendering = library.render(report, format_name, SEED)
        name = f"kvarnsjo-{kind.value.lower()}{rendering.suffix}"
        (folder / name).write_bytes(rendering.data)


@contextmanager
def dashboard(settings: Settings) -> Iterator[str]:
    """The address of ``namndlager dashboard``, a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "NAMNDLAGER_RAW": str(settings.raw_dir),
        "NAMNDLAGER_WAREHOUSE": str(settings.warehouse_dir),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "dashboard", "--port", str(port)],
        cwd=PROJECT_ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{address}/utgava"):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise AssertionError("the dashboard did not start")
