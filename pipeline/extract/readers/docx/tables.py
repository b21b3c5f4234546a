"""Tables of a DOCX: real cells, merged over columns and rows, changes accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.document import Cell, GridTable, Place
from pipeline.extract.language.line_kinds import is_value_line
from pipeline.extract.language.text import squeeze
from pipeline.extract.readers.docx.package import (
    Element,
    attribute,
    by_name,
    child,
    is_on,
    local,
    whole_number,
)
from pipeline.extract.readers.docx.styles import Styles
from pipeline.extract.readers.docx.text import is_joined_to_next, paragraph_text, text_boxes

_NARROWEST = 150
"""Grid columns narrower than this (in twentieths of a point) are slips of the mouse."""

_MOST_COLUMNS = 63
"""A table of Word has no more; a file that says so was not written by it."""

_FRAMING = 2
"""A table of at most so many cells inside a cell only frames the cell's text."""

_WRAPPERS = ("{*}sdt", "{*}sdtContent", "{*}ins", "{*}moveTo", "{*}customXml")


@dataclass(slots=True)
class _Part:
    """A cell as it stands in the file: its grid columns, and how it is merged upwards."""

    first: int
    last: int
    text: str
    continues: bool


@dataclass(frozen=True, slots=True)
class _Row:
    parts: tuple[_Part, ...]
    header: bool


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name, also those inside content controls and insertions."""
    for part in element.iterchildren(f"{{*}}{name}", *_WRAPPERS):
        if local(part) == name:
            yield part
        else:
            yield from children(part, name)


def read_table(table: Element, styles: Styles, page: int | None) -> GridTable | None:
    """Return a table as a grid; None where all its rows were deleted."""
    rows = [
        _row(element, styles)
        for element in children(table, "tr")
        if child(element, "trPr", "del") is None
    ]
    rows = [row for row in rows if row.parts]
    if not rows:
        return None
    edges = _edges(rows, _grid_widths(table))
    grid = [_cells(row, edges, page) for row in rows]
    _merge_down(rows, grid, edges)
    text = "\n".join("\t".join(part.text for part in row.parts) for row in rows)
    header_rows = next((i for i, row in enumerate(rows) if not row.header), len(rows))
    return GridTable(
        rows=tuple(tuple(row) for row in grid),
        place=Place(text, page),
        header_rows=header_rows if header_rows < len(rows) else 0,
    )


def _grid_widths(table: Element) -> list[int]:
    grid = child(table, "tblGrid")
    return [whole_number(column, "w") or 0 for column in grid] if grid is not None else []


def _row(element: Element, styles: Styles) -> _Row:
    properties = by_name(child(element, "trPr"))
    at = whole_number(properties.get("gridBefore"), "val", most=_MOST_COLUMNS) or 0
    cells: list[_Part] = []
    for cell in children(element, "tc"):
        given = by_name(child(cell, "tcPr"))
        if "cellDel" in given:
            continue
        span = whole_number(given.get("gridSpan"), "val", most=_MOST_COLUMNS) or 1
        upward, leftward = given.get("vMerge"), given.get("hMerge")
        last = at + span - 1
        if cells and leftward is not None and attribute(leftward, "val") != "restart":
            cells[-1].last = last
        else:
            continues = upward is not None and attribute(upward, "val") != "restart"
            cells.append(_Part(at, last, cell_text(cell, styles), continues))
        at = last + 1
    return _Row(tuple(cells), is_on(properties.get("tblHeader")))


def cell_text(cell: Element, styles: Styles) -> str:
    """Return the text of a cell: of its own paragraphs, else of the small table in it."""
    text = ""
    for paragraph in children(cell, "p"):
        text += paragraph_text(paragraph, styles)
        text += "" if is_joined_to_next(paragraph) else "\n"
    if text.strip():
        return text.strip("\n")
    boxes = [box for paragraph in children(cell, "p") for box in text_boxes(paragraph)]
    return "\n".join(cell_text(part, styles) for part in [*framed(cell), *boxes])


def framed(cell: Element) -> list[Element]:
    """Return the cells of a small table that stands in a cell to frame its text."""
    nested = list(children(cell, "tbl"))
    cells = [c for table in nested for row in children(table, "tr") for c in children(row, "tc")]
    return cells if len(nested) == 1 and len(cells) <= _FRAMING else []


@dataclass(frozen=True, slots=True)
class _Edges:
    """The grid lines at which columns start; ``slips`` stand for the kept one before them."""

    kept: tuple[int, ...]
    slips: dict[int, int]

    def columns(self, part: _Part) -> tuple[int, int]:
        """Return the first and last column of a cell."""
        start = self.slips.get(part.first, part.first)
        end = self.slips.get(part.last + 1, part.last + 1)
        first = max(0, sum(edge <= start for edge in self.kept) - 1)
        return first, max(first, sum(edge < end for edge in self.kept) - 1)


def _edges(rows: Sequence[_Row], widths: Sequence[int]) -> _Edges:
    """Return the grid lines that part columns.

    Grid lines at which no cell starts are left out, and those that stand closer to the one
    before than a column can be: Word adds them where cell borders do not quite meet.
    """
    parts = [part for row in rows for part in row.parts]
    kept: list[int] = []
    slips: dict[int, int] = {}
    for start in sorted({part.first for part in parts}):
        near = kept and start <= len(widths) and 0 < sum(widths[kept[-1] : start]) < _NARROWEST
        # A narrow column stays if a row has a cell of its own in it.
        if near and not any(
            (part.first, part.last) == (kept[-1], start - 1) and part.text for part in parts
        ):
            slips[start] = kept[-1]
        else:
            kept.append(start)
    return _Edges(tuple(kept), slips)


def _cells(row: _Row, edges: _Edges, page: int | None) -> list[Cell | None]:
    cells: list[Cell | None] = [Cell("", Place("", page)) for _ in edges.kept]
    for part in row.parts:
        first, last = edges.columns(part)
        held = cells[first]
        text = part.text if held is None or not held.text else f"{held.text}\n{part.text}"
        cells[first] = Cell(squeeze(text), Place(text, page), last - first + 1)
        for covered in range(first + 1, last + 1):
            cells[covered] = None
    return cells


def _merge_down(rows: Sequence[_Row], grid: list[list[Cell | None]], edges: _Edges) -> None:
    """Give cells merged over rows their height, and take away the places they cover."""
    for number in range(len(rows) - 1, 0, -1):
        for part in rows[number].parts:
            if not part.continues:
                continue
            column, _ = edges.columns(part)
            above, here = grid[number - 1][column], grid[number][column]
            if above is None or here is None or above.columns != here.columns:
                continue
            grid[number - 1][column] = Cell(above.text, above.place, above.columns, here.rows + 1)
            grid[number][column] = None


def joined(one: GridTable, two: GridTable) -> GridTable | None:
    """Return two adjacent tables as one where the second repeats the first one's header."""
    if _is_header_alone(one, two):
        place = Place(one.place.text + "\n" + two.place.text, one.place.page)
        return GridTable((*one.rows, *two.rows), place, len(one.rows))
    size = max(1, one.header_rows)
    while size < len(one.rows) and sum(map(bool, _texts(one.rows[size - 1]))) <= 1:
        size += 1  # a title is no header yet
    if len(one.rows[0]) != len(two.rows[0]) or len(two.rows) <= size or len(one.rows) < size:
        return None
    if [_texts(row) for row in one.rows[:size]] != [_texts(row) for row in two.rows[:size]]:
        return None
    if not any(_texts(one.rows[0])):
        return None
    place = Place(one.place.text + "\n" + two.place.text, one.place.page)
    return GridTable((*one.rows, *two.rows[size:]), place, one.header_rows)


def _is_header_alone(one: GridTable, two: GridTable) -> bool:
    """Tell whether a table is but the header of the one right below: Word shows them as one."""
    texts = _texts(one.rows[0])
    alone = len(one.rows) == 1 and len(texts) == len(two.rows[0]) and sum(map(bool, texts)) > 1
    below = _texts(two.rows[0])
    return alone and not any(map(is_value_line, texts)) and any(map(is_value_line, below[1:]))


def _texts(row: Sequence[Cell | None]) -> list[str]:
    return [cell.text if cell else "" for cell in row]
