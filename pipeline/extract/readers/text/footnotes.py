"""Footnotes in text made from a PDF: their lines at the foot of a page, their marks behind words.

A raised mark is a plain digit in text made from a PDF ("bistånd1"), and the note stands among
the lines of whatever table or paragraph the page break cuts. Belongs here: telling notes and
marks by each other, since a number alone says nothing. Does not belong here: notes under a
table, which are the table's.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Block, Line, Paragraph, place_of
from pipeline.extract.language.text import squeeze

_NOTE = re.compile(r"\d{1,2} [A-ZÅÄÖ]")
_MARK = r"(?<=[a-zåäöé.!?)\"”]){}(?=[.,;:]*(?:\s*$|\s{{2}}))"
_LONE_MARK = re.compile(r"(?:\)|[a-zåäöé]{4}[.!?]?)(\d{1,2})\s*$")
_MOST_LINES = 3
_MOST_MISSED = 3
_REACH = 150
"""Lines of a page."""


@dataclass(frozen=True, slots=True)
class Footnotes:
    """``lines`` without notes and marks: blank where a note stood. ``notes`` are their lines."""

    lines: tuple[Line, ...]
    notes: tuple[tuple[Line, ...], ...]


def footnotes(lines: Sequence[Line], furniture: Mapping[int, str]) -> Footnotes:
    """Take footnotes out of a text's lines.

    A note's number follows the last one's, perhaps after one that is not found, page furniture
    follows the notes, and the mark ends a line above, or a text before a gap in it.

    Args:
        lines: All lines, blank where page furniture stands.
        furniture: What stands there, by the line's number. Notes that are alike on every page
            may be taken for furniture: their marks are marks all the same.
    """
    kept = list(lines)
    shown = [furniture.get(line.number, line.text).strip() for line in lines]
    aside = [line.number in furniture for line in lines]
    notes: list[tuple[Line, ...]] = []
    last = 0
    for start, end in _feet(shown, aside):
        number = int(shown[start].partition(" ")[0])
        if not last < number <= last + _MOST_MISSED:
            continue
        mark = re.compile(_MARK.format(number))
        above = range(start - 1, max(-1, start - _REACH), -1)
        marked = next((i for i in above if mark.search(kept[i].text)), None)
        if marked is None:
            continue
        kept[marked] = replace(kept[marked], text=mark.sub("", kept[marked].text))
        if not aside[start]:
            kept[start:end] = [replace(line, text="") for line in lines[start:end]]
            notes.append(tuple(lines[start:end]))
        last = number
    return Footnotes(tuple(kept if notes else _without_lone_marks(kept)), tuple(notes))


def _without_lone_marks(lines: Sequence[Line]) -> list[Line]:
    """Take out the marks of notes that are not printed, as where Word saves a plain text.

    They stand behind words at the ends of lines and count up; some may not be seen. One alone is
    a mark only behind a bracket; where a number behind a bracket is out of order none is.
    """
    counted: list[tuple[int, re.Match[str]]] = []
    last = 0
    for at, line in enumerate(lines):
        found = _LONE_MARK.search(line.text)
        if found and last < int(found[1]) <= last + _MOST_MISSED:
            counted.append((at, found))
            last = int(found[1])
        elif found and found[0][0] == ")":
            return list(lines)
    kept = list(lines)
    if len(counted) > 1 or any(found[0][0] == ")" for _, found in counted):
        for at, found in counted:
            kept[at] = replace(kept[at], text=kept[at].text[: found.start(1)])
    return kept


def _feet(shown: Sequence[str], aside: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where lines that begin as notes do stand, and end, right above page furniture."""
    foot: list[tuple[int, int]] = []
    below = -1
    for start in [index for index, text in enumerate(shown) if _NOTE.match(text)]:
        if start != below:
            foot = []
        end = start + 1
        while not aside[start] and _goes_on(shown, aside, start, end):
            end += 1
        foot.append((start, end))
        below = next((i for i in range(end, len(shown)) if shown[i]), len(shown))
        if below < len(shown) and aside[below] and not _NOTE.match(shown[below]):
            yield from foot
            foot = []


def _goes_on(shown: Sequence[str], aside: Sequence[bool], start: int, index: int) -> bool:
    inside = start < index < min(len(shown), start + _MOST_LINES)
    return inside and bool(shown[index]) and not aside[index] and not _NOTE.match(shown[index])


def with_notes(blocks: Iterable[Block], notes: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Yield blocks with the footnotes of each page as paragraphs behind what the page ends in."""
    waiting = deque(
        Paragraph(squeeze(" ".join(line.text for line in note)), place_of(note)) for note in notes
    )
    for block in blocks:
        while waiting and (waiting[0].place.line_start or 0) < (block.place.line_start or 0):
            yield waiting.popleft()
        yield block
    yield from waiting
