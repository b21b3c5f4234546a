"""Tables of indicators and activities that lie on their side, in text with one line a cell.

The first row has the names, and each row below begins with the label of what it says of them. How
many names there are is told by the rows: each has a cell of its label's kind for every name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.language.text import squeeze
from pipeline.extract.readers.text.cell_heads import Head, Known
from pipeline.extract.readers.text.cell_kinds import ColumnKind, LineKind, column_kind
from pipeline.extract.readers.text.cell_rows import OUTSIDE, Body, Filled, Habits, wrapped_score
from pipeline.extract.readers.text.cell_tables import CellText, Found, rows_of
from pipeline.extract.readers.text.counted_cells import CountedTable, grid_of
from pipeline.extract.readers.text.lattice import Step, best_path

_COUNTS = range(1, 9)
"""How many names a table has; one with a single name is a card."""
_CARD = 2
"""The width of a card."""
_KINDS = (
    ColumnKind.NAME,
    ColumnKind.VALUE,
    ColumnKind.PERIOD,
    ColumnKind.DAY,
    ColumnKind.UNIT,
    ColumnKind.DEVIATION,
    ColumnKind.COMMENT,
    ColumnKind.TREND,
    ColumnKind.WORDS,
    ColumnKind.COUNT,
)
"""What the cells of a row may hold, by its label."""
_TOLD = {ColumnKind.VALUE, ColumnKind.DAY}
_NO_LABEL = (LineKind.BLANK, LineKind.STOP, LineKind.PERIOD, LineKind.DAY, LineKind.VALUE)
_ENDS_LABEL = (LineKind.BLANK, LineKind.STOP)
"""What no label begins with, and what none goes on with: "Prognos" may with "helår", a period."""
_LABEL_LINES, _LABELS = 3, 0.9
"""Lines of a label, and how often a row begins with one that is known."""
_ROW = -0.7
"""The logarithm of odds that a row begins."""
_LEAST, _LEAST_ROWS = 12.0, 3
_MOST_LINES = 400


class _Side(Body):
    """The steps through a table of so many names from a line on.

    A node's column is that of the table, and a multiple of the table's width that tells the kind
    of the row.
    """

    def __init__(self, text: CellText, start: int, count: int) -> None:
        super().__init__(text.texts, text.kinds, Habits(_KINDS), alike=text.columns)
        self._start = start
        self.width = count + 1

    def steps(self, node: tuple[int, int]) -> Iterator[Step]:
        """Yield the steps from a node."""
        at, column = node
        if at >= len(self.texts):
            return
        if not column:
            yield from self._labels(at)
            return
        kind, place = divmod(column, self.width)
        following = column + 1 if place + 1 < self.width else 0
        for end, score, what in self.cells(kind, at):
            yield Step((end, following), score, what)

    def _labels(self, at: int) -> Iterator[Step]:
        """Yield the labels of rows that begin on a line; that of names heads the table alone."""
        if self.kinds[at] in _NO_LABEL:
            return
        score = _ROW + math.log(_LABELS / OUTSIDE[self.kinds[at]])
        for size in range(1, _LABEL_LINES + 1):
            last = at + size - 1
            if last >= len(self.texts) or self.kinds[last] in _ENDS_LABEL:
                return
            if size > 1:
                score += wrapped_score(self.texts[last], self.kinds[last], self.habits.wrapped)
            kind = column_kind(squeeze(" ".join(self.texts[at : last + 1])))
            if kind in _KINDS and (kind is ColumnKind.NAME) == (at == self._start):
                yield Step((last + 1, _KINDS.index(kind) * self.width + 1), score, Filled(0, size))
            elif kind is None and size == 1 and at != self._start:
                yield from self._unknown(at)

    def _unknown(self, at: int) -> Iterator[Step]:
        """Yield a label that nobody knows, with words beside it: in a card it has one value."""
        if self.width == _CARD and self.kinds[at] is LineKind.WORDS:
            score = _ROW + math.log((1 - _LABELS) / OUTSIDE[LineKind.WORDS])
            column = _KINDS.index(ColumnKind.WORDS) * self.width + 1
            yield Step((at + 1, column), score, Filled(0, 1))


def turned_tables(text: CellText) -> list[CountedTable]:
    """Return the tables that lie on their side, in order."""
    found: list[CountedTable] = []
    for start in range(len(text.texts) - 1):
        if (not found or start >= found[-1].end) and _may_begin(text, start):
            found += _table_at(text, start)
    return found


def _may_begin(text: CellText, start: int) -> bool:
    """Tell whether a line heads names, and the next is no label of another column.

    A blank line between them is an empty paragraph.
    """
    if text.kinds[start] is not LineKind.LABEL:
        return False
    below = start + 1 + (text.kinds[start + 1] is LineKind.BLANK)
    return (
        below < len(text.kinds)
        and text.kinds[below] not in (LineKind.LABEL, LineKind.BLANK, LineKind.STOP)
        and _heads_names(text, start)
    )


def _heads_names(text: CellText, at: int) -> bool:
    return text.kinds[at] is LineKind.LABEL and column_kind(text.texts[at]) is ColumnKind.NAME


def _table_at(text: CellText, start: int) -> Iterator[CountedTable]:
    """Yield the table whose first label stands on a line, if there is one."""
    end = min(len(text.texts), start + _MOST_LINES)
    heads_names = (at for at in range(start + 1, end) if _heads_names(text, at))
    end = next(heads_names, end)  # another table begins
    bodies = [_Side(text, start, count) for count in _COUNTS]
    paths = [best_path(start, end, body.steps) for body in bodies]
    body, path = max(zip(bodies, paths, strict=True), key=lambda way: way[1].score)
    heads = [step.to[1] // body.width for (_, column), step in path.steps if not column]
    told = any(_KINDS[kind] in _TOLD for kind in heads)
    if path.score < _LEAST or len(heads) < _LEAST_ROWS or not told:
        return
    sure = 1 / sum(math.exp(other.score - path.score) for other in paths)
    head = Head(start, start, (), (), (), 0.0, Known((), ()), sure)
    found = Found(head, path)
    upright = list(zip(*rows_of(text, found, body), strict=True))
    grid = grid_of(text.lines[start : found.end], upright)
    grid = replace(grid, confidence=min(grid.confidence, sure))
    yield CountedTable(start, min(found.end, text.size), grid)
