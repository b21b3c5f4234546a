"""Findings against proven contradictions."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Span = tuple[int, int]

_SCALES = (1.0, 1_000.0, 0.001)
_SLACK = 0.051
_DISTINCT = 12
"""So long a print is not met by chance; a header may stand outside its table's lines."""
_DECIMAL = re.compile(r"\d+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Proven:
    """A contradiction that a reader proved: its places, and its figures where it has any."""

    source_file: str
    places: tuple[Span, ...]
    kind: str
    what: str
    stated: float | None
    expected: float | None
    printed: str = ""


def read_proven(path: Path) -> list[Proven]:
    """Read proven.csv, or the shared truth, which has no figures."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Proven(
                source_file=row["source_file"],
                places=tuple(_span(part) for part in row["lines"].split(";") if part),
                kind=row["kind"],
                what=row["what"],
                stated=_figure(row.get("stated")),
                expected=_figure(row.get("expected")),
                printed=row.get("printed") or "",
            )
            for row in csv.DictReader(file)
        ]


def _span(text: str) -> Span:
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _figure(text: str | None) -> float | None:
    return float(text) if text else None


def covers(finding: Row, proven: Proven) -> bool:
    """Whether a finding tells of a proven contradiction.

    Its evidence must touch every place (one of them is enough where there are many parts),
    and one of its two figures must be one of the proven ones, or the difference be the same.
    """
    if finding["severity"] == "info":
        return False
    if not proven.places:
        return _says(finding, proven)
    if len(proven.printed) >= _DISTINCT and _says(finding, proven):
        return True
    spans = [
        (place["line_start"], place["line_end"])
        for place in finding["evidence"]
        if place["source_file"] == proven.source_file and place["line_start"] is not None
    ]
    touched = sum(any(_overlap(span, place) for span in spans) for place in proven.places)
    if touched < min(2, len(proven.places)):
        return False
    return _same_figures(finding, proven)


def _says(finding: Row, proven: Proven) -> bool:
    """For formats without lines: whether a place holds the wrong print, or a figure of it."""
    texts = (finding["explanation_sv"], *(place["text"] for place in finding["evidence"]))
    said = _plain(" ".join(texts))
    if proven.printed:
        return _plain(proven.printed) in said
    return any(figure in said for figure in _DECIMAL.findall(proven.what))


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _same_figures(finding: Row, proven: Proven) -> bool:
    """Whether both figures are the proven ones, in either order, or the gap between them is.

    One figure alone proves nothing: a sum compared with the wrong rows has it too.
    """
    if proven.stated is None or proven.expected is None or finding["stated"] is None:
        return True
    told = abs(finding["stated"]), abs(finding["expected"])
    known = abs(proven.stated), abs(proven.expected)
    orders = (known, known[::-1])
    pairs = any(
        all(_alike(one, other, scale) for one, other in zip(told, order, strict=True))
        for scale in _SCALES
        for order in orders
    )
    difference = abs(proven.stated - proven.expected)
    gap = any(abs(abs(finding["difference"]) * scale - difference) <= _SLACK for scale in _SCALES)
    return pairs or gap


def _alike(one: float, other: float, scale: float) -> bool:
    return abs(one * scale - other) <= _SLACK * max(1.0, scale)


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of what is proven, and which findings nobody proved."""

    found: tuple[Proven, ...]
    missed: tuple[Proven, ...]
    errors: int
    unproven: tuple[Row, ...]

    @property
    def recall(self) -> float:
        """Share of the proven contradictions that were found."""
        known = len(self.found) + len(self.missed)
        return len(self.found) / known if known else 1.0

    @property
    def precision(self) -> float:
        """Share of the reported errors that are proven."""
        return 1 - len(self.unproven) / self.errors if self.errors else 1.0


def score(findings: Sequence[Row], proven: Iterable[Proven]) -> Score:
    """Compare findings with proven contradictions; only errors count for precision."""
    known = list(proven)
    found = [one for one in known if any(covers(finding, one) for finding in findings)]
    errors = [finding for finding in findings if finding["severity"] == "error"]
    unproven = [finding for finding in errors if not any(covers(finding, one) for one in known)]
    missed = [one for one in known if one not in found]
    return Score(tuple(found), tuple(missed), len(errors), tuple(unproven))
