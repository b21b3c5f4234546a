"""How a table opens: empty rows, titles and units above its header, and where it goes on.

Belongs here: what is true of every ``GridTable``, whichever reader it came from. Headers are
judged by what stands below: a first row with one text over a row that names the columns is
the table's title, not its header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Cell, GridTable
from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.language.values import parse_cell

_MOST_TITLES = 3
_YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """A table without what stands above its header, and the titles that stood there."""

    table: GridTable
    titles: tuple[str, ...] = ()


def opened(table: GridTable) -> OpenedTable:
    """Take empty rows and titles off the top of a table.

    >>> from pipeline.extract.document import Place
    >>> place = Place("")
    >>> rows = [["Äldreomsorg (mnkr)", ""], ["Verksamhet", "Budget"], ["Hemtjänst", "12,0"]]
    >>> cells = tuple(tuple(Cell(text, place) for text in row) for row in rows)
    >>> opened(GridTable(cells, place)).titles
    ('Äldreomsorg (mnkr)',)
    """
    titles: list[str] = []
    dropped = 0
    rows = table.rows
    while dropped < len(rows) - 1 and dropped <= _MOST_TITLES:
        texts = _texts(rows[dropped])
        if not any(texts):
            dropped += 1
        elif _is_title(texts, rows[dropped + 1 :]):
            titles += [text for text in texts if text]
            dropped += 1
        else:
            break
    if not dropped:
        return OpenedTable(table)
    kept = rows[dropped:]
    header_rows = max(table.header_rows - dropped, 0)
    return OpenedTable(replace(table, rows=kept, header_rows=header_rows), tuple(titles))


def _texts(row: Sequence[Cell | None]) -> list[str]:
    return [squeeze(strip_icon(cell.text)) if cell else "" for cell in row]


def _is_title(texts: Sequence[str], below: Sequence[Sequence[Cell | None]]) -> bool:
    """Tell whether a row is a title: one text, over a row that names the columns.

    A header of two rows may have one text in its first, over all columns but that of the
    labels: then the row below does not begin at the left.
    """
    filled = [at for at, text in enumerate(texts) if text]
    if len(filled) != 1 or len(texts) < 2 or _is_value(texts[filled[0]]):
        return False
    following = next((found for row in below if any(found := _texts(row))), None)
    if following is None:
        return False
    named = [text for text in following if text]
    labelled = any(following[: filled[0] + 1])
    return len(named) > 1 and labelled and not any(_is_value(text) for text in named[1:])


def _is_value(text: str) -> bool:
    """Tell whether a text is a value; a year may head a column."""
    parsed = parse_cell(text)
    if parsed is None or parsed.value is None:
        return False
    return not (text.isdigit() and len(text) == _YEAR_LENGTH)
