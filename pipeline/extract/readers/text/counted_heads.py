"""Headers of tables that are printed one cell a line, where a label may take several lines.

Belongs here: the ways to part lines into the labels of indicators and activities, and into as
many labels as another table has columns. Which rows stand below is ``flow_cells``' work: they
tell which way is right.
"""

from __future__ import annotations

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
    says_value,
)
from pipeline.extract.language.table_heads import ACTIVITIES, head_word
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import is_period
from pipeline.extract.language.years import is_year
from pipeline.extract.report import Measure

_MOST_LINES = 3
"""Lines of one label."""
_MOST_WAYS = 12
_FEWEST_LABELS = 3
"""With so many known labels the last column may be headed by a word that nobody knows."""
_LONGEST_LABEL = 30
"""Letters of a label that nobody knows."""
_STARTS, _ENDS = ("startdatum", "start"), ("slutdatum", "slut")

Labels = Sequence[Sequence[Line]]


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


def joins_columns(labels: Labels) -> bool:
    """Tell whether a label is made of lines that name a column each: they may be two labels.

    Then a row as short as the header may lack a cell.
    """
    return any(
        match_single(compact(" ".join(line.text for line in part[:cut]))) is not None
        and match_single(compact(" ".join(line.text for line in part[cut:]))) is not None
        for part in labels
        for cut in range(1, len(part))
    )


def _ways(
    lines: Sequence[Line], at: int, labels: Labels, seen: Sequence[Column | None]
) -> Iterator[IndicatorLabels]:
    if PERIOD in seen:
        yield _found(labels, seen)
        return
    goes_on = False
    for part, column in _parts(lines, at, seen):
        goes_on = goes_on or column is not None
        yield from _ways(lines, at + len(part), (*labels, part), (*seen, column))
    if goes_on or not any(isinstance(column, Measure) for column in seen):
        return
    text = squeeze(lines[at].text) if at < len(lines) else ""
    if _may_label(text):
        yield replace(_found((*labels, lines[at : at + 1]), seen), timed=len(labels))
    yield _found(labels, seen)


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


def activity_labels(lines: Sequence[Line], index: int) -> int:
    """Return how many lines from an index on are the labels of activities; 0 where none are."""
    if head_word(lines[index].text) not in (ACTIVITIES, f"{ACTIVITIES}er"):
        return 0
    beside = [head_word(line.text) for line in lines[index + 1 : index + 4]]
    if len(beside) < len((_STARTS, _ENDS)) or beside[0] not in _STARTS or beside[1] not in _ENDS:
        return 0
    return 4 if beside[2:] == ["avvikelse"] else 3


def labels_above(texts: Sequence[str], index: int, width: int, done: int) -> Labels | None:
    """Return the lines above an index as the labels of so many columns; None where they are not.

    ``texts`` are the lines' texts from ``done`` on. A line that goes on in small letters, in
    brackets or with the year of a period is no label of its own.
    """
    labels: list[list[int]] = []
    part: list[int] = []
    for at in range(index - 1, done - 1, -1):
        if not texts[at]:
            break
        part.insert(0, at)
        if at > done and _goes_on(texts[at - 1], texts[at]):
            continue
        labels.insert(0, part)
        part = []
        if len(labels) == width:
            break
    whole = len(labels) == width and sum(map(len, labels)) > width
    return [[Line(at, texts[at]) for at in label] for label in labels] if whole else None


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


def _goes_on(above: str, text: str) -> bool:
    if not above or says_value(above):
        return False
    if is_year(text):
        return not is_year(above) and is_period(f"{above} {text}")
    return text[:1] == "(" or (text[:1].islower() and not COLUMN_WORD.match(text))
