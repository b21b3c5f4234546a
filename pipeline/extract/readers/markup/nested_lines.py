"""Tables of Markdown that stand in one cell of another, and so on one line.

markitdown prints a table that frames another as one with a single row, whose only cell holds the
rows of the inner one after each other, its rule among them. Belongs here: the rows of such a
line. The rule says how many cells each has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

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
    """Return the rows that a line holds, each of as many cells as the rule has; none without."""
    parts = _BAR.split(text)
    first = next((at for at, part in enumerate(parts) if _DASHES.fullmatch(part)), None)
    if first is None:
        return []
    width = next((n for n, part in enumerate(parts[first:]) if not _DASHES.fullmatch(part)), 0)
    step = width + 1
    starts = range(first % step, len(parts) - width, step)
    if not width or any(parts[at - 1].strip() for at in starts if at):
        return []
    return [parts[at : at + width] for at in starts if at != first]
