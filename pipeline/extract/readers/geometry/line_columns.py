"""Lines and the columns of rows above them: does a line keep to these, head them, go over them?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from pipeline.extract.language.text import ICONS
from pipeline.extract.readers.geometry.bands import (
    lone_band,
    opens_analysis,
    points_off,
)
from pipeline.extract.readers.geometry.region_settings import SETTINGS
from pipeline.extract.readers.geometry.words import Segment, TextLine

_LONE_MARK = re.compile(rf"^(?:[•‣▪–\-*{ICONS}]|\(?\w{{1,2}}[.)]|\d{{1,3}}(?:\.\d+)*\.?)$")

_TEXTS_OF_A_ROW = 2


def has_gap(line: TextLine) -> bool:
    """Tell whether a line has a gap that is no bullet's or number's, which a text follows."""
    segments = line.segments
    marked = bool(_LONE_MARK.match(segments[0].text))
    return len(segments) > 1 + (marked and not _LONE_MARK.match(segments[-1].text))


def is_header_below(line: TextLine, above: TextLine) -> bool:
    """Tell whether a line opens the header of another table below a row."""
    band = lone_band(line)
    return (line.bold and not above.bold and not band.has_values) or band.known_head


def keeps_to_columns(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether no text of a line reaches over a gap of the last of some rows."""
    near = rows[-SETTINGS.memory :]
    crossed = sum(any(_crosses(segment, row) for segment in line.segments) for row in near)
    return crossed <= SETTINGS.crossing * len(near)


def is_aligned(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether two texts of a line begin or end where those of rows do."""
    starts = {round(segment.x0) for row in rows for segment in row.segments}
    ends = {round(segment.x1) for row in rows for segment in row.segments}
    return sum(round(s.x0) in starts or round(s.x1) in ends for s in line.segments) > 1


def stands_as(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether the texts of a line but its first stand where those of the row above do.

    Each of them, and two at least, begins, ends or has its middle where a text of that row does.
    """
    texts, above = line.segments[1:], rows[-1].segments[1:] if rows else ()
    return len(texts) >= _TEXTS_OF_A_ROW and all(
        any(points_off(text, other) <= 1 for other in above) for text in texts
    )


def open_analysis(rows: Sequence[TextLine]) -> Sequence[TextLine]:
    """Return the lines of the Analys text that stands below the last row; none if none does."""
    at = next((n for n in range(len(rows), 0, -1) if has_gap(rows[n - 1])), 0)
    start = next((n for n in range(at, len(rows)) if opens_analysis(rows[n].text)), len(rows))
    return rows[start:]


def within_column(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether a line begins where a cell of the last row with columns does, and ends in it."""
    row = next((row for row in reversed(rows) if has_gap(row)), None)
    if row is None or len(line.segments) > 1:
        return False
    starts = [segment.x0 for segment in row.segments]
    return any(
        abs(line.x0 - start) <= 1 and line.x1 < following
        for start, following in zip(starts, [*starts[1:], math.inf], strict=True)
    )


def is_long_word(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether a line is one word too long for its cell, and begins where cells of rows do."""
    first = line.segments[0]
    alone = len(line.segments) == 1 and len(first.words) == 1
    return alone and any(
        abs(segment.x0 - first.x0) <= 1 and segment.bold == first.bold
        for row in rows[-SETTINGS.memory :]
        for segment in row.segments
    )


def _crosses(segment: Segment, row: TextLine) -> bool:
    return any(
        segment.x0 < one.x1 and segment.x1 > two.x0
        for one, two in zip(row.segments, row.segments[1:], strict=False)
    )


def heads_others(above: TextLine, lines: Sequence[TextLine]) -> bool:
    """Tell whether a line stands above a header's other columns than the first: no prose does.

    So stands a label over several columns ("Varav" over women and men). The last column is
    as wide as the one before, or as the rows below show, or as the label that begins with it.
    """
    header = max(lines, key=lambda line: len(line.segments))
    if len(header.segments) == 1:
        return False
    before, last = header.segments[-2:]
    right = max(2 * last.x0 - before.x0, *(line.x1 for line in lines))
    aligned = any(abs(above.x0 - segment.x0) <= 1 for segment in header.segments[1:])
    return above.x0 > header.segments[0].x1 and (above.x1 <= right or aligned)
