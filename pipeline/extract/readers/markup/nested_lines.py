"""Tables of Markdown that stand in one cell of another, and so on one line.

markitdown prints a table that frames another as one with a single row, whose only cell holds the
rows of the inner one after each other, its rule among them. Belongs here: the rows of such a
line. The rule says how many cells each has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from pipeline.extract.document import Line, place_of
from pipeline.extract.readers.markup.blocks import Spanning, grid
from pipeline.extract.readers.markup.drawn_tables import DrawnTable
from pipeline.extract.readers.markup.lost_spans import with_lost_spans

_BAR = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r" *:?-{3,}:? *")
_EMPTY = re.compile(r"^(?:\| *)+\| *$")
_RULE = re.compile(r"^\|(?: *:?-+:? *\|)+ *$")


def find_nested(lines: Sequence[Line], plain: Callable[[str], str]) -> Iterator[DrawnTable]:
    """Yield the tables that stand on one line each, with the lines of the frame above them.

    Args:
        lines: All lines of the text.
        plain: What makes text of a cell's marked-up text.
    """
    for at, line in enumerate(lines):
        rows = _rows(line.text) if line.text.startswith("| |") else []
        if not rows:
            continue
        place = place_of([line])
        spanning = [[Spanning(plain(text.strip()), place) for text in row] for row in rows]
        filled = [row for row in spanning if any(cell.text for cell in row)]
        whole, confidence = with_lost_spans(filled)
        framed = at > 1 and _EMPTY.match(lines[at - 2].text) and _RULE.match(lines[at - 1].text)
        start = at - 2 if framed else at
        if made := grid(whole, place_of(lines[start : at + 1]), 1, confidence):
            yield DrawnTable(start, at + 1, made)


def _rows(text: str) -> list[list[str]]:
    """Return the rows that a line holds, without the inner table's rule; none where it has none.

    A space alone parts rows, and stands in the places that a merged cell covers, so pieces are one
    row where they add up to as many cells as the rule has.
    """
    parts = _BAR.split(text)[1:]
    first = next((at for at, part in enumerate(parts) if _DASHES.fullmatch(part)), None)
    if first is None:
        return []
    width = next((n for n, part in enumerate(parts[first:]) if not _DASHES.fullmatch(part)), 0)
    pieces = [list(piece) for alone, piece in groupby(parts, key=" ".__eq__) if not alone]
    gaps = [len(list(piece)) for alone, piece in groupby(parts, key=" ".__eq__) if alone]
    rows: list[list[str]] = []
    at = 0
    while at < len(pieces):
        row, end = list(pieces[at]), at + 1
        while len(row) < width and end < len(pieces):
            row += [""] * gaps[min(end, len(gaps) - 1)] + pieces[end]
            end += 1
        whole = len(row) == width
        rows.append(row if whole else pieces[at])
        at = end if whole else at + 1
    return [row for row in rows if not all(map(_DASHES.fullmatch, row))]
