"""The exact table beside each chart: columns that say their unit, rows of texts and figures.

Belongs here: what a table is, for the screen and for a download alike. Does not belong here:
how a format writes it (``downloads``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pipeline.dashboard.figures import Figure


class Kind(StrEnum):
    """What a column holds; decides how it is set and written."""

    TEXT = "text"
    NUMBER = "number"
    MILLIONS = "millions"
    SHARE = "share"
    DAY = "day"
    BADGE = "badge"
    PROSE = "prose"


Value = str | int | float | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a page; ``of`` is what is read there, for its marks."""

    text: str
    address: str
    of: Figure | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in words, with the tone it is shown in: good, middling, bad or plain."""

    text: str
    tone: str = "plain"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """Values over the years, drawn as a small line; None where a year has none."""

    values: tuple[float | None, ...]
    years: tuple[int, ...]


Cell = Value | Figure | Link | Badge | Spark


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in a file, its label on the screen, what it holds, its unit.

    ``signed`` shows a plus sign: a deviation, a change. ``language`` is that of its texts,
    where it is not the page's.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    signed: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``depth`` indents what is part of the row above, ``strong`` sets a total off."""

    cells: tuple[Cell, ...]
    depth: int = 0
    strong: bool = False


MOST_ROWS = 250
"""More are not set on a screen: nobody reads them there, and a file of the table has them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the name under which it is downloaded, and a caption."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def on_screen(self) -> tuple[Row, ...]:
        """The rows that a page shows."""
        return self.rows[:MOST_ROWS]


def table(name: str, caption: str, columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    """A table, checked: every row has a cell a column.

    Raises:
        ValueError: a row has not.
    """
    if any(len(row.cells) != len(columns) for row in rows):
        raise ValueError(f"a row of table {name} has not {len(columns)} cells")
    return Table(name, caption, tuple(columns), tuple(rows))


def plain(cell: Cell) -> Value:
    """The value of a cell as a file holds it."""
    match cell:
        case Figure():
            return cell.value if cell.value is not None else cell.text
        case Link() | Badge():
            return cell.text
        case Spark():
            said = zip(cell.years, cell.values, strict=True)
            return "; ".join(f"{year}: {value:g}" for year, value in said if value is not None)
        case _:
            return cell
