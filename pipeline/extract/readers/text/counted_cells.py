"""Cells and rows of tables whose cells are a line each, and the tables made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.document import Cell, GridTable, Line, place_of
from pipeline.extract.language.text import squeeze

CONFIDENCE = 0.99


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table that takes lines ``start`` to ``end`` (indices, end exclusive)."""

    start: int
    end: int
    grid: GridTable


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A header row of ``size`` lines, with its merged cells over their columns."""

    cells: list[Cell]
    size: int
    confidence: float = CONFIDENCE


def cell_of(lines: Sequence[Line]) -> Cell:
    """Return the cell that lines are."""
    return Cell(squeeze(" ".join(line.text for line in lines)), place_of(lines))


def empty_at(line: Line) -> Cell:
    """Return an empty cell, placed on a line."""
    return Cell("", place_of([line]))


def grid_of(
    lines: Sequence[Line], rows: Sequence[Sequence[Cell | None]], header_rows: int = 1
) -> GridTable:
    """Return the table of some lines."""
    return GridTable(
        rows=tuple(map(tuple, rows)),
        place=place_of(lines),
        header_rows=header_rows,
        confidence=CONFIDENCE,
    )
