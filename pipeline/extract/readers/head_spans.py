"""Over which columns does each label of a header stand, where merged cells were printed once?

Word's plain text, docx2txt, Markdown and tabs print a merged cell as one, so that a header row
has fewer cells than the row of labels below it. Belongs here: every way to put the two together,
and how probable each is by what the labels say. How a format shows that a column has no second
label stays with its reader.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from pipeline.extract.language.indicator_headers import NAME, PERIOD, match_single
from pipeline.extract.language.text import compact
from pipeline.extract.language.years import YEAR_IN_TEXT, is_year

SUREST = 0.95
"""Columns below merged cells whose width was inferred are never surer than this."""
_MOST_WAYS = 3000
_ALONE = re.compile(
    r"(?:kf:s |nämndens )?(?:indikator\w*|aktivitet\w*|period\w*|avvikelse|analys|kommentar\w*)"
    r"|verksamhet\w*|enhet\w*|område|namn|förändring|differens|skillnad|snitt|medel\w*"
    r"|(?:totalt?|summa)\b.*",
    re.IGNORECASE,
)
"""Labels that hardly ever stand over others."""
_SPANNING = re.compile(
    r"(?:periodens |årets )?(?:utfall|budget|bokslut|prognos|resultat|mål|kostnader|intäkter|antal)"
    r"(?: 20\d\d)?|20\d\d",
    re.IGNORECASE,
)
"""Labels that name what is counted, of which there often are several."""
_SEX = re.compile(r"tot(?:alt|\.)?|alla|kvinnor|män|flickor|pojkar|\w+/ ?(?:flickor|pojkar)", re.I)
_MONEY = re.compile(r"kostnad\w*|intäkt\w*|netto\w*", re.IGNORECASE)

_KNOWN, _SAME_LABELS, _SAME_SIZE, _ONE_KIND, _SAME_WORD = 1.0, 2.0, 1.0, 0.7, 1.0
_COUNTED = 1.0
_PARTED = -2.0
_ONE_COLUMN, _REPEATED, _UNLIKE, _MOSTLY_ALONE, _LATER = -1.5, -4.0, -4.0, -2.0, 0.02
"""What speaks for and against a way, in logarithms of odds."""


@dataclass(frozen=True, slots=True)
class Spans:
    """How many labels each label of a header covers (0: it stands alone), and how surely."""

    sizes: tuple[int, ...]
    confidence: float


def spans_above(head: Sequence[str], below: Sequence[str]) -> Spans | None:
    """Return what the labels of a header cover of the next row, which prints every column.

    Args:
        head: The labels, merged cells printed once.
        below: A text a column, empty where the label above is the column's only one.

    Returns:
        The most probable way; None where there is none.
    """
    return _best(head, _ways_over(head, below))


def spans_among(head: Sequence[str], below: Sequence[str], width: int) -> Spans | None:
    """Return what the labels of a header cover of a row that prints covered columns only.

    Args:
        head: The labels, merged cells printed once.
        below: The labels of the second row, from the first covered column on.
        width: How many columns the table has.
    """
    spanning = len(head) + len(below) - width
    return _best(head, _ways_among(head, below, spanning)) if spanning > 0 else None


def spans_beside(head: Sequence[str], below: Sequence[str]) -> Spans | None:
    """Return how many columns each label above covers, where both rows have a cell a column.

    What stands alone is named in the row below: an empty cell above may be covered by the label
    at its left or not.

    Args:
        head: A text a column, empty where a label covers it or there is none.
        below: The label of every column.

    Returns:
        A size for every label above; None where there is no way.
    """
    starts = [at for at, text in enumerate(head) if text]
    ends = [*starts[1:], len(head)]
    sizes = product(*(range(1, end - at + 1) for at, end in zip(starts, ends, strict=True)))
    ways: dict[tuple[int, ...], float] = {}
    for taken in islice(sizes, _MOST_WAYS):
        covered = dict(zip(starts, taken, strict=True))
        inside = {at + n for at, size in covered.items() for n in range(size)}
        columns = [at for at in range(len(head)) if at in covered or at not in inside]
        way = tuple(tuple(below[at : at + covered.get(at, 0)]) for at in columns)
        labels = [head[at] or below[at] for at in columns]
        if (score := _score(labels, way)) is not None:
            kinds = list(map(_kind, below))
            parted = [
                at + n for at, n in covered.items() if kinds[at] == kinds[at + n - 1] != "words"
            ]
            alike = sum(
                at < len(below) and at not in covered and kinds[at] == kinds[at - 1]
                for at in parted
            )
            ways[taken] = score + _PARTED * alike
    if not ways:
        return None
    best = max(ways, key=ways.__getitem__)
    share = 1 / sum(math.exp(score - ways[best]) for score in ways.values())
    return Spans(best, min(share, SUREST))


def spans_over(head: Sequence[str], below: Sequence[str]) -> Spans | None:
    """Return how many columns each cell of a header covers, where the row below has them all.

    Args:
        head: The cells of a row with merged ones printed once; empty ones cover one column.
        below: A text a column: the label of the column, or of what a label above covers.

    Returns:
        A size for every cell; None where there is no way.
    """
    ways: dict[tuple[int, ...], float] = {}
    for sizes in islice(_sizes(head, len(below)), _MOST_WAYS):
        starts = [sum(sizes[:at]) for at in range(len(sizes))]
        under = [tuple(below[at : at + n]) for at, n in zip(starts, sizes, strict=True)]
        way = tuple(
            part if label and (len(part) > 1 or part[0]) else ()
            for label, part in zip(head, under, strict=True)
        )
        labels = [label or part[0] for label, part in zip(head, under, strict=True)]
        unnamed = sum(len(part) > 1 and "" in part for part in way)
        if (score := _score(labels, way)) is not None:
            ways[sizes] = score + _REPEATED * unnamed
    if not ways:
        return None
    best = max(ways, key=ways.__getitem__)
    share = 1 / sum(math.exp(score - ways[best]) for score in ways.values())
    return Spans(best, min(share, SUREST))


def _sizes(head: Sequence[str], width: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to part so many columns among cells, of which only filled ones are wide."""
    if not head:
        if not width:
            yield ()
        return
    most = width - len(head) + 1 if head[0] else min(1, width)
    for size in range(1, most + 1):
        yield from ((size, *rest) for rest in _sizes(head[1:], width - size))


_Way = tuple[tuple[str, ...], ...]
"""For every label of a header the labels below it."""


def _ways_over(head: Sequence[str], below: Sequence[str]) -> Iterator[_Way]:
    if not head:
        if not below:
            yield ()
        return
    if not below:
        return
    if not below[0]:
        yield from (((), *rest) for rest in _ways_over(head[1:], below[1:]))
        return
    run = next((at for at, text in enumerate(below) if not text), len(below))
    for size in range(1, run + 1):
        yield from ((tuple(below[:size]), *rest) for rest in _ways_over(head[1:], below[size:]))


def _ways_among(head: Sequence[str], below: Sequence[str], spanning: int) -> Iterator[_Way]:
    """The first of several labels heads the rows' names, and covers nothing."""
    if not spanning:
        if not below:
            yield ((),) * len(head)
        return
    if len(head) < spanning or len(below) < 2 * spanning:
        return
    for size in range(2, len(below) - 2 * (spanning - 1) + 1):
        rest = _ways_among(head[1:], below[size:], spanning - 1)
        yield from ((tuple(below[:size]), *way) for way in rest)
    yield from (((), *way) for way in _ways_among(head[1:], below, spanning))


def _best(head: Sequence[str], ways: Iterator[_Way]) -> Spans | None:
    scores = {
        way: score
        for way in islice(ways, _MOST_WAYS)
        if (len(head) == 1 or not way[0]) and (score := _score(head, way)) is not None
    }
    if not scores:
        return None
    best = max(scores, key=lambda way: scores[way])
    share = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    return Spans(tuple(map(len, best)), min(share, SUREST))


def _score(head: Sequence[str], way: _Way) -> float | None:
    """Return how probable a way is, as logarithm of odds; None where it cannot be.

    A column is of one year, and no two columns below one label have the same.
    """
    groups = [(label, under) for label, under in zip(head, way, strict=True) if under]
    names = [f"{label} {part}" for label, under in groups for part in under]
    if any(len(set(YEAR_IN_TEXT.findall(name))) > 1 for name in names):
        return None
    alone = [label for label, under in zip(head, way, strict=True) if not under]
    return (
        _KNOWN * _known([*alone, *names])
        + sum(_of_group(label, under) for label, under in groups)
        + _alike([under for _, under in groups])
        + _UNLIKE * len({label for label, _ in groups} & {*alone})
        + _LATER * sum(at for at, under in enumerate(way) if under)
    )


def _known(names: Sequence[str]) -> int:
    """Count the different columns of indicators that labels name, where some name a row."""
    columns = {column for name in names if (column := match_single(compact(name)))}
    return len(columns) if NAME in columns or PERIOD in columns else 0


def _of_group(label: str, under: Sequence[str]) -> float:
    kinds = {_kind(text) for text in under if text}
    return (
        _ONE_KIND * (len(kinds) == 1)
        + _SAME_WORD * all(compact(label) in compact(text) for text in under)
        + _ONE_COLUMN * (len(under) == 1)
        + _REPEATED * (len({*under}) < len(under))
        + _REPEATED * (not label.strip())
        + _COUNTED * (_SPANNING.fullmatch(label.strip()) is not None)
        + _MOSTLY_ALONE * (_ALONE.fullmatch(label.strip()) is not None)
    )


def _alike(groups: Sequence[Sequence[str]]) -> float:
    """Groups beside each other most often have the same labels, or as many."""
    if len(groups) <= 1:
        return 0.0
    return _SAME_LABELS * (len({*map(tuple, groups)}) == 1) + _SAME_SIZE * (
        len({*map(len, groups)}) == 1
    )


def _kind(text: str) -> str:
    if is_year(text):
        return "year"
    if _SEX.fullmatch(text):
        return "sex"
    return "money" if _MONEY.fullmatch(text) else "words"
