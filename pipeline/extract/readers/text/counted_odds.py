"""How likely lines are the labels of other tables that are printed one cell a line.

Belongs here: what labels say for themselves, what stands above them, and whether the same lines
head other tables of the text. Which rows fit below them is ``cell_others``' work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.extract.document import Cell
from pipeline.extract.language.line_kinds import COLUMN_WORD, UNIT_END, may_span
from pipeline.extract.language.table_heads import is_caption
from pipeline.extract.language.values import is_period, is_unit
from pipeline.extract.language.years import is_year

_TITLE, _COLUMN_WORD, _TIMED_NAMES, _TWICE = -4.0, 1.0, 2.0, -3.0
"""Logarithms of odds: a label that is a title; one that is a year or a word of columns; a period
over the names; labels of one row that are the same."""
_SAME_WORD, _NO_SPAN, _ONE_BELOW, _OVER_ALL = -4.0, -2.0, -2.0, -3.0
"""A label above others that say a word of it again, that names nothing which is counted by columns,
that stands above one label alone, or above all but that of the names and is no period or such."""
_AGAIN, _MOSTLY_AGAIN, _FEWEST_AGAIN = 4.0, 2.0, 2
"""The same labels head another table of the text, or all but the first: at least so many."""

Rows = Sequence[Sequence[Cell | None]]


class Recurring:
    """Where in a text the same lines come again; blank ones do not count."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._filled = [text for text in texts if text]
        self._before = [0, *accumulate(map(bool, texts))]
        self._counts: dict[int, Counter[tuple[str, ...]]] = {}

    def odds(self, start: int, end: int) -> float:
        """Return what it says for lines as a header that they come again elsewhere.

        The first one may differ: it heads the names, others what all such tables count.
        """
        lines = tuple(self._filled[self._before[start] : self._before[end]])
        if self._comes_again(lines):
            return _AGAIN
        return _MOSTLY_AGAIN if self._comes_again(lines[1:]) else 0.0

    def _comes_again(self, lines: tuple[str, ...]) -> bool:
        size = len(lines)
        if size < _FEWEST_AGAIN:
            return False
        if size not in self._counts:
            parts = (self._filled[at:] for at in range(size))
            self._counts[size] = Counter(zip(*parts, strict=False))
        return self._counts[size][lines] > 1


def label_odds(header: Rows, above: str) -> float:
    """Return what speaks for labels below a line of text: words of columns, no title among them.

    What heads the names is no period; no label but the first has a unit that others lack.
    """
    first, *others = (cell.text if cell else "" for cell in header[-1])
    units = [text for text in others if text]
    if len(header) > 1 and not first and units and all(map(is_unit, units)):
        return label_odds(header[:-1], above)
    told = sum(is_year(text) or COLUMN_WORD.search(text) is not None for text in others)
    told -= COLUMN_WORD.match(first) is not None and not is_unit(first)
    corner, *over = (cell.text if cell else "" for cell in header[0])
    titles = sum(map(is_caption, (corner, *over))) + (bool(corner) and corner == above)
    if len(header) > 1:
        titles += may_span(corner)
        titles += any(map(_has_unit, over))
        odds = _span_odds(header[0], [first, *others])
    else:
        titles += len(others) > 1 and _has_unit(others[0]) and not any(map(_has_unit, others[1:]))
        odds = _TWICE * (len({*others}) < len(others))
    timed = is_year(first) or is_period(first)
    return odds + _TITLE * titles + _COLUMN_WORD * told - _TIMED_NAMES * timed


def _has_unit(text: str) -> bool:
    return is_unit(text) or UNIT_END.search(text) is not None


def _span_odds(over: Sequence[Cell | None], below: Sequence[str]) -> float:
    """Return what speaks against labels as such that stand over those of the row below."""
    if all(is_unit(text) for text in below if text):
        return 0.0
    odds = 0.0
    for label, part in _spans(over, below):
        words = {*label.casefold().split()}
        odds += _SAME_WORD * any(words & {*text.casefold().split()} for text in part)
        odds += _NO_SPAN * (COLUMN_WORD.search(label) is None and not may_span(label))
        odds += _ONE_BELOW * (len(part) == 1)
        odds += _OVER_ALL * (len(part) == len(below) - 1 and not may_span(label))
    return odds


def _spans(
    over: Sequence[Cell | None], below: Sequence[str]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield labels of a row with those that they stand over: up to the next, or as wide as told."""
    told = None in over
    starts = [at for at, cell in enumerate(over) if cell and cell.text and below[at]]
    for at, cell in enumerate(over):
        if cell is None or at not in starts:
            continue
        ends = (n for n in range(at + 1, len(below)) if n in starts or not below[n])
        end = at + cell.columns if told else next(ends, len(below))
        yield cell.text, below[at:end]
