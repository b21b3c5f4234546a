"""Where the labels of a header part that is printed as words only: "Mål Utfall Föregående år".

What one label names is known by ``indicator_headers`` and ``table_heads``; belongs here which
ways there are to part a run of words into such labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.document import Line
from pipeline.extract.language.header_words import named_measure
from pipeline.extract.language.indicator_headers import (
    NAME,
    Column,
    header_size,
    match_spelt,
    names_period,
)
from pipeline.extract.language.table_heads import (
    ACTIVITIES,
    ACTIVITY_COLUMNS,
    COMMENT,
    SAID_BESIDE,
    head_word,
)
from pipeline.extract.language.text import compact
from pipeline.extract.report import Measure

BESIDE = "beside"
"""What is headed so is said beside the values of a row: a comment, how far a goal is met."""
Label = tuple[Column, str]
"""What a label names, and its words."""
_ACTIVITIES = (ACTIVITIES, f"{ACTIVITIES}er")
_LONGEST_LABEL = 5
_MOST_WORDS = 24
_MOST_LINES, _MOST_LOOKED_AT = 8, 60
_FEWEST_VALUES = 2


@lru_cache(maxsize=1 << 10)
def header_cuts(words: tuple[str, ...]) -> tuple[tuple[Label, ...], ...]:
    """Return the ways to part the words of a header into known labels; none where none is.

    No label says a word twice ("Utfall 2016 Utfall 2017"), and each begins with a capital.

    >>> [[text for _, text in way] for way in header_cuts(("Prognos", "Mål", "2031"))]
    [['Prognos', 'Mål 2031']]
    """
    if len(words) > _MOST_WORDS:
        return ()
    ways: list[tuple[tuple[Label, ...], ...]] = [()] * len(words) + [((),)]
    for start in range(len(words) - 1, -1, -1):
        ways[start] = tuple(
            ((column, text), *rest)
            for end in range(start + 1, min(len(words), start + _LONGEST_LABEL) + 1)
            if ways[end] and (column := _named(text := " ".join(words[start:end]))) is not None
            for rest in ways[end]
        )
    return ways[0]


def _named(text: str) -> Column | None:
    said = text.casefold().split()
    if len({*said}) < len(said) or not text[:1].isupper():
        return None
    label = compact(text)
    if SAID_BESIDE.fullmatch(label) or COMMENT.fullmatch(label):
        return BESIDE
    return match_spelt(label) or named_measure(label)


def untimed_header(lines: Sequence[Line]) -> int:
    """Return how many lines from the first are an indicator header without a column of periods.

    0 where they are none: each word must be of a known label, names stand first, and what is
    said beside the values last.
    """
    lines = lines[:_MOST_LOOKED_AT]
    if names_period(lines[: header_size(lines)]):
        return 0
    size = 0
    words: tuple[str, ...] = ()
    for count, line in enumerate(lines[:_MOST_LINES], start=1):
        words = (*words, *line.text.split())
        if words and untimed_ways(words):
            size = count if line.text.strip() else size
    return size


def dated_header(lines: Sequence[Line]) -> tuple[int, tuple[str, ...]]:
    """Return how many lines from the first are a header of activities with more beside the dates.

    With it its labels (compact), one a column ("aktivitet", "ansvarig", "startdatum"). 0 and none
    where a word is of no known label, or nothing is said beside the dates.
    """
    labels: list[str] = []
    found: tuple[int, tuple[str, ...]] = (0, ())
    for count, line in enumerate(lines[:_MOST_LINES], start=1):
        words = line.text.split()
        labels += map(head_word, words)
        beside = [label for label in labels[1:] if label not in ACTIVITY_COLUMNS]
        if (labels and labels[0] not in _ACTIVITIES) or len(beside) > 1:
            break  # as of most lines: more of them make it no header
        if words and len(beside) == 1 and not {*labels}.isdisjoint(ACTIVITY_COLUMNS):
            known = SAID_BESIDE.fullmatch(beside[0]) and len({*labels}) == len(labels)
            found = (count, tuple(labels)) if known else found
    return found


def untimed_ways(words: tuple[str, ...]) -> tuple[tuple[Label, ...], ...]:
    """Return the ways to read words as a header of indicators whose rows end with no period."""
    return tuple(way for way in header_cuts(words) if _is_untimed(way))


def _is_untimed(way: Sequence[Label]) -> bool:
    columns = [column for column, _ in way]
    values = columns[1:-1] if columns[-1] == BESIDE else columns[1:]
    measured = all(isinstance(column, Measure) for column in values)
    return columns[0] == NAME and len(values) >= _FEWEST_VALUES and measured
