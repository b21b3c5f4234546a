"""Headings on bars: boxes as wide as the text, whose edges are no rules of tables.

A box is painted, or a frame of four lines. Such a bar and the next one hold prose between them, as
two rules hold a row. It has one bold text in it, and nothing of a table touches it; a shaded
header has texts beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from pipeline.extract.readers.geometry.rules import Rule, Rules
from pipeline.extract.readers.geometry.words import Word
from pipeline.extract.readers.pdf.drawings import Box, Fill

_WIDE = 0.6
"""Share of what is written on a page."""
_LINES = 3
_LEADING = 2.0
"""Sizes that a bar is high for each of its lines at most."""
_SPACE = 1.2
"""Sizes between words of one text at most."""
_TOUCH, _BESIDE = 4.0, 3.0
"""Points between a bar and another box, and between it and a rule, of one table."""
_SAME = 1.5


def heading_bars(words: Sequence[Word], fills: Sequence[Fill], rules: Rules) -> Iterator[Box]:
    """Yield the bars of a page that hold one heading each.

    Args:
        words: The words of a page.
        fills: What is painted on it.
        rules: Its rules, those at the edges of bars included.
    """
    if not words:
        return
    width = max([word.x1 for word in words]) - min([word.x0 for word in words])
    boxes = list(dict.fromkeys(fill.box for fill in fills if fill.colour is not None))
    found = [
        box
        for box in dict.fromkeys([*boxes, *_frames(words, rules)])
        if box[2] - box[0] >= _WIDE * width
        and not _is_beside_rules(box, rules)
        and _is_heading([word for word in words if _holds(box, word)], box)
    ]
    # A heading of two paragraphs has two bars.
    yield from (b for b in found if not any(_touches(b, o) for o in boxes if o not in found))


def _frames(words: Sequence[Word], rules: Rules) -> Iterator[Box]:
    """Yield the boxes that two level rules make with uprights at their ends, no longer than that.

    Uprights of a table go on from its title row to its foot, or its header stands right below.
    """
    for left in rules.upright:
        level = [rule for rule in rules.level if abs(rule.start - left.at) <= _SAME]
        tops = [rule for rule in level if abs(rule.at - left.end) <= _SAME]
        feet = [rule for rule in level if abs(rule.at - left.start) <= _SAME]
        for top, foot in product(tops, feet):
            box = (top.start, foot.at, top.end, top.at)
            closed = abs(top.end - foot.end) <= _SAME
            closed &= any(_is_side(rule, box) for rule in rules.upright)
            if closed and not _is_above_header(box, words, rules):
                yield box


def _is_side(upright: Rule, box: Box) -> bool:
    """Tell whether a rule is the right side of a box."""
    off = (upright.at - box[2], upright.start - box[1], upright.end - box[3])
    return max(map(abs, off)) <= _SAME


def _is_above_header(box: Box, words: Sequence[Word], rules: Rules) -> bool:
    """Tell whether bold words stand right below a box, with no rule between."""
    below = [w for w in words if w.y < box[1] and w.x0 < box[2] and box[0] < w.x1]
    nearest = max(below, key=lambda word: word.y, default=None)
    if nearest is None or not nearest.bold or box[1] - nearest.y > _LEADING * nearest.size:
        return False
    return not any(
        nearest.y < rule.at < box[1] - _SAME and rule.start < nearest.x1 and nearest.x0 < rule.end
        for rule in rules.level
    )


def _is_heading(words: Sequence[Word], box: Box) -> bool:
    """Tell whether words are one bold text that fills its box."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(round(word.y), []).append(word)
    if not 0 < len(lines) <= _LINES or not all(word.bold for word in words):
        return False
    size = max(word.size for word in words)
    close = all(
        two.x0 - one.x1 <= _SPACE * size
        for line in lines.values()
        for one, two in pairwise(sorted(line, key=lambda word: word.x0))
    )
    return close and box[3] - box[1] <= _LEADING * len(lines) * size


def _holds(box: Box, word: Word) -> bool:
    return box[1] <= word.y <= box[3] and box[0] - _SAME <= word.x0 and word.x1 <= box[2] + _SAME


def _touches(box: Box, other: Box) -> bool:
    """Tell whether two boxes have hardly white between: cells or rows of one table."""
    return other != box and all(
        other[side] <= box[side + 2] + _TOUCH and box[side] - _TOUCH <= other[side + 2]
        for side in (0, 1)
    )


def _is_beside_rules(box: Box, rules: Rules) -> bool:
    """Tell whether a rule that is none of its edges is in a bar, or right above or below it."""
    level = any(
        box[1] - _BESIDE <= rule.at <= box[3] + _BESIDE
        and min(abs(rule.at - box[1]), abs(rule.at - box[3])) > _SAME
        and rule.start < box[2]
        and box[0] < rule.end
        for rule in rules.level
    )
    upright = any(
        box[0] + _SAME < rule.at < box[2] - _SAME
        and rule.start < box[3] + _TOUCH
        and box[1] - _TOUCH < rule.end
        for rule in rules.upright
    )
    return level or upright
