"""Boxes beside the text that hold a text of their own: a figure set large, a fact, a quotation.

Belongs here: telling such a box from shaded rows, columns and cells of tables. What stands in
it has nothing to do with the lines beside it, though these stand at the same height.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.rules import Rule, Rules
from pipeline.extract.readers.geometry.words import Word
from pipeline.extract.readers.pdf.drawings import Box, Fill

_COLUMN_GAP = 2.0
"""Sizes between words that no line of prose has."""


@dataclass(frozen=True, slots=True)
class AsideSettings:
    """What makes a box one beside the text: lengths in points, shares of 1.

    It is ``tall`` enough for two lines, ``wide`` enough for words, and not wider than ``most``
    of what is written on the page. Of its lines, and of those beside it, at most ``aligned``
    stand on one with a word on the other side, within ``same`` font sizes; a shaded column of
    values has all there, beside one of labels all values have. Cells of a table are at most
    ``touch`` apart, or have the sides of a label.
    """

    tall: float = 20.0
    wide: float = 40.0
    most: float = 0.6
    aligned: float = 0.5
    same: float = 0.15
    touch: float = 4.0


SETTINGS = AsideSettings()


@dataclass(frozen=True, slots=True)
class Aside:
    """A box and the words in it."""

    box: Box
    words: tuple[Word, ...]


def find_asides(
    words: Sequence[Word], fills: Sequence[Fill], rules: Sequence[Rule] = ()
) -> Iterator[Aside]:
    """Yield the boxes beside the text of a page, none of a word twice.

    Args:
        words: The words of a page.
        fills: What is painted on it.
        rules: Its level rules.
    """
    if not words or not fills:
        return
    width = max([word.x1 for word in words]) - min([word.x0 for word in words])
    boxes = [fill.box for fill in fills if fill.colour is not None]
    taken: set[int] = set()
    for box in boxes:
        large = SETTINGS.wide <= box[2] - box[0] <= SETTINGS.most * width
        if not large or box[3] - box[1] < SETTINGS.tall or any(_adjoin(box, o) for o in boxes):
            continue
        if any(_goes_on_beside(box, rule) for rule in rules):
            continue
        inside, beside = _parted(words, box)
        inside = [word for word in inside if id(word) not in taken]
        if not (beside and len(_lines(inside)) > 1 and _is_apart(inside, beside)):
            continue
        column = [other for other in boxes if other != box and _same_sides(box, other)]
        if any(_is_of_row(words, other) for other in column):
            continue
        taken.update(map(id, inside))
        yield Aside(box, tuple(inside))


def _parted(words: Sequence[Word], box: Box) -> tuple[list[Word], list[Word]]:
    """Return the words in a box, and those that stand left and right of it."""
    inside = [word for word in words if _holds(box, word)]
    beside = [w for w in words if box[1] <= w.y <= box[3] and not _reaches_in(box, w)]
    return inside, beside


def _same_sides(box: Box, other: Box) -> bool:
    return abs(box[0] - other[0]) <= 1 and abs(box[2] - other[2]) <= 1


def _is_of_row(words: Sequence[Word], box: Box) -> bool:
    """Tell whether a box holds a label: on a line with its text stand cells."""
    inside, beside = _parted(words, box)
    far = SETTINGS.same * min((word.size for word in inside), default=0.0)
    lines = ([w for w in beside if abs(w.y - y) <= far] for y in _lines(inside))
    return any(line and _are_cells(line) for line in lines)


def without_rules_of(rules: Rules, boxes: Sequence[Box]) -> Rules:
    """Return rules without those that are the sides of boxes, or in them."""
    return Rules(
        level=tuple(r for r in rules.level if not any(_is_in(r, b, level=True) for b in boxes)),
        upright=tuple(
            r for r in rules.upright if not any(_is_in(r, b, level=False) for b in boxes)
        ),
    )


def _adjoin(box: Box, other: Box) -> bool:
    """Tell whether two boxes touch, or one holds the other: cells of one table."""
    near = SETTINGS.touch
    return other != box and all(
        box[side] - near <= other[side + 2] and other[side] <= box[side + 2] + near
        for side in (0, 1)
    )


def _goes_on_beside(box: Box, rule: Rule) -> bool:
    """Tell whether a rule at or through a box begins or ends with it, and goes on beside it.

    So do those of a table whose labels are shaded.
    """
    left, right = abs(rule.start - box[0]), abs(rule.end - box[2])
    ends = min(left, right) <= SETTINGS.touch
    beside = max(box[0] - rule.start, rule.end - box[2]) >= SETTINGS.wide
    inside = box[1] - SETTINGS.touch <= rule.at <= box[3] + SETTINGS.touch
    return inside and ends and beside


def _holds(box: Box, word: Word) -> bool:
    return box[0] <= word.x0 and word.x1 <= box[2] and box[1] <= word.y <= box[3]


def _reaches_in(box: Box, word: Word) -> bool:
    return word.x1 > box[0] and word.x0 < box[2]


def _lines(words: Sequence[Word]) -> set[float]:
    return {round(word.y, 1) for word in words}


def _is_apart(inside: Sequence[Word], beside: Sequence[Word]) -> bool:
    """Tell whether hardly a line in a box is one with what stands beside it.

    None goes on there: a shade behind labels ends below a text that goes over all columns. Cells
    beside a shaded label stand on a line of it, or in the middle of its height.
    """
    if {word.run for word in inside} & {word.run for word in beside}:
        return False
    far = SETTINGS.same * min(word.size for word in inside)
    own, others = _lines(inside), _lines(beside)
    rows = [[word for word in beside if round(word.y, 1) == y] for y in others]
    one = len(others) == 1 and _aligned(others, own, far)
    if (one or abs(_middle(own) - _middle(others)) <= far) and all(map(_are_cells, rows)):
        return False
    shares = [_aligned(own, others, far)]
    shares += [_aligned(others, own, far)] if len(others) > 1 else []
    return max(shares) <= SETTINGS.aligned


def _middle(heights: Collection[float]) -> float:
    return (min(heights) + max(heights)) / 2


def _are_cells(line: Sequence[Word]) -> bool:
    """Tell whether words of a line stand as far apart as values in columns, or are one value."""
    ordered = sorted(line, key=lambda word: word.x0)
    gaps = pairwise(ordered)
    far = any(two.x0 - one.x1 > _COLUMN_GAP * one.size for one, two in gaps)
    return far or is_value(" ".join(word.text for word in ordered))


def _aligned(heights: Collection[float], others: Collection[float], far: float) -> float:
    """Return the share of heights that others are no farther from than so many points."""
    return sum(any(abs(y - at) <= far for at in others) for y in heights) / len(heights)


def _is_in(rule: Rule, box: Box, *, level: bool) -> bool:
    left, bottom, right, top = box if level else (box[1], box[0], box[3], box[2])
    edge = 1.0
    return (
        bottom - edge <= rule.at <= top + edge
        and left - edge <= rule.start
        and rule.end <= right + edge
    )
