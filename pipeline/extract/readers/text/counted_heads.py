"""Headers of tables that are printed one cell a line, where a label may take several lines.

Belongs here: the ways to part lines into the labels of indicators and activities, and into as
many labels as another table has columns. Which rows stand below is ``flow_cells``' work: they
tell which way is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.extract.document import Line
from pipeline.extract.language.indicator_headers import (
    NAME,
    PERIOD,
    Column,
    match_single,
    printed_year,
)
from pipeline.extract.language.line_kinds import (
    ASSESSMENT,
    COLUMN_WORD,
    STRUCTURE,
    UNIT_END,
    opens_header,
    says_value,
)
from pipeline.extract.language.table_heads import is_caption
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import is_period, parse_date
from pipeline.extract.language.years import is_year
from pipeline.extract.report import Measure

_MOST_LINES = 3
"""Lines of one label."""
_MOST_WAYS = 12
_FEWEST_LABELS = 3
"""With so many known labels the last column may be headed by a word that nobody knows."""
_LONGEST_LABEL = 30
"""Letters of a label that nobody knows."""

_MOST_PARTINGS = 100
_SURELY, _LIKELY, _UNLIKELY, _HARDLY = 4.0, 2.0, 0.5, -1.0
_LONGEST_PART = 60
_SENTENCE = re.compile(r"[.!?:;]$")
_APART, _OPENS = 1.0, 1.5
"""Weights of what tells that a header opens: a blank line above it, the words of its label."""

Labels = Sequence[Sequence[Line]]
_Parting = Sequence[range]


@dataclass(frozen=True, slots=True)
class IndicatorLabels:
    """Labels, each with its lines.

    ``timed`` is the column that holds periods, counted from the names; ``sure`` tells that so
    many labels are known that they are a header whatever stands below.
    """

    labels: Labels
    timed: int | None
    sure: bool


def indicator_labels(lines: Sequence[Line], index: int) -> Iterator[IndicatorLabels]:
    """Yield the ways to take lines from an index on for labels of indicators.

    The header is as long as its labels are known; the first and the last may be others.
    """
    yield from islice(_ways(lines, index, (), ()), _MOST_WAYS)


def _ways(
    lines: Sequence[Line], at: int, labels: Labels, seen: Sequence[Column | None]
) -> Iterator[IndicatorLabels]:
    if PERIOD in seen:
        if NAME in seen or len(seen) >= _FEWEST_LABELS:
            yield _found(labels, seen)
        return
    goes_on = False
    for part, column in _parts(lines, at, seen):
        goes_on = goes_on or column is not None
        yield from _ways(lines, at + len(part), (*labels, part), (*seen, column))
    if goes_on or not any(isinstance(column, Measure) for column in seen):
        return
    if seen[0] is None and not _is_told(labels):
        return
    text = squeeze(lines[at].text) if at < len(lines) else ""
    if _may_label(text):
        yield replace(_found((*labels, lines[at : at + 1]), seen), timed=len(labels))
    yield _found(labels, seen)


def _is_told(labels: Labels) -> bool:
    """Tell whether labels behind an unknown one are of indicators: a target of the year's is."""
    heads = [compact(" ".join(line.text for line in part)) for part in labels[1:]]
    return len(heads) > 1 and any("årsmål" in head for head in heads)


def _found(labels: Labels, seen: Sequence[Column | None]) -> IndicatorLabels:
    known = sum(column is not None for column in seen)
    timed = seen.index(PERIOD) if PERIOD in seen else None
    return IndicatorLabels(labels, timed, known >= _FEWEST_LABELS)


def _parts(
    lines: Sequence[Line], at: int, seen: Sequence[Column | None]
) -> Iterator[tuple[Sequence[Line], Column | None]]:
    """Yield the lines that may be the next label, and the column that it names.

    The label of the names may be any words, where the label behind it is known.
    """
    named = False
    apart = at < len(lines) and ASSESSMENT.match(lines[at].text)
    for size in range(1, 1 if apart else _MOST_LINES + 1):
        part = lines[at : at + size]
        if len(part) < size or not strip_icon(part[-1].text).strip() or says_value(part[-1].text):
            break
        label = compact(strip_icon(" ".join(line.text for line in part)))
        column = match_single(label)
        again = column in seen and not printed_year(label)
        if column is not None and not again and (column is NAME) == (not seen):
            named = True
            yield part, column
    if not seen and not named:
        yield from ((part, None) for part in _unknown_names(lines, at))


def _unknown_names(lines: Sequence[Line], at: int) -> Iterator[Sequence[Line]]:
    for size in range(1, _MOST_LINES):
        part, behind = lines[at : at + size], lines[at + size : at + size + _MOST_LINES]
        texts = [squeeze(strip_icon(line.text)) for line in part]
        if not all(map(_may_label, texts)) or not all(text[:1].islower() for text in texts[1:]):
            return
        beside = (compact("".join(x.text for x in behind[:n])) for n in range(1, len(behind) + 1))
        if any(isinstance(match_single(text), Measure) for text in beside):
            yield part


def _may_label(text: str) -> bool:
    """Tell whether a line may be a label of words that nobody knows."""
    is_text = bool(text) and len(text) <= _LONGEST_LABEL and not says_value(text)
    apart = STRUCTURE.match(text) or ASSESSMENT.match(text) or text.endswith((".", ":"))
    return is_text and not apart and match_single(compact(text)) is None


def labels_above(texts: Sequence[str], index: int, width: int, done: int) -> Labels | None:
    """Return the lines above an index as the labels of so many columns; None where they are not.

    ``texts`` are the lines' texts from ``done`` on. Of the ways to part them the likeliest is
    taken, by which lines go on and where the header opens. All labels differ; where each has one
    line nothing is told.
    """
    ways = islice(_ways_above(texts, index, width, done), _MOST_PARTINGS)
    labels = max(ways, key=lambda way: _likely(texts, way, done), default=())
    whole = sum(map(len, labels)) > width
    return [[Line(at, texts[at]) for at in label] for label in labels] if whole else None


def _ways_above(texts: Sequence[str], end: int, width: int, done: int) -> Iterator[_Parting]:
    """Yield the ways to part the lines above ``end`` into labels that differ, each as indices."""
    for size in range(1, _MOST_LINES + 1):
        start = end - size
        if start < done or not _may_head(texts[start]):
            return
        if size > 1 and _joins(texts[start], texts[start + 1]) < _HARDLY:
            return
        if width == 1:
            yield [range(start, end)]
            continue
        label = [texts[at] for at in range(start, end)]
        for above in _ways_above(texts, start, width - 1, done):
            if all([texts[at] for at in other] != label for other in above):
                yield [*above, range(start, end)]


def _likely(texts: Sequence[str], labels: _Parting, done: int) -> float:
    """Return how likely a header is so parted, as a sum of weights; its rows are the same."""
    joins = sum(_joins(texts[at - 1], texts[at]) for label in labels for at in label[1:])
    start = labels[0].start
    apart = start == done or not texts[start - 1]
    lines = [Line(at, text) for at, text in enumerate(texts[: start + 2])]
    first = " ".join(texts[at] for at in labels[0])
    opens = opens_header(lines, start) or UNIT_END.search(first) is not None
    column = COLUMN_WORD.match(texts[start]) is not None
    title = is_caption(texts[start])
    return joins + _APART * apart + _OPENS * (opens - column - title)


def repeated_labels(texts: Sequence[str], index: int, width: int, done: int) -> int:
    """Return how many times the labels above an index come again, all but that of the names.

    Then as many cells stand over them, below the label of the names, which is printed above
    these: the empty place under it left no line. 0 where they do not.
    """
    inner = list(texts[index - width + 1 : index])
    for size in range(2, len(inner) // 2 + 1):
        times, rest = divmod(len(inner), size)
        if not rest and inner == inner[:size] * times and len({*inner}) == size:
            above = texts[index - width - times : index - width + 1]
            fits = index - width - times >= done and all(above) and len({*above}) == len(above)
            return times if fits and not any(map(says_value, above)) else 0
    return 0


def _joins(above: str, text: str) -> float:
    """Return how likely a line goes on the label above it: the weight of that, 0 where even."""
    if says_value(above) or says_value(text) or is_year(above):
        return -_SURELY
    if is_year(text):
        period = is_period(f"{above} {text}")
        return _LIKELY if period else 1.0 if COLUMN_WORD.search(above) else -_LIKELY
    if text[:1] == "(" or (text[:1].islower() and not COLUMN_WORD.match(text)):
        return _SURELY
    if text[:1].isdigit() and not any(map(str.isdigit, above)):
        return _LIKELY
    return -_UNLIKELY if text[:1].islower() else -_LIKELY


def _may_head(text: str) -> bool:
    """Tell whether a line may be a part of a label: a year, or words that end no sentence."""
    is_text = bool(text) and len(text) <= _LONGEST_PART and not _SENTENCE.search(text)
    return is_year(text) or (is_text and not says_value(text) and not parse_date(text))
