"""Texts of two columns that stand as close as words: parted where other lines show a column.

Belongs here: what only the other lines of a table tell of a line. A word too long for its
cell reaches over to the next column, a narrow table has hardly more white between columns
than between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from pipeline.extract.language.table_heads import LONE_HEADS
from pipeline.extract.language.text import ICONS
from pipeline.extract.readers.geometry.bands import DAY, is_wrapped_number
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import SEGMENT_GAP, Segment, TextLine, Word

_Stretch = tuple[float, float]

_ALIGNED = 0.75
"""Points by which texts of one column may begin or end apart."""
_LEAST = 2
"""So many other lines show where a column begins or ends, one less where the words are not drawn
one behind the other: a cell's lines are drawn before the next cell."""
_MOST_WORDS = 6
"""A longer text is prose, whose words may begin anywhere; but for a value at its end."""
_STARTS_WITH_DAY = re.compile(r"^\d{4}-(?:\d\d-(?:\d\d)?)?$")
"""A day, or the first line of one that its cell is too narrow for."""
_MINUS = ("-", "–", "−")
_BESIDE = 2.0
"""Points beside a minus in which no other text may stand."""
_WRAP = 1.35
"""Sizes by which lines of one text are apart at most."""
_CROSSING = 0.1
"""Share of a table's lines that may have text where the white between columns is."""


def parted_at_columns(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return a table's lines, with texts parted at white that other lines keep between columns.

    Two dates are parted without.

    White in a text is that of columns where hardly another line has letters and where texts
    of others begin right behind or end right before it. A text alone on its line is a label
    or prose, whose words may begin anywhere.
    """
    columnar = [line for line in lines if len(line.segments) > 1]
    return [_parted(line, columnar) if len(line.segments) > 1 else line for line in lines]


def parted_at_rules(line: TextLine, uprights: Sequence[Rule]) -> TextLine:
    """Return a line, its texts parted where an upright rule stands between two words."""
    crossing = [
        rule.at
        for rule in uprights
        if line.x0 < rule.at < line.x1 and rule.start - 1 <= line.y + 1 <= rule.end + 1
    ]
    if not crossing:
        return line
    segments: list[Segment] = []
    for segment in line.segments:
        held = [segment.words[0]]
        for word in segment.words[1:]:
            parted = any(held[-1].x1 - 1 <= at <= word.x0 + 1 for at in crossing)
            if parted and not _is_written_on(held[-1], word):
                segments.append(Segment(tuple(held)))
                held = []
            held.append(word)
        segments.append(Segment(tuple(held)))
    return replace(line, segments=tuple(segments))


def _is_written_on(one: Word, two: Word) -> bool:
    """Tell whether a word is written behind another as the next one of a text.

    A shade behind the labels ends below an Analys text, too, that goes over all columns.
    """
    space = two.x0 - one.x1
    return two.run == one.run and two.order == one.order + 1 and space <= SEGMENT_GAP * one.size


def values_parted_at(line: TextLine, uprights: Sequence[Rule]) -> TextLine:
    """Return a line, values parted from a text that reaches up to their column, icons from it."""
    segments: list[Segment] = []
    for segment in line.segments:
        first, *others = parted_at_rules(replace(line, segments=(segment,)), uprights).segments
        apart = first.text in ICONS or all(is_value(other.text) for other in others)
        segments += [first, *others] if apart else [segment]
    return line if len(segments) == len(line.segments) else replace(line, segments=tuple(segments))


def heads_parted(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return lines, heads of columns that are a word each parted however close they stand."""
    return [
        replace(line, segments=tuple(part for segment in line.segments for part in _heads(segment)))
        if any(len(segment.words) > 1 and _are_heads(segment) for segment in line.segments)
        else line
        for line in lines
    ]


def _heads(segment: Segment) -> Iterator[Segment]:
    yield from (Segment((w,)) for w in segment.words) if _are_heads(segment) else [segment]


def _are_heads(segment: Segment) -> bool:
    return all(word.text.casefold() in LONE_HEADS for word in segment.words)


def icons_parted(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return a page's lines, icons parted from names where others stand apart in a column.

    Some names stand closer to their icon than others do, as their letters are narrow or wide.
    """
    columns = [
        (line.segments[0].x0, line.segments[1].x0)
        for line in lines
        if len(line.segments) > 1 and line.segments[0].text in ICONS
    ]
    return [_without_icon(line, columns) if columns else line for line in lines]


def _without_icon(line: TextLine, columns: Sequence[_Stretch]) -> TextLine:
    icon, *words = line.segments[0].words
    if not words or icon.text not in ICONS:
        return line
    for sign, name in columns:
        if abs(icon.x0 - sign) <= _ALIGNED and abs(words[0].x0 - name) <= _ALIGNED:
            parts = (Segment((icon,)), Segment(tuple(words)))
            return replace(line, segments=(*parts, *line.segments[1:]))
    return line


def signs_joined(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return a table's lines, a minus at the other side of its cell with the number behind it.

    Spreadsheets set it there. Where nothing else of the table stands, there is no column, so
    that the dash is no missing value.
    """
    columnar = [line for line in lines if len(line.segments) > 1]
    return [_with_signs(line, columnar) if len(line.segments) > 1 else line for line in lines]


def _with_signs(line: TextLine, others: Sequence[TextLine]) -> TextLine:
    segments: list[Segment] = []
    for segment in line.segments:
        last = segments[-1] if segments else None
        if last is not None and last.text in _MINUS and _begins_with_digit(segment):
            stretch = (last.x0 - _BESIDE, last.x1 + _BESIDE)
            texts = (s for other in others for s in other.segments if s.text not in _MINUS)
            if not any(_over(text, stretch) for text in texts):
                segments[-1] = Segment((*last.words, *segment.words))
                continue
        segments.append(segment)
    return line if len(segments) == len(line.segments) else replace(line, segments=tuple(segments))


def _begins_with_digit(segment: Segment) -> bool:
    return segment.text[:1].isdigit()


def _parted(line: TextLine, others: Sequence[TextLine]) -> TextLine:
    segments = [part for segment in line.segments for part in _parts(segment, line, others)]
    return line if len(segments) == len(line.segments) else replace(line, segments=tuple(segments))


def _parts(segment: Segment, line: TextLine, others: Sequence[TextLine]) -> Iterator[Segment]:
    several = len(segment.words) > 1
    printed_over = any(segment.x0 < other.x0 < segment.x1 for other in line.segments)
    long, figures = len(segment.words) > _MOST_WORDS, _figures_at_end(segment)
    if not several or printed_over or (long and not figures):
        yield segment
        return
    first = max(len(segment.words) - figures, 1) if long else 1
    held = list(segment.words[:first])
    wraps = [one for other in others for one in other.segments if _goes_on(segment, one)]
    for before, word in pairwise(segment.words[first - 1 :]):
        left, right = (held[0].x0, before.x1), (word.x0, segment.x1)
        if DAY.match(before.text) and _STARTS_WITH_DAY.match(word.text):
            yield Segment(tuple(held))
            held = [word]
            continue
        number = is_wrapped_number(before.text, word.text)
        # A unit that is printed twice is one of two values.
        apart = word.order != before.order + 1 or word.text == before.text
        rest = [other for other in others if other is not line]
        whole = any(one.x0 < left[1] and right[0] < one.x1 for one in wraps)
        drawn = _is_written_on(before, word) and before.spaced
        if not (number or whole) and _in_two_columns(
            left, right, rest, least=_LEAST - apart, drawn=drawn
        ):
            yield Segment(tuple(held))
            held = []
        held.append(word)
    yield Segment(tuple(held))


def _figures_at_end(segment: Segment) -> int:
    """Count the words at the end of a text that are numbers or "%"."""
    words = [word.text for word in reversed(segment.words)]
    return sum(1 for _ in takewhile(lambda word: word == "%" or any(map(str.isdigit, word)), words))


def _goes_on(segment: Segment, other: Segment) -> bool:
    """Tell whether a text right above or below another one begins or ends where that does."""
    near = 0 < abs(segment.y - other.y) <= _WRAP * segment.size
    off = min(abs(segment.x0 - other.x0), abs(segment.x1 - other.x1))
    return near and off <= _ALIGNED and segment.bold == other.bold


def _in_two_columns(
    left: _Stretch, right: _Stretch, others: Sequence[TextLine], *, least: int, drawn: bool
) -> bool:
    """Tell whether two stretches of one text are in columns that other lines keep apart.

    So many texts of others begin or end there at ``least``; beside the white between them, where
    both are ``drawn`` at once with a space: a label over several columns ends where they do.
    """
    crossing = both = 0
    at_left: list[Segment] = []
    at_right: list[Segment] = []
    for other in others:
        over = [(s, _over(s, left), _over(s, right)) for s in other.segments]
        lefts = [s for s, is_left, is_right in over if is_left and not is_right]
        rights = [s for s, is_left, is_right in over if is_right and not is_left]
        crossing += any(is_left and is_right for _, is_left, is_right in over)
        both += bool(lefts and rights)
        at_left += lefts[-1:]
        at_right += rights[:1]
        if crossing > _CROSSING * len(others):
            return False
    at_starts = _starts(at_right, right) if drawn else _aligned(at_right, right)
    aligned = sum(abs(s.x1 - left[1]) <= _ALIGNED for s in at_left) + at_starts
    return both > 0 and aligned >= least


def _aligned(column: Sequence[Segment], stretch: _Stretch) -> int:
    """Return how many texts of a column begin or end where a stretch does, as the column does.

    A column whose texts begin at one place may have some that end at one by chance.
    """
    ends = sum(abs(s.x1 - stretch[1]) <= _ALIGNED for s in column)
    return max(_starts(column, stretch), ends if ends >= _most_alike([s.x0 for s in column]) else 0)


def _starts(column: Sequence[Segment], stretch: _Stretch) -> int:
    return sum(abs(s.x0 - stretch[0]) <= _ALIGNED for s in column)


def _most_alike(places: Sequence[float]) -> int:
    """Return how many of some places are the same at most."""
    return max((sum(abs(p - q) <= _ALIGNED for q in places) for p in places), default=0)


def _over(segment: Segment, stretch: _Stretch) -> bool:
    return segment.x0 < stretch[1] and segment.x1 > stretch[0]
