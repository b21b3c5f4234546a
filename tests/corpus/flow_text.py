"""Renders a report as flow text: the text that tools make from its PDF.

Belongs here: Apache Tika's text of the generated PDF (iscc-tika holds it without Java),
what archives do to page furniture afterwards, and finding every printed line again.
Where a tool is not at hand, nothing is imitated: ``by_tika`` needs iscc-tika.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from tests.corpus import pdf
from tests.corpus.model import Report
from tests.corpus.rendering import Anchor, Rendering, Span
from tests.corpus.swedish import rng
from tests.corpus.typeset import Layout, Line, Setting, lay_out, layout_of

SPACE = re.compile(r"\s+")


class NotFoundAgainError(AssertionError):
    """A printed line does not stand in the text where its turn is."""


@dataclass(frozen=True, slots=True)
class Found:
    """A printed line and the (1-based) first and last text line where it stands."""

    line: Line
    page: int
    first: int
    last: int


def printed(setting: Setting) -> list[tuple[int, Line]]:
    """All printed lines with their page (from 0), in drawing order."""
    return [(n, line) for n, page in enumerate(setting.pages) for line in page.lines()]


def align(text: str, lines: Iterable[tuple[int, Line]]) -> list[Found]:
    """Find printed lines in a text that holds all of them in order.

    White space is not compared: that is what tools differ in.

    Raises:
        NotFoundAgainError: where text and lines part.
    """
    characters = [
        (number, char)
        for number, row in enumerate(text.split("\n"), start=1)
        for char in SPACE.sub("", row)
    ]
    at = 0
    found: list[Found] = []
    for page, line in lines:
        wanted = SPACE.sub("", line.text)
        if not wanted:
            continue
        piece = characters[at : at + len(wanted)]
        if "".join(char for _, char in piece) != wanted:
            nearby = "".join(char for _, char in characters[at : at + 60])
            raise NotFoundAgainError(f"page {page + 1}: expected {line.text!r}, text has {nearby}")
        found.append(Found(line, page, piece[0][0], piece[-1][0]))
        at += len(wanted)
    if at != len(characters):
        rest = "".join(char for _, char in characters[at : at + 60])
        raise NotFoundAgainError(f"text goes on after the last line: {rest}")
    return found


def spans_of(found: Iterable[Found]) -> dict[Anchor, Span]:
    """First and last line of every anchor."""
    spans: dict[Anchor, Span] = {}
    for item in found:
        for anchor in item.line.anchors:
            first, last = spans.get(anchor, (item.first, item.last))
            spans[anchor] = (min(first, item.first), max(last, item.last))
    return spans


def tika(data: bytes) -> str:
    """The text that Apache Tika gives for a PDF or a DOCX."""
    from iscc_tika import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
        Extractor,
    )

    extractor = Extractor()
    extractor.set_extract_string_max_length(50_000_000)
    text, _ = extractor.extract_bytes_to_string(bytearray(data))
    return str(text)


def of_word(rendering: Rendering) -> Rendering:
    """The tab text that Apache Tika makes of a DOCX; lines are not traced."""
    return Rendering(tika(rendering.data).encode(), ".txt")


def _strip_furniture(
    text: str, found: Sequence[Found], source: Random, kept: float
) -> tuple[str, list[Found]]:
    """Take page breaks out as archives do: the next page's first line begins with a space.

    A share ``kept`` of the page breaks stays as the tool gave it.
    """
    rows = text.split("\n")
    breaks: list[tuple[int, int, int]] = []  # last row before, first row after, page
    before = 0
    pages = sorted({item.page for item in found})
    for page in pages:
        own = [item for item in found if item.page == page and not item.line.is_furniture]
        if own:
            breaks.append((before, own[0].first, page))
            before = own[-1].last
    dropped: set[int] = set()
    stripped: set[int] = set()
    for last, first, page in breaks:
        if source.random() < kept:
            continue
        stripped.add(page)
        dropped |= set(range(last + 1, first))
        rows[first - 1] = f" {rows[first - 1]}"
    tail = range(before + 1, len(rows) + 1)
    dropped |= set(tail)
    kept_rows = [row for n, row in enumerate(rows, start=1) if n not in dropped]
    lines = [
        (item.page, item.line)
        for item in found
        if not (item.line.is_furniture and item.first in dropped)
    ]
    result = "\n".join(kept_rows) + "\n"
    return result, align(result, lines)


def by_tika(
    report: Report, seed: object, layout: Layout | None = None, *, kept: float | None = None
) -> Rendering:
    """Flow text as in the archives: Tika's text with most page breaks taken out.

    ``kept`` is the share of page breaks that stay (1 for Tika's text as it is).
    """
    setting = lay_out(report, layout or layout_of(seed))
    text = tika(pdf.draw(setting))
    source = rng("flow text", seed)
    share = kept if kept is not None else source.choice((0.1, 0.1, 0.3, 1.0))
    found = align(text, printed(setting))
    if share < 1:
        text, found = _strip_furniture(text, found, source, share)
    return Rendering(text.encode(), ".txt", spans_of(found))
