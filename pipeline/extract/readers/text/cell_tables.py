"""Tables of indicators and activities in text with one line a cell, found by their likeliest rows.

A header may be parted into labels in several ways, and a row have more lines than the table has
columns: a cell is broken over lines, or has an empty paragraph. All ways are weighed by what all
tables with the same header say together; a cell is as sure as the ways that put it where it is.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from pipeline.extract.document import Cell, Line
from pipeline.extract.language.indicator_headers import match_single
from pipeline.extract.language.text import compact, squeeze
from pipeline.extract.readers.text.cell_heads import SEXES, Head, Known, Label, are_two, heads_at
from pipeline.extract.readers.text.cell_kinds import ColumnKind, LineKind, column_kind, kind_of
from pipeline.extract.readers.text.cell_rows import Body, Columns, Habits, Span, span_of
from pipeline.extract.readers.text.counted_cells import CountedTable, cell_of, empty_at, grid_of
from pipeline.extract.readers.text.lattice import Path, Taken, best_path, shares

_SUREST, _GUESSED = 0.99, 0.8
"""The most that a cell is sure of, and one that only its order tells."""
_GUESSED_KINDS = (ColumnKind.VALUE, ColumnKind.WORDS, ColumnKind.UNIT, ColumnKind.DAY)
_MAY_BE_TWO = 0.9
"""How sure a table is whose rows fit if two labels are one."""
_MOST_LINES = 3000
_TRIED, _TRIED_LINES = 3, 45
"""Tables with the same header, and lines of each, that ways to read the header are tried on."""
_WORSE = 12.0
"""A way to read a header that is so much less likely by itself is not tried."""
_LEAST = 2.0
_SHAPES = 2
"""Shapes of tables that begin alike, of which each table has one."""
_LESS_USUAL = 3.0
"""The most that speaks against a shape that is less likely than another in all such tables."""
_FIRST_LABELS, _AHEAD = 3, 16
_IDLE_PRIOR, _WRAPPED_PRIOR, _PRIOR_CELLS = 1.0, 0.5, 60

Shape = tuple[tuple[ColumnKind, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """A header and the path through the rows below it."""

    head: Head
    path: Path

    @property
    def end(self) -> int:
        """The line behind the last row."""
        return self.path.steps[-1][1].to[0] if self.path.steps else self.head.end

    @property
    def score(self) -> float:
        """How likely it is a table."""
        return self.path.score - self.head.cost


class CellText:
    """A text's lines, with what they say."""

    def __init__(self, lines: Sequence[Line], *, lossy: bool = False) -> None:
        self.size = len(lines)
        self.lossy = lossy
        last = [] if lossy else lines[-1:]  # the blank line of a last empty cell may be lost
        self.lines = [*lines, *(replace(line, text="") for line in last)]
        self.texts = [squeeze(line.text) for line in self.lines]
        self.kinds = [kind_of(text) for text in self.texts]
        self._bodies: dict[tuple[tuple[ColumnKind, ...], tuple[int, int] | None], Body] = {}
        self.columns: Columns = {}
        self._paths: dict[tuple[object, ...], Path] = {}
        self.taken: Sequence[CountedTable] = ()
        """Tables that are known already, in order: others end above them."""

    def shape(self, head: Head) -> Shape:
        """Return what tells that headers have the same columns."""
        return head.kinds, tuple(self.said(label) for label in head.labels)

    def said(self, label: Label) -> str:
        """Return what a label says."""
        return squeeze(" ".join(self.texts[label.start : label.end]))

    def heads(self, index: int, known: Known | None = None) -> list[Head]:
        """Return the likeliest headers whose first label stands on a line."""
        return heads_at(self.texts, index, known, lossy=self.lossy)

    def body(self, head: Head, habits: Habits | None = None) -> Body:
        """Return what knows the rows below a header."""
        pair = None if self.lossy else _pair_of(head)
        if habits is not None:
            return Body(self.texts, self.kinds, habits, lossy=self.lossy, pair=pair)
        if (head.kinds, pair) not in self._bodies:
            habits = Habits(head.kinds)
            self._bodies[head.kinds, pair] = Body(
                self.texts, self.kinds, habits, lossy=self.lossy, alike=self.columns, pair=pair
            )
        return self._bodies[head.kinds, pair]

    def found(self, head: Head, habits: Habits | None = None, most: int = _MOST_LINES) -> Found:
        """Return the likeliest rows below a header."""
        body = self.body(head, habits)
        end = min(self._end_of(head), head.end + most)
        if habits is not None:
            return Found(head, best_path(head.end, end, body.steps, body.ending))
        # What is known of rows, however labels are parted.
        rows = head.end, end, head.kinds, _pair_of(head)
        if rows not in self._paths:
            self._paths[rows] = best_path(head.end, end, body.steps, body.ending)
        return Found(head, self._paths[rows])

    def is_taken(self, index: int) -> bool:
        """Tell whether a line is of a table that is known already."""
        return any(table.start <= index < table.end for table in self.taken)

    def _end_of(self, head: Head) -> int:
        """Return the line that the rows below a header end above at the latest."""
        starts = (table.start for table in self.taken if table.start >= head.end)
        return next(starts, len(self.texts))


def _pair_of(head: Head) -> tuple[int, int] | None:
    """Return the columns of women and men, if a header has both behind another one."""
    said = head.known.lower or head.known.upper
    sexes = [at for at, text in enumerate(said) if match_single(compact(text)) in SEXES]
    return (sexes[0], sexes[1]) if len(sexes) == len(SEXES) and sexes[0] else None


def cell_tables(lines: Sequence[Line], *, lossy: bool = False) -> list[CountedTable]:
    """Return the tables of indicators and of activities, in order.

    ``lossy`` says that an empty cell leaves no line.
    """
    return tables_and_habits(CellText(lines, lossy=lossy))[0]


def tables_and_habits(text: CellText) -> tuple[list[CountedTable], Habits]:
    """Return the same, and how often cells are broken in them or have an empty paragraph."""
    groups: dict[tuple[str, ...], list[list[Head]]] = defaultdict(list)
    for index in range(text.size):
        if not text.is_taken(index) and (heads := text.heads(index)):
            groups[_first_labels(text.texts, index)].append(heads)
    chosen = [head for ways in groups.values() for head in _likeliest(text, ways)]
    found = _apart([text.found(head) for head in chosen], text.found)
    habits = _habits(text, found)

    def known(head: Head, most: int = _MOST_LINES) -> Found:
        return text.found(head, habits[text.shape(head)], most)

    again = [one for one in _apart([known(one.head) for one in found], known) if one.score > 0]
    totals: dict[Shape, float] = defaultdict(float)
    for one in again:
        totals[text.shape(one.head)] += one.score
    tables = [
        _table(text, one, habits[shape])
        for one in again
        if totals[shape := text.shape(one.head)] > _LEAST
    ]
    return tables, next(iter(habits.values()), Habits(()))


def _first_labels(texts: Sequence[str], index: int) -> tuple[str, ...]:
    """Return what tables with the same header begin with: some texts, and known labels below."""
    ahead = [text for text in texts[index : index + _AHEAD] if text]
    more = takewhile(column_kind, ahead[_FIRST_LABELS:])
    return (*ahead[:_FIRST_LABELS], *more)


def _likeliest(text: CellText, tables: Sequence[Sequence[Head]]) -> Iterator[Head]:
    """Yield a header for each table with the same first labels: of the likeliest shape."""
    totals: dict[Known, float] = defaultdict(float)
    shapes: dict[Known, tuple[ColumnKind, ...]] = {}
    for heads in tables[:_TRIED]:
        best: dict[Known, float] = {}
        for head in heads:
            if head.cost <= heads[0].cost + _WORSE:
                score = text.found(head, most=_TRIED_LINES).score
                best[head.known] = max(score, best.get(head.known, score))
                shapes[head.known] = head.kinds
        for known, score in best.items():
            totals[known] += score
    order = sorted(totals, key=lambda known: -totals[known])[:_SHAPES]
    sure = _share_of_best({known: (shapes[known], total) for known, total in totals.items()})
    for heads in tables:
        index = next(label.start for label in _labels(heads[0]) if text.said(label))
        usual = [
            (
                text.found(head, most=_TRIED_LINES),
                min(_LESS_USUAL, totals[order[0]] - totals[known]),
            )
            for known in order
            for head in text.heads(index, known)
        ]
        if all(way.score <= _LEAST for way, _ in usual):
            likely = [head for head in heads if head.cost <= heads[0].cost + _WORSE]
            ways = [text.found(head, most=_TRIED_LINES) for head in likely]
            own = _share_of_best({way.head.known: (way.head.kinds, way.score) for way in ways})
            yield replace(max(ways, key=lambda way: way.score).head, sure=own)
            continue
        likeliest, _ = max(usual, key=lambda way: way[0].score - way[1])
        yield replace(likeliest.head, sure=sure)


def _share_of_best(scores: Mapping[Known, tuple[tuple[ColumnKind, ...], float]]) -> float:
    """Return how probable the likeliest columns are; ways with the same columns are one."""
    best: dict[tuple[ColumnKind, ...], float] = {}
    for kinds, score in scores.values():
        best[kinds] = max(score, best.get(kinds, score))
    most = max(best.values())
    return 1 / sum(math.exp(score - most) for score in best.values())


def _labels(head: Head) -> Sequence[Label]:
    return [label for label, _ in head.above] or head.labels


def _apart(found: Sequence[Found], until: Callable[..., Found]) -> list[Found]:
    """Return the tables that do not overlap.

    Where two do, the likelier counts, or both where the first one ends above the header of the
    second. ``until`` finds the rows below a header, of ``most`` lines.
    """
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: one.head.start):
        if not one.path.steps:
            continue
        if kept and one.head.start < kept[-1].end:
            whole = kept.pop()
            above = until(whole.head, most=max(one.head.start - whole.head.end, 0))
            if above.path.steps and above.score + one.score > whole.score:
                kept.append(above)
            elif one.score <= whole.score:
                kept.append(whole)
                continue
        kept.append(one)
    return kept


def _habits(text: CellText, found: Sequence[Found]) -> Mapping[Shape, Habits]:
    """Return what the rows of a text say of its columns and of its broken cells."""
    seen: dict[Shape, dict[int, Counter[LineKind]]] = defaultdict(lambda: defaultdict(Counter))
    cells = idle = wrapped = 0
    for one in found:
        counts = seen[text.shape(one.head)]
        width = len(one.head.kinds)
        for row in _cells_by_row(one.path):
            left = set(range(width)) if span_of(row[0], width) else set()
            for (at, column), step in row:
                if not (span := span_of(((at, column), step), width)):
                    continue
                start, end, filled_in = span
                left.discard(filled_in)
                counts[filled_in][kind_of(" ".join(text.texts[start:end]))] += 1
                filled = bool(text.texts[start])
                cells += filled
                idle += filled * (step.to[0] - at - (end - start))
                wrapped += end - start - 1
            for column in left:
                counts[column][LineKind.BLANK] += 1
    often = (idle + _IDLE_PRIOR) / (cells + _PRIOR_CELLS)
    broken = (wrapped + _WRAPPED_PRIOR) / (cells + _PRIOR_CELLS)
    return {shape: Habits(shape[0], broken, often, counts) for shape, counts in seen.items()}


# --- what they are ------------------------------------------------------------------------------


def _table(text: CellText, found: Found, habits: Habits) -> CountedTable:
    head, end = found.head, found.end
    heads = _head_rows(text, head)
    body = text.body(head, habits)
    rows = list(rows_of(text, found, body))
    grid = grid_of(text.lines[head.start : end], [*heads, *rows], len(heads))
    sure = min(head.sure, _MAY_BE_TWO if _may_be_two(text, head) else 1.0)
    grid = replace(grid, confidence=min(grid.confidence, sure), unlaid=text.lossy)
    return CountedTable(head.start, min(end, text.size), grid)


def _may_be_two(text: CellText, head: Head) -> bool:
    """Tell whether lines of one label are two known ones, of which each may head a column."""
    parts = [text.texts[label.start : label.end] for label in head.labels]
    return any(are_two(lines, at) for lines in parts for at in range(1, len(lines)))


def _head_rows(text: CellText, head: Head) -> list[list[Cell | None]]:
    below: list[Cell | None] = [_label(text, label) for label in head.labels]
    if not head.above:
        return [below]
    above: list[Cell | None] = []
    for label, size in head.above:
        above += [replace(_label(text, label), columns=size), *[None] * (size - 1)]
    return [above, below]


def _label(text: CellText, label: Label) -> Cell:
    lines = text.lines[label.start : label.end]
    return cell_of(lines) if lines else empty_at(text.lines[label.start])


def rows_of(text: CellText, found: Found, body: Body) -> Iterator[list[Cell | None]]:
    """Yield the rows, each cell as sure as all ways together that put its lines there."""
    filled: dict[Span, float] = defaultdict(float)
    for taken, share in shares(found.head.end, found.end, body.steps):
        if span := span_of(taken, body.width):
            filled[span] += share
    for row in _cells_by_row(found.path):
        spans = _spans_of(row, body.width)
        if row[0][1].what in _WHOLE_ROWS:
            start, end, _ = spans[0]
            yield [cell_of(text.lines[start:end]), *[None] * (body.width - 1)]
            continue
        if text.lossy:
            yield _lossy_row(text, spans, body, filled)
            continue
        inside = range(row[0][0][0], row[-1][1].to[0])
        made: list[Cell | None] = []
        for (start, end, column), size in zip(spans, _sizes(spans, body.width), strict=True):
            cell = replace(cell_of(text.lines[start:end]), columns=size)
            sure = filled[Span(start, end, column)]
            if not cell.text:  # it is empty whichever blank line it is
                blank = (at for at in inside if not text.texts[at])
                sure = sum(filled[Span(at, at + 1, column)] for at in blank)
            made += [replace(cell, confidence=min(_SUREST, sure)), *[None] * (size - 1)]
        yield made


def texts_of(text: CellText, found: Found, width: int) -> Iterator[list[str | None]]:
    """Yield what the cells of the rows say, None where one goes on from the column before."""
    for row in _cells_by_row(found.path):
        spans = _spans_of(row, width)
        made: list[str | None] = []
        for (start, end, _), size in zip(spans, _sizes(spans, width), strict=True):
            made += [squeeze(" ".join(text.texts[start:end])), *[None] * (size - 1)]
        yield made


_WHOLE_ROWS = ("comment", "whole")
"""Steps that are a row of one cell."""


def _spans_of(row: Sequence[Taken], width: int) -> list[Span]:
    """Return the cells of a row that have lines."""
    (at, _), step = row[0]
    if step.what in _WHOLE_ROWS:
        return [Span(at, step.to[0], 0)]
    return [span for taken in row if (span := span_of(taken, width))]


def _sizes(spans: Sequence[Span], width: int) -> list[int]:
    """Return over how many columns each cell of a row stands."""
    ends = [*(span.column for span in spans[1:]), width]
    return [end - span.column for span, end in zip(spans, ends, strict=True)]


def _lossy_row(
    text: CellText, spans: Sequence[Span], body: Body, filled: Mapping[Span, float]
) -> list[Cell | None]:
    """Return a row whose empty cells left no line: nothing but their order tells its values."""
    by_column = {span.column: span for span in spans}
    values = [at for at, kind in enumerate(body.habits.kinds) if kind in _GUESSED_KINDS]
    told = all(at in by_column for at in values)
    row: list[Cell | None] = []
    for column in range(body.width):
        most = _SUREST if told or column not in values else _GUESSED
        if span := by_column.get(column):
            cell = cell_of(text.lines[span.start : span.end])
            row.append(replace(cell, confidence=min(most, filled[span])))
        else:
            row.append(replace(empty_at(text.lines[spans[0].start]), confidence=most))
    return row


def _cells_by_row(path: Path) -> Iterator[list[Taken]]:
    row: list[Taken] = []
    for taken in path.steps:
        what = taken[1].what
        if what in _WHOLE_ROWS:
            yield [taken]
        elif what != "gap":
            row.append(taken)
            if not taken[1].to[1]:
                yield row
                row = []
