"""Tables of printed cells, as any program writes them, and what is done to whole ones.

Belongs here: cells that span columns and rows, headers of one or two rows, empty columns, where
a table can be cut. Which of it a report has is drawn in ``random_tables``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A cell over so many columns and rows; its paragraphs are parted by line breaks."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    head: bool = False
    number: bool = False


Row = tuple[Box | None, ...]
"""One entry a column; None where a cell from the left or from above covers the place."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``heads`` counts its header rows, title rows too; a card has labels and values."""

    rows: tuple[Row, ...]
    heads: int = 1
    card: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; ``level`` is that of a heading; ``kind`` is '', 'bullet', 'caption', 'goal'."""

    text: str
    level: int | None = None
    kind: str = ""


def whole_row(text: str, width: int, *, head: bool = False) -> Row:
    """A row of one cell over all columns."""
    return (Box(text, columns=width, head=head), *[None] * (width - 1))


def head_rows(levels: Sequence[tuple[str, tuple[str, ...]]], way: str) -> Iterator[Row]:
    """Yield the header: of two rows where a label stands over others.

    A label of its own is as high as both ('merged'), or stands in the lower or upper one.
    """
    if not any(below for _, below in levels):
        yield tuple(Box(name, head=True) for name, _ in levels)
        return
    upper: list[Box | None] = []
    lower: list[Box | None] = []
    for name, below in levels:
        if below:
            upper += [Box(name, columns=len(below), head=True), *[None] * (len(below) - 1)]
            lower += [Box(part, head=True) for part in below]
        elif way == "merged":
            upper.append(Box(name, rows=2, head=True))
            lower.append(None)
        else:
            upper.append(Box("" if way == "low" else name, head=True))
            lower.append(Box(name if way == "low" else "", head=True))
    yield tuple(upper)
    yield tuple(lower)


def joints(grid: Grid) -> list[int]:
    """Return before which rows of the body a table can be cut: no merged cell goes over it."""
    crossed = {
        below
        for number, row in enumerate(grid.rows)
        for box in row
        if box
        for below in range(number + 1, number + box.rows)
    }
    return [
        number
        for number in range(grid.heads + 1, len(grid.rows))
        if number not in crossed and (box := grid.rows[number][0]) and box.columns == 1
    ]


def with_column(grid: Grid, at: int) -> Grid:
    """Return a table with an empty column; cells over its place are wider by it."""
    rows: list[Row] = []
    for row in grid.rows:
        cells = list(row)
        over = next(
            (
                n
                for n in range(at - 1, -1, -1)
                if (box := cells[n]) is not None and n + box.columns > at
            ),
            None,
        )
        if over is None:
            rows.append((*cells[:at], Box(head=bool(cells[0] and cells[0].head)), *cells[at:]))
        else:
            wide = cells[over] or Box()
            cells[over] = replace(wide, columns=wide.columns + 1)
            rows.append((*cells[:at], None, *cells[at:]))
    return replace(grid, rows=tuple(rows))
