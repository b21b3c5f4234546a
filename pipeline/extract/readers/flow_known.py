"""Indicator and activity tables in flow text whose blank lines do not part their rows.

Their parsers read chunks as Apache Tika's blank lines make them: a row, or an Analys text
of its own. Where a tool prints other blank lines, or none, these chunks are made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.document import Chunk, Line
from pipeline.extract.text import squeeze, text_width

_ANALYSIS = "Analys"
_DATE_CELL = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|avvikelse", re.IGNORECASE)
_DATE_HEADER = re.compile(r"startdatum|slutdatum|avvikelse", re.IGNORECASE)
_ACTIVITIES = re.compile(r"\W*aktivitet(?:er)?\b", re.IGNORECASE)
_FULL = 0.95
_LONG = 8


def analysis_reach(lines: Sequence[Line]) -> float:
    """Return how wide the Analys texts of tables run: 0 where there are none of two lines."""
    widths = sorted(
        text_width(squeeze(after.text))
        for line, after in zip(lines, lines[1:], strict=False)
        if line.text.strip() == _ANALYSIS and len(after.text.split()) > _LONG
    )
    return widths[int(0.95 * len(widths))] if widths else 0.0


def analysis_end(lines: Sequence[Line], start: int, reach: float) -> int:
    """Return the index after an Analys text: it ends with a line that is not full.

    Args:
        lines: All lines.
        start: The index of the word "Analys" that opens it.
        reach: How wide such texts run.
    """
    index = start + 1
    while index + 1 < len(lines):
        text, following = squeeze(lines[index].text), squeeze(lines[index + 1].text)
        if not following or following == _ANALYSIS:
            break
        full = text_width(f"{text} {following.split()[0]}") > _FULL * reach
        if not full and not following[:1].islower():
            break
        index += 1
    return min(index + 1, len(lines))


def known_chunks(lines: Sequence[Line], reach: float) -> tuple[Chunk, ...]:
    """Part the lines of an indicator or activity table into rows and Analys texts.

    Cells of dates that stand alone go with the row above them.
    """
    dated = any(_ACTIVITIES.match(line.text) for line in lines[:2])
    chunks: list[list[Line]] = []
    after_break = True
    index = 0
    while index < len(lines):
        text = squeeze(lines[index].text)
        if not text:
            after_break = True
        elif text == _ANALYSIS and index + 1 < len(lines) and lines[index + 1].text.strip():
            end = analysis_end(lines, index, reach)
            chunks.append(list(lines[index:end]))
            index, after_break = end, True
            continue
        elif after_break and not (dated and chunks and _goes_with(chunks[-1], text)):
            chunks.append([lines[index]])
            after_break = False
        else:
            chunks[-1].append(lines[index])
            after_break = False
        index += 1
    return tuple(Chunk(tuple(chunk)) for chunk in chunks)


def _goes_with(chunk: Sequence[Line], text: str) -> bool:
    """Tell whether a cell belongs to the row or the header that a chunk has begun."""
    first, last = squeeze(chunk[0].text), squeeze(chunk[-1].text)
    if first == _ANALYSIS:
        return False
    in_header = _ACTIVITIES.fullmatch(first) and (
        _ACTIVITIES.fullmatch(last) or _DATE_HEADER.fullmatch(last)
    )
    if in_header:
        return bool(_DATE_HEADER.fullmatch(text))
    return bool(_DATE_CELL.fullmatch(text))
