"""Words at hand while a page's characters are read, and texts that are printed over each other.

Their letters come by where they stand ("park1e2n"): each is put behind the word that ends
where it begins.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

WORD_GAP = 0.17
"""Sizes of white from which on a letter is of another word."""
_OVER = 0.35
"""Sizes by which a letter reaches into a word that it is printed over."""
_INTO = 0.015
"""The same of a digit behind a name."""
_NAME = 4
_UNDER = 0.4
"""The same of a sign."""
_DIGITS = frozenset(range(ord("0"), ord("9") + 1))
_BEHIND = 0.06
"""Sizes by which a letter is beside the end of the word that it goes on with."""
_WHOLE = 0.96
"""Part of the first letter's box that one of the same size is high at least."""
_NEARLY = 0.15
"""Boxes of one line differ by less, in sizes: a ring on a letter makes its box higher."""


@dataclass(unsafe_hash=True, slots=True)
class Face:
    """What a text object says of its characters; ``font`` is the number of one without a name."""

    size: float
    bold: bool
    signs: bool
    known: bool
    font: int = 0


@dataclass(slots=True)
class HeldWord:
    """A word at hand: its characters so far, the first one's box, where the last one stands.

    ``before`` is where it ended before the last one; ``order`` its number in the content, by where
    it begins. Lengths are points.
    """

    characters: list[str]
    x0: float
    x1: float
    last: float
    before: float
    head: float
    box: tuple[float, float]
    y: float
    face: Face
    run: int
    order: int
    upright: bool
    smallest: float = math.inf
    """Size of the smallest letters behind the first one that are not as high; inf without."""
    lesser: list[int] = field(default_factory=list)
    """Which of its characters are of a smaller size than the first one."""

    def is_as_high(self, box: tuple[float, float]) -> bool:
        """Tell whether a character reaches as low and as high as the first one, or nearly so.

        It stands on the same line then, and its baseline need not be asked for.
        """
        far = _NEARLY * self.face.size
        return abs(box[0] - self.box[0]) < far and abs(box[1] - self.box[1]) < far

    @property
    def is_name(self) -> bool:
        """Whether it ends with so many small letters that a digit behind it is no part of it."""
        letters = self.characters[-_NAME:]
        return len(letters) == _NAME and all(one[-1:].islower() for one in letters)

    def is_over(self, left: float, code: int) -> bool:
        """Tell whether a character that begins at ``left`` is printed over it.

        A digit is not set closer behind a name than its letters are wide; letters may be, and a
        point may stand under a letter.
        """
        if code in _DIGITS and self.is_name:
            most = _INTO
        else:
            most = _OVER if chr(code).isalnum() else _UNDER
        return left < self.x1 - most * self.face.size

    def takes(self, left: float, box: tuple[float, float]) -> bool:
        """Tell whether a small letter surely goes on with it: on its line, apart from no letter.

        Most do, and nothing more need be asked about them.
        """
        size = self.face.size
        return (
            left >= self.x1 - _OVER * size
            and left - self.x1 <= WORD_GAP * size
            and (box == self.box or self._is_whole(box))
            and not self.face.signs
        )

    def _is_whole(self, box: tuple[float, float]) -> bool:
        """Tell whether a letter on its line is no smaller than the first one."""
        height = self.box[1] - self.box[0]
        return self.is_as_high(box) and box[1] - box[0] >= _WHOLE * height > 0

    def is_before(self, left: float) -> bool:
        """Tell whether a character begins right where it ends."""
        return abs(left - self.x1) <= _BEHIND * self.face.size

    def without_last(self, order: int) -> HeldWord | None:
        """Take the last character off and return it as a word; None where there is but one."""
        if len(self.characters) == 1:
            return None
        last = replace(
            self,
            characters=[self.characters.pop()],
            lesser=[],
            order=order,
            x0=self.last,
            before=self.last,
            head=self.x1 - self.last,
        )
        self.x1 = self.before
        return last


def untangled(
    held: HeldWord | None,
    over: list[HeldWord],
    code: int,
    sides: tuple[float, float],
    box: tuple[float, float],
    run: int,
    numbers: Iterator[int],
) -> HeldWord | None:
    """Return the word that a character goes on with; None where it begins one.

    Args:
        held: The word that the character before belongs to, if any.
        over: Other words of the line, which wait; changed here.
        code: The character.
        sides: Where it begins and ends.
        box: How low and how high it reaches.
        run: The text object that it comes from: of words that end there the one it goes on with.
        numbers: The next words' numbers in the content.
    """
    ligature = held is not None and sides == (held.last, held.x1)
    if held is not None and (ligature or not held.is_as_high(box)):
        return held
    left, _ = sides
    words = [word for word in ([held] if held else []) + over if word.is_as_high(box)]
    beside = [word for word in words if word.run == run and word.is_before(left)] or words
    nearest = min(beside, key=lambda word: abs(left - word.x1), default=None)
    over_held = held is not None and held.is_over(left, code)
    if nearest is not None and nearest.is_before(left) and not (nearest is held and over_held):
        if held is not None and nearest is not held:
            over.append(held)
        over[:] = [word for word in over if word is not nearest]
        return nearest
    if held is None or not over_held:
        return held
    # The last letter may have been put behind a word that it only stands near to.
    apart = abs(left - held.before) <= _BEHIND * held.face.size
    last = held.without_last(next(numbers)) if apart else None
    over.append(last or held)
    return held if last else None
