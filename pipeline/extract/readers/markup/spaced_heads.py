"""Headers of other tables that are printed as paragraphs, one a cell.

Belongs here: which paragraphs above the first values are labels of columns, of which there are as
many as columns of values, which a title and which the first row's name. The tables below are
``spaced_tables``' work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.extract.language.line_kinds import COLUMN_WORD, may_span
from pipeline.extract.language.text import compact
from pipeline.extract.language.values import is_unit
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.markup.spaced_cells import Kind, Part, Row, goes_on, joined
from pipeline.extract.readers.text.flow_heads import are_of_one_kind

GUESSED = 0.8
"""The most that a cell is sure of where nothing is left of a table's layout but its order."""
_MOST_PIECES = 3
_SAID_BESIDE = re.compile(
    r"kommentar(?:er)?|analys|trend|status|ansvarig\w*|källa|riktning|motivering|uppföljning"
)
"""Labels (compact) of columns of words behind those of values."""
_YEAR_ENDS = re.compile(r"20\d\d$")
_AFTER_YEAR = re.compile(r"20\d\d [a-zåäö]")

Heads = Sequence[Sequence[Part]]
"""The labels of columns, each with its paragraphs."""


@dataclass(frozen=True, slots=True)
class Head:
    """A header: rows of labels over ``width`` columns, and the names of the first row below it.

    ``start`` is its first paragraph; ``beside`` counts the columns of words behind those of values.
    """

    rows: Sequence[Heads]
    names: Sequence[Part]
    start: Part
    beside: int = 0

    @property
    def values(self) -> int:
        """How many columns of values it has."""
        return len(self.rows[0]) - 1 - self.beside


def other_head(row: Row, size: int, *, grouped: bool) -> Head | None:
    """Return the header of a table of so many columns of values; None where its labels are fewer.

    ``grouped`` says that rows below have more than one name: the first row may have two.
    """
    ways: list[tuple[float, Head]] = []
    for count in range(1, 2 + grouped):
        if len(row.names) <= count:
            break
        labels, words = _words_apart(row.names[: len(row.names) - count])
        if found := _labels(labels, size):
            score, rows, start = found
            said: Heads = [[part] for part in words]
            rows = [[*rows[0], *said], *([*below, *[()] * len(said)] for below in rows[1:])]
            names = row.names[len(row.names) - count :]
            head = Head(rows, names, start, len(said))
            ways.append((score - count, head))
    return max(ways, key=lambda way: way[0])[1] if ways else None


def _words_apart(labels: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Part]]:
    """Return the labels of other columns, and those of columns of words."""
    said = [part for part in labels[2:] if _SAID_BESIDE.fullmatch(compact(part.text))]
    return [part for part in labels if part not in said], said


def _labels(parts: Sequence[Part], size: int) -> tuple[float, list[Heads], Part] | None:
    """Return the labels above a table of so many columns of values, how well they fit, the first.

    Above a row of units stand the labels; above labels that come again and again those that
    span them.
    """
    units: Sequence[Part] = ()
    if len(parts) > size > 1 and all(is_unit(part.text) for part in parts[len(parts) - size :]):
        units, parts = parts[len(parts) - size :], parts[: len(parts) - size]
    below: list[Heads] = [[(), *([unit] for unit in units)]] if units else []
    if spanned := _spanned(parts, size) or _partly_spanned(parts, size):
        over, last, start = spanned
        return float(size), [over, last, *below], start
    if len(parts) < size:
        return None
    score, labels = _best_labels(tuple(parts), size)
    at = len(parts) - sum(map(len, labels))
    corner: Sequence[Part] = parts[at - 1 : at] if at else ()
    if at > 1 and _spans(corner[0].text, [joined(label) for label in labels]):
        spanning: Heads = [parts[at - 2 : at - 1], corner, *[()] * (size - 1)]
        return score, [spanning, [(), *labels], *below], parts[at - 2]
    return score, [[corner, *labels], *below], (corner or labels[0])[0]


def _spans(text: str, labels: Sequence[str]) -> bool:
    """Tell whether a label stands over all others, which it completes, and not over the names."""
    return len(labels) > 1 and may_span(text) and text != "Antal" and are_of_one_kind(labels)


def _spanned(parts: Sequence[Part], size: int) -> tuple[Heads, Heads, Part] | None:
    """Return two rows of labels, of which the second comes again below each label of the first."""
    last = parts[len(parts) - size :]
    texts = [part.text for part in last]
    for each in range(2, size // 2 + 1):
        times, rest = divmod(size, each)
        above = len(parts) - size - times
        if rest or above < 0 or texts != texts[:each] * times or len({*texts[:each]}) < each:
            continue
        corner: Sequence[Part] = parts[above - 1 : above] if above else ()
        spans = [[part] if not n else () for part in parts[above : above + times]
                 for n in range(each)]  # fmt: skip
        return [corner, *spans], [(), *([part] for part in last)], (corner or last[:1])[0]
    return None


def _partly_spanned(parts: Sequence[Part], size: int) -> tuple[Heads, Heads, Part] | None:
    """Return two rows of labels, of which the second has years below labels without one.

    The years of one label differ, and rise or fall alike below each.
    """
    count = next((n for n, part in enumerate(reversed(parts)) if not is_year(part.text)), 0)
    for times in range(1, count // 2 + 1):
        each, rest = divmod(count, times)
        above = len(parts) - count - (size - count + times)
        years = [part.text for part in parts[len(parts) - count :]]
        if rest or above < 0 or count >= size or len({*years[:each]}) < each:
            continue
        labels = parts[above : len(parts) - count]
        open_ = [n for n, part in enumerate(labels) if not _YEAR_ENDS.search(part.text)][-times:]
        if years != years[:each] * times or len(open_) < times:
            continue
        left = iter(parts[len(parts) - count :])
        over: list[Sequence[Part]] = [parts[above - 1 : above] if above else ()]
        last: list[Sequence[Part]] = [()]
        for n, part in enumerate(labels):
            spans = each if n in open_ else 1
            over += [[part], *[()] * (spans - 1)]
            last += [[next(left)] if n in open_ else () for _ in range(spans)]
        return over, last, (over[0] or labels)[0]
    return None


@lru_cache(maxsize=64)
def _best_labels(parts: tuple[Part, ...], size: int) -> tuple[float, Heads]:
    """Return the last paragraphs as so many labels, and how well they are parted so."""
    best: dict[tuple[int, int], tuple[float, tuple[Sequence[Part], ...]]] = {
        (len(parts), 0): (0, ())
    }
    for count in range(1, size + 1):
        for at in range(len(parts)):
            ways = [
                (_label_score(parts[at:end]) + best[end, count - 1][0],
                 (parts[at:end], *best[end, count - 1][1]))
                for end in range(at + 1, min(at + _MOST_PIECES, len(parts)) + 1)
                if (end, count - 1) in best
            ]  # fmt: skip
            if ways:
                best[at, count] = max(ways, key=lambda way: way[0])
    whole = [(way[0] - _left_over(parts[:at]), way[1])
             for (at, count), way in best.items() if count == size]  # fmt: skip
    return max(whole, key=lambda way: way[0])


def _label_score(parts: Sequence[Part]) -> float:
    """Say how much speaks for paragraphs being one label."""
    score = -2.0 if _label_goes_on(parts[0].text) else 0.0
    score += float(
        parts[0].kind is Kind.CALENDAR or bool(COLUMN_WORD.match(parts[0].text.lstrip("*")))
    )
    for above, part in pairwise(parts):
        dated = is_year(part.text) and not is_year(above.text)
        period = part.kind is Kind.CALENDAR and not COLUMN_WORD.match(part.text)
        score += 1.5 if _label_goes_on(part.text) else 0.3 if dated else -0.5 if period else -1.5
    return score


def _label_goes_on(text: str) -> bool:
    """Tell whether a paragraph begins as one does that goes on with the label above it."""
    if COLUMN_WORD.match(text):
        return bool(_AFTER_YEAR.match(text))
    return goes_on(text)


def _left_over(parts: Sequence[Part]) -> float:
    """Say how much speaks against paragraphs above the labels being a title and a corner."""
    dated = sum(part.kind is Kind.CALENDAR for part in parts)
    return 0.5 * max(len(parts) - 2, 0) + dated + 0.3 * (not parts)
