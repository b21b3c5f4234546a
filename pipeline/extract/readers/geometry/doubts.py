"""How surely a cell's text stands in its row and column, by what its table shows.

Belongs here: the reasons for doubt that geometry itself sees, and what share of cells with
each was right on layouts of other people's typesetters (tests/corpus/layouts, those for
developing). Where uprights part all columns there is no doubt but that of a cell that holds
what are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from pipeline.extract.readers.geometry.bands import NUMERIC, is_cut_number, is_wrapped_number
from pipeline.extract.readers.geometry.words import Segment


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of cells that are right, for each reason; the least one of a cell counts.

    ``two_numbers``: a cell holds two whole numbers. ``broken``: it holds two that are one if
    the cell cuts numbers anywhere. ``over_edge``: a value reaches over an edge
    between columns. ``no_head``: a value stands in a column without header. ``overprinted``: heads
    are printed over each other, and it stands in the column of one of them. ``costly``: the
    best match of headers and values costs more than ``most_cost`` a column. ``wide_rows``: more
    than ``many_wide`` of a table's rows are texts over all columns that no word names. ``cut``:
    the edge of the page, or of what a text is printed in, goes through it.

    Only ``costly`` is measured, on one seed of six layouts (85 of 298 such cells were right); the
    other shares are estimates until they are learned.
    """

    two_numbers: float = 0.5
    broken: float = 0.8
    over_edge: float = 0.6
    no_head: float = 0.8
    overprinted: float = 0.5
    costly: float = 0.3
    wide_rows: float = 0.7
    cut: float = 0.3
    most_cost: float = 0.2
    many_wide: float = 0.25


SHARES = Shares()


@dataclass(frozen=True, slots=True)
class TableDoubts:
    """What makes a whole table doubtful: the cost of its columns, some of them, its rows.

    ``headless`` are columns without header, ``overprinted`` those whose heads overlap where
    heads and values are not in the same columns.
    """

    inferred: bool
    cost: float
    columns: int
    headless: frozenset[int]
    overprinted: frozenset[int]
    wide_rows: float

    @property
    def confidence(self) -> float:
        """How surely any cell of the table is right."""
        shares = [1.0]
        if self.inferred and self.cost > SHARES.most_cost * self.columns:
            shares.append(SHARES.costly)
        if self.wide_rows > SHARES.many_wide:
            shares.append(SHARES.wide_rows)
        return min(shares)


def cell_confidence(
    pieces: Sequence[Segment], column: int, spanned: int, *, header: bool, table: TableDoubts
) -> float:
    """Return how surely a cell's lines stand in one cell, and in this column.

    Args:
        pieces: What stands in the cell, line by line, what stands beside each other apart.
        column: Its first column.
        spanned: How many columns it takes.
        header: Whether it is part of the header.
        table: The doubts of its table.
    """
    texts = [piece.text for piece in pieces]
    shares = [table.confidence]
    if any(piece.cut for piece in pieces):
        shares.append(SHARES.cut)
    if not header and any(NUMERIC.match(text) for text in texts):
        if _holds_two(texts):
            shares.append(SHARES.two_numbers)
        if _is_broken(texts):
            shares.append(SHARES.broken)
        if spanned > 1 and table.inferred:
            shares.append(SHARES.over_edge)
        if column in table.headless:
            shares.append(SHARES.no_head)
        if column in table.overprinted:
            shares.append(SHARES.overprinted)
    return min(shares)


def _holds_two(texts: Sequence[str]) -> bool:
    """Tell whether two texts are numbers with a decimal, a unit or a sign of their own.

    What no number ends as is none: it goes on below.
    """
    cut = [is_cut_number(above, below) for above, below in pairwise(texts)]
    whole = [
        text
        for text, goes_on in zip_longest(texts, cut)
        if NUMERIC.match(text) and not text.isdigit() and not goes_on
    ]
    return len(whole) > 1


def _is_broken(texts: Sequence[str]) -> bool:
    """Tell whether digits below digits are one number only if its cell cuts it anywhere."""
    return any(
        above.isdigit() and below.isdigit() and not is_wrapped_number(above, below)
        for above, below in pairwise(texts)
    )
