"""A stand-in for the reader: the first line of a file says what comes of it.

    report Committee | T1 | 2021 [| docx [| 2021-05-20 [| 3.5]]]
    unreadable <reason_code> | <reason>
    raise | die | loop | loop inside a library | nest | memory | touch | vanish | annotate | connect
    work <processor seconds> | wait <seconds>
    once <any of these> | in_company | note <file>

``report`` gives one indicator row with the value (3.5 where none is named). ``once``
misbehaves only the first time that the file is read, ``in_company`` while another such
file is read, ``note`` adds a line to a file, ``<name> <process> <its parent>``; then the
second line says what comes of it.
"""

from __future__ import annotations

import os
import re
import socket
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipeline.extract.document import Place, SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.report import (
    Assessment,
    Goal,
    GoalLevel,
    Head,
    IndicatorCell,
    IndicatorRow,
    Measure,
    Report,
    ReportType,
)

READER = "tests.support.reader:read_report"


def read_report(path: Path) -> Report:
    """Do what the first line says."""
    line, *more = path.read_text(encoding="utf-8").splitlines()
    verb, _, rest = line.partition(" ")
    if verb == "once":
        marker = path.with_name(f".{path.name}.read")
        if not marker.exists():
            marker.touch()
            MISBEHAVIOUR[rest](path)
        verb, _, rest = more[0].partition(" ")
    if verb == "in_company":
        _refuse_company(path)
        verb, _, rest = more[0].partition(" ")
    if verb == "note":
        _note(Path(rest), path.name)
        verb, _, rest = more[0].partition(" ")
    if verb == "report":
        return report(*(part.strip() for part in rest.split("|")))
    if verb == "unreadable":
        code, _, reason = rest.partition(" | ")
        raise UnreadableDocument(code, reason)
    if verb in ("work", "wait"):
        {"work": _work, "wait": time.sleep}[verb](float(rest))
    else:
        MISBEHAVIOUR[line](path)
    return report("Provby", "T1", "2021")


def report(
    committee: str,
    report_type: str,
    year: str,
    source_format: str = "flow_text",
    report_date: str = "",
    value: str = "3.5",
) -> Report:
    """A Report with one goal that has one indicator with one cell."""
    place = Place(text=f"Andel nöjda {value}", line_start=1, line_end=1)
    cell = IndicatorCell(
        measure=Measure.OUTCOME,
        text=f"{value} %".replace(".", ","),
        value=float(value),
        qualifier=None,
        unit="%",
        place=place,
        confidence=0.9,
    )
    return Report(
        head=Head(
            committee_name=committee,
            committee_kind="stadsdelsnamnd",
            report_type=ReportType(report_type),
            report_year=int(year),
            period_end=date(int(year), 4, 30),
            title=f"{report_type} {year}",
            place=place,
            confidence=1.0,
            report_date=date.fromisoformat(report_date) if report_date else None,
        ),
        source_format=SourceFormat(source_format),
        page_count=3,
        decisions=(),
        goals=(
            Goal(
                level=GoalLevel.DIRECTION,
                code="1",
                title="En stad för alla",
                parent=None,
                assessment=Assessment.FULLY,
                place=place,
                assessment_place=place,
                confidence=1.0,
            ),
        ),
        indicators=(
            IndicatorRow(
                name="Andel nöjda",
                goal=0,
                period="Tertial 1 2021",
                unit="%",
                cells=(cell,),
                analysis=None,
                place=place,
                confidence=1.0,
            ),
        ),
        activities=(),
        tables=(),
        sections=(),
        narrative_amounts=(),
        problems=(),
    )


def _refuse_company(path: Path) -> None:
    own = path.with_name(f".{path.name}.busy")
    own.touch()
    try:
        for _ in range(30):
            time.sleep(0.01)
            if len(list(path.parent.glob(".*.busy"))) > 1:
                time.sleep(0.3)  # until the other one has seen it too
                raise RuntimeError("another document is read at the same time")
    finally:
        own.unlink()


def _note(file: Path, name: str) -> None:
    with file.open("a", encoding="utf-8") as stream:  # one short write: lines stay whole
        stream.write(f"{name} {os.getpid()} {os.getppid()}\n")


def _raise(_: Path) -> None:
    raise RuntimeError("a table without rows")


def _die(_: Path) -> None:
    os._exit(42)


def _loop(_: Path) -> None:
    while True:
        pass


def _loop_inside_a_library(_: Path) -> None:
    re.match("(a*)*b", "a" * 100)  # never gives Python a chance to look at the time


def _nest(path: Path) -> None:
    _nest(path)


def _work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def _memory(_: Path) -> None:
    bytearray(64 * 1024**3)


def _touch(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")


def _vanish(path: Path) -> None:
    path.unlink()


def _annotate(path: Path) -> None:
    path.with_name(path.name + ".yml").write_text("year: 2021")


def _connect(_: Path) -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


MISBEHAVIOUR: dict[str, Callable[[Path], None]] = {
    "raise": _raise,
    "die": _die,
    "loop": _loop,
    "loop inside a library": _loop_inside_a_library,
    "nest": _nest,
    "memory": _memory,
    "touch": _touch,
    "vanish": _vanish,
    "annotate": _annotate,
    "connect": _connect,
}
