"""The dashboard in a test: a small warehouse of every format, and the server before it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from pipeline.settings import PROJECT_ROOT, Settings
from tests.corpus import cycle, library, web
from tests.corpus.model import Block, Heading, Kind, Paragraph, Report

SEED = "dashboard"
COMMITTEE = "Kvarnsjö"
YEAR = 2025

FORMATS = {
    (2024, Kind.T2): "markup_text",
    (2024, Kind.VB): "layout_text",
    (YEAR, Kind.VP): "tab_text",
    (YEAR, Kind.T1): "docx",
    (YEAR, Kind.T2): "flow_text",
    (YEAR, Kind.VB): "pdf",
}
"""One report a format: a table, a picture of a page, lines."""

CONTRADICTIONS = {(YEAR, Kind.VB): ("wrong_total", "surplus_called_deficit")}

PERSONAL_NUMBER = "811218-9876"
"""The example of the tax agency: no person has it."""

INSERTED = {
    (YEAR, Kind.VB): f"Synpunkten lämnades av en boende med personnummer {PERSONAL_NUMBER}.",
    (YEAR, Kind.T2): "För belysning i parker söktes 6,2 mnkr och beviljades 4,0 mnkr.",
}
"""A sentence below the heading of the economy, that the invented reports do not have."""

ECONOMY = "Uppföljning av ekonomi"

SECONDS_TO_START = 300


def write_reports(folder: Path) -> None:
    """Write a committee's reports, each in a format of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for (year, kind), format_name in FORMATS.items():
        report = cycle.compose(SEED, COMMITTEE, year, kind)
        report, _ = library.with_contradictions(report, CONTRADICTIONS.get((year, kind), ()), SEED)
        if sentence := INSERTED.get((year, kind)):
            report = replace(report, blocks=_with(report.blocks, sentence))
        suffix, data = _rendered(report, format_name)
        (folder / f"{file_stem(year, kind)}{suffix}").write_bytes(data)


def file_stem(year: int, kind: Kind) -> str:
    """The name of a report's file, without its suffix."""
    return f"kvarnsjo-{year}-{kind.value.lower()}"


def _rendered(report: Report, format_name: str) -> tuple[str, bytes]:
    if format_name == "markup_text":
        made = web.render(report, SEED)
    elif format_name == "layout_text":
        return ".txt", _by_pdftotext(library.render(report, "pdf", SEED).data)
    else:
        made = library.render(report, format_name, SEED)
    return made.suffix, made.data


def _by_pdftotext(pdf: bytes) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(pdf)
        command = ["pdftotext", "-layout", str(path), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout


def _with(blocks: Sequence[Block], sentence: str) -> tuple[Block, ...]:
    """The blocks with a sentence below the first heading of the economy."""
    at = next(
        index
        for index, block in enumerate(blocks)
        if isinstance(block, Heading) and block.text.startswith(ECONOMY)
    )
    return (*blocks[: at + 1], Paragraph(sentence), *blocks[at + 1 :])


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
