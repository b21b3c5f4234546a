"""Rows of text whose every cell begins with a tab, where a cell of paragraphs breaks them.

What Tika makes of a DOCX goes on with the next cell on a new line below a cell of several
paragraphs, and prints a blank line behind a footnote inside a cell. Belongs here: putting such
pieces together, as far as they add up to a row of their table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import says_value
from pipeline.extract.language.values import is_period, parse_date

Row = Sequence[Line]


def whole_led_rows(rows: Sequence[Row]) -> list[list[Line]]:
    """Return rows, the pieces that add up to one behind a cell of several lines as one."""
    width = _width(rows)
    whole: list[list[Line]] = []
    at = 0
    while at < len(rows):
        end, cells = at + 1, _cells(rows[at])
        while cells < width and end < len(rows) and len(rows[end - 1]) > 1:
            cells += _cells(rows[end])
            end += 1
        end = end if cells == width else at + 1
        whole.append([line for row in rows[at:end] for line in row])
        at = end
    return whole


def goes_on_below_blank(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Tell whether the first row of a table is the rest of the last row of the one above it.

    It begins with a value, and both have as many cells as the other rows.
    """
    first, last = below[0], above[-1]
    text = first[0].text.split("\t")[1]
    begins = says_value(text) or is_period(text) or parse_date(text) is not None
    return begins and _cells(last) + _cells(first) == _width((*above[:-1], *below[1:]))


def _cells(row: Row) -> int:
    return sum(line.text.count("\t") for line in row)


def _width(rows: Sequence[Row]) -> int:
    """Return how many cells most rows of one line have, and of as frequent ones the most.

    What stands below a row of several lines may be its rest. Where all are in pieces, the first
    ones are the header.
    """
    alone = [
        row for at, row in enumerate(rows) if len(row) == 1 and not (at and len(rows[at - 1]) > 1)
    ]
    if counts := Counter(map(_cells, alone)):
        return max(counts, key=lambda cells: (counts[cells], cells))
    last = next((at for at, row in enumerate(rows) if len(row) == 1), len(rows) - 1)
    return sum(map(_cells, rows[: last + 1]))
