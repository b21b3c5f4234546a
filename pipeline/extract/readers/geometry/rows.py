"""From the lines of a table to its rows: rules part them, and what the lines say.

Belongs here: what stands between two rules, and which rules part rows. Where rows begin among
lines without rules is told by ``parting``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter

from pipeline.extract.readers.geometry.bands import (
    SETTINGS,
    Band,
    at_numbers,
    band_of,
    bands_at_gaps,
    ends_header,
    lone_band,
    opens_analysis,
    row_gap,
)
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.line_columns import has_gap
from pipeline.extract.readers.geometry.parting import Lines, is_value, values_below, white
from pipeline.extract.readers.geometry.words import TextLine
from pipeline.extract.readers.geometry.writing import Written, is_rest, written

_PIXEL = 0.75
"""Points that browsers round the places of lines to: some are that much farther apart."""
_LINE = 1.35
"""Sizes by which lines of one label are apart at most, if the table does not show more."""


def rows_of(
    lines: Sequence[TextLine],
    separators: Sequence[float],
    leading: Leading,
    ends: Sequence[float] = (),
) -> Iterator[Band]:
    """Yield the rows among a table's lines, from the top.

    Where most rules have one row between them, rows are what stands between rules. Else
    they are what its lines show. In both, two numbers below each other are two rows.

    Args:
        lines: Lines of one table on one page, from the top.
        separators: The heights of rules over its whole width.
        leading: How far the document's lines stand apart.
        ends: Heights where a row ends, and where several rows may stand between two.
    """
    gap = row_gap(lines)
    usual = SETTINGS.row_gap
    if gap == usual:  # the table itself does not say
        of_document = max((leading.white(line.size) for line in lines), default=0.0)
        usual = gap = max(usual, of_document + SETTINGS.slack)
    between = list(_between(lines, separators))
    finer = list(_between(lines, [*separators, *ends])) if ends else between
    by_ends, between = len(finer) > len(between), finer
    pitch = max(_LINE, 1 + gap)
    marked = {id(band): list(_with_heads(band.lines, pitch)) for band in between}
    whole = marked[id(between[0])] if len(between) == 1 else _with_heads(lines, pitch)
    runs = groupby(whole, itemgetter(0))
    heads = [[line for _, line in run] for is_head, run in runs if is_head]
    within = max(
        (leading.white_of_head(line.size) + _PIXEL / line.size for line in lines), default=0.0
    )
    of_heads = max(gap, SETTINGS.row_gap, within + SETTINGS.slack)
    parts = [
        list(_parted(marked[id(band)], (gap, usual), of_heads, _nearest(heads, band)))
        for band in between
    ]
    several = sum(sum(part.columnar for part in pieces) > 1 for pieces in parts[1:])
    ruled = len(between) > SETTINGS.few_rules and several < SETTINGS.ruled * len(between[1:])
    ruled = ruled and not by_ends
    closed = _most_white(between[1:-1]) if ruled else math.inf
    for band, pieces in zip(between, parts, strict=True):
        if ruled and not _hold_several(pieces):
            most = closed if band is between[-1] else math.inf
            for row in _parted_below(band, pieces, most, last=band is between[-1]):
                yield from at_numbers(row)
        else:
            yield from pieces


def _nearest(heads: Sequence[Sequence[TextLine]], band: Band) -> Sequence[TextLine]:
    """Return the last header above a band; a title is none."""
    above = (found for found in reversed(heads) if found[-1].y > band.lines[0].y)
    return next((found for found in above if any(map(has_gap, found))), ())


def _parted(
    marked: Sequence[tuple[bool, TextLine]],
    gaps: Sequence[float],
    of_heads: float,
    heads: Sequence[TextLine],
) -> Iterator[Band]:
    """Yield the rows among lines; headers and titles, which are ``marked``, by gaps alone.

    How close rows are says nothing of the lines of a header, and ``of_heads`` is the gap there.
    """
    for is_head, run in groupby(marked, itemgetter(0)):
        lines = [line for _, line in run]
        if is_head:
            heads = lines if any(map(has_gap, lines)) else heads
            yield from bands_at_gaps(lines, of_heads)
            continue
        _, starts = Lines(lines, tuple(heads)).parted(*gaps)
        for start, end in pairwise([*starts, len(lines)]):
            yield band_of(lines[start:end])


def _with_heads(lines: Sequence[TextLine], pitch: float) -> Iterator[tuple[bool, TextLine]]:
    """Yield lines with whether they are of a header or title: bold, and no row of values.

    So are those that only words of headers stand in, bold or not, and lines of their cells. A
    line between two of a header may look like a row ("(max / 10 %)"). Lines of one label are
    ``pitch`` font sizes apart at most.
    """
    looks = zip(_whole_heads(lines), lines, strict=True)
    for bold, pairs in groupby(looks, itemgetter(0)):
        found = [line for _, line in pairs]
        heads = [at for at, line in enumerate(found) if bold and not lone_band(line).has_values]
        heads = sorted({*heads} - {*_of_totals(found, pitch)}) if heads else []
        for at, line in enumerate(found):
            yield bool(heads) and heads[0] <= at <= heads[-1], line


def _of_totals(lines: Sequence[TextLine], pitch: float) -> Iterator[int]:
    """Yield which bold lines are those of a total's label, whose values stand beside others."""
    rows = [at for at, line in enumerate(lines) if lone_band(line).has_values]
    for row in rows:
        for step in (-1, 1):
            at = row + step
            while 0 <= at < len(lines) and _are_near(lines[at - step], lines[at], pitch):
                yield at
                at += step


def _are_near(one: TextLine, two: TextLine, pitch: float) -> bool:
    """Tell whether labels of two lines are as near as those of one cell, and one stands alone."""
    alone = min(len(one.segments), len(two.segments)) == 1
    return alone and abs(one.x0 - two.x0) <= 1 and abs(one.y - two.y) <= pitch * one.size


def _whole_heads(lines: Sequence[TextLine]) -> Iterator[bool]:
    """Yield for each line whether it looks like one of a header, or is of a row with such a one.

    Rows are those that the order shows in which they are written; one of values is no header.
    """
    looks, order = list(_look_heads(lines)), written(lines)
    starts = [at for at, said in enumerate(order) if said is not Written.IN_ROW]
    for start, end in pairwise([*starts, len(lines)]):
        found = looks[start:end]
        whole = any(found) and not band_of(lines[start:end]).has_values
        yield from [True] * len(found) if whole else found


def _look_heads(lines: Sequence[TextLine]) -> Iterator[bool]:
    """Yield for each line whether it looks like one of a header."""
    plain = False
    for line in lines:
        whole, known = lone_band(line).head_words
        plain = whole and known > (0 if plain else 1)
        yield plain or (line.bold and not opens_analysis(line.text))


def _hold_several(pieces: Sequence[Band]) -> bool:
    """Tell whether parts between two rules are rows: two have values in one column.

    Between them may stand an Analys text, and above them the rest of a row of the page before.
    """
    valued = [piece for piece in pieces if any(is_value(s.text) for s in piece.segments)]
    return any(values_below(above.segments, below.segments) for above, below in pairwise(valued))


def _between(lines: Sequence[TextLine], separators: Sequence[float]) -> Iterator[Band]:
    """Yield what stands between rules; letters are the edge where there is no rule."""
    ys = sorted(separators, reverse=True)
    groups: dict[int, list[TextLine]] = {}
    for line in lines:
        middle = line.y + 0.3 * line.size
        groups.setdefault(sum(y > middle for y in ys), []).append(line)
    for at, found in groups.items():
        top, bottom = max([line.top for line in found]), min([line.bottom for line in found])
        top = max(ys[at - 1], top) if at else top
        bottom = min(ys[at], bottom) if at < len(ys) else bottom
        yield Band(found[0].page, top, bottom, tuple(found))


def _is_head_of_rows(band: Band, below: Sequence[Band]) -> bool:
    """Tell whether a band is the header of a known table, bold or not, and values are below it."""
    return band.known_head and not band.has_values and any(row.has_values for row in below)


def _is_below_sum(above: Band, part: Band) -> bool:
    """Tell whether a text is no part of the bold row of values above it: it begins anew, plain."""
    summed = above.bold and above.has_values and not part.bold
    return summed and len(part.lines[0].segments) == 1 and not is_rest(part.lines[0].text)


def _most_white(rows: Sequence[Band]) -> float:
    """Return the most white between two lines of a row, in sizes; infinite where none has two."""
    lines = (pair for row in rows for pair in pairwise(row.lines))
    return max((white(above, line) for above, line in lines), default=math.inf)


def _begins_apart(above: Band, part: Band, most: float) -> bool:
    """Tell whether a text begins a row: more white than in rows is between it and the row above."""
    apart = white(above.lines[-1], part.lines[0]) > most + SETTINGS.slack
    return apart and above.has_values and not is_rest(part.lines[0].text)


def _parted_below(band: Band, pieces: Sequence[Band], most: float, *, last: bool) -> Iterator[Band]:
    """Yield a row, and apart from it what stands below it before the next rule.

    That is an Analys text and the row below it, or the bold title and header of the next
    table, whose first rule may be the one below its header. Where every other row is shaded,
    no edge stands between a header and the first row. Below the ``last`` rule, no edge stands
    between a sum and a sentence below the table, or above a row that a page break tears. ``most``
    is the white between lines of a row there, in font sizes.
    """
    starts = [
        number
        for number, (above, part) in enumerate(pairwise(pieces), 1)
        if (part.starts_analysis and pieces[0].columnar)
        or (part.bold and not above.bold)
        or (last and _is_below_sum(above, part))
        or _begins_apart(above, part, most)
        or ends_header(pieces[number - 1].lines, part.lines[0])
        or _is_head_of_rows(above, pieces[number:])
        or (part.columnar and any(other.starts_analysis for other in pieces[:number]))
    ]
    edges = [(pieces[at - 1].bottom + pieces[at].top) / 2 for at in starts]
    tops, bottoms = [band.top, *edges], [*edges, band.bottom]
    for start, end, top, bottom in zip(
        [0, *starts], [*starts, len(pieces)], tops, bottoms, strict=True
    ):
        lines = tuple(line for part in pieces[start:end] for line in part.lines)
        yield replace(band, top=top, bottom=bottom, lines=lines)
