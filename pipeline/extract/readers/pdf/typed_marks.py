"""What is typed on a page and is no text: numbers of its lines, and rules of dashes.

Belongs here: how they are told from the text. Numbers of lines count evenly, stand at even
heights along the page, and no other text stands in their margin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Word

_LEAST = 8
_ALONG = 0.6
_EVEN = 1.0
_RULE = re.compile(r"^([-_=─━–—])\1{7,}$")
_MIDDLE = 0.3
"""Font sizes from the baseline to where a dash stands."""


def line_numbers(words: Sequence[Word]) -> list[Word]:
    """Return the words of a page that count its lines, in the left or the right margin.

    Args:
        words: All upright words of the page; places are points, y grows upwards.
    """
    columns: dict[tuple[str, int], list[Word]] = {}
    for word in words:
        if word.text.isdigit():
            columns.setdefault(("left", round(word.x0)), []).append(word)
            columns.setdefault(("right", round(word.x1)), []).append(word)
    for numbers in columns.values():
        if len(numbers) >= _LEAST and _count_evenly(numbers) and _stand_alone(numbers, words):
            return numbers
    return []


def typed_rules(words: Sequence[Word]) -> tuple[list[Word], list[Rule]]:
    """Return the words of a page that are rows of dashes, and the level rules that they are."""
    found = [word for word in words if _RULE.match(word.text)]
    return found, [Rule(word.y + _MIDDLE * word.size, word.x0, word.x1) for word in found]


def _count_evenly(numbers: Sequence[Word]) -> bool:
    """Tell whether numbers grow by one step, and stand one pitch below each other."""
    ordered = sorted(numbers, key=lambda word: -word.y)
    steps = {int(below.text) - int(above.text) for above, below in pairwise(ordered)}
    pitches = [above.y - below.y for above, below in pairwise(ordered)]
    return len(steps) == 1 and min(steps) > 0 and max(pitches) - min(pitches) <= _EVEN


def _stand_alone(numbers: Sequence[Word], words: Sequence[Word]) -> bool:
    """Tell whether all other text stands at one side of numbers that go along most of it."""
    own = {id(word) for word in numbers}
    others = [word for word in words if id(word) not in own]
    if not others:
        return False
    x0, x1 = min(word.x0 for word in numbers), max(word.x1 for word in numbers)
    beside = all(word.x0 > x1 for word in others) or all(word.x1 < x0 for word in others)
    heights, ys = [word.y for word in others], [word.y for word in numbers]
    return beside and max(ys) - min(ys) >= _ALONG * (max(heights) - min(heights))
