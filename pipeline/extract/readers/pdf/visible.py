"""Which words of a page can be seen: what is not printed is no fact.

White on white, without ink, clipped away, covered by a box, struck through, or too small to be
read. A page that shows hardly any text keeps what is written invisibly over its picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Word
from pipeline.extract.readers.pdf.drawings import Box, Colour, Drawings, Fill, Ink

_BUCKET = 24.0
_NO_RUN = 0
"""Of what is no text object of its own, and is not taken from the page."""
_WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class VisibleSettings:
    """What makes a word invisible.

    ``smallest`` is the least size of type in points; colours differ by at least ``contrast`` of
    255; a word is covered or struck where so much of it is. A stroke goes through between
    ``low`` and ``high`` font sizes above the baseline. ``letters`` are those that a page must
    show, or else it is a picture with its text recognised. What reaches ``over`` font sizes out
    of what it is printed in is cut. A stroke ends within ``ends`` font sizes of a word's ends; one
    that ends inside of a word begins within ``tight`` of its start.
    """

    smallest: float = 1.2
    contrast: int = 12
    covered: float = 0.9
    struck: float = 0.8
    low: float = 0.16
    high: float = 0.45
    thin: float = 3.0
    letters: int = 12
    over: float = 0.05
    ends: float = 0.7
    tight: float = 0.1


SETTINGS = VisibleSettings()


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a page that can be seen, and the others.

    ``recognised`` says that none can, so that all are what a program made of the page's picture.
    """

    seen: list[Word]
    hidden: list[Word]
    recognised: bool = False


def seen_and_hidden(words: Sequence[Word], drawings: Drawings) -> Told:
    """Tell which words of a page can be seen."""
    fills = _Buckets(drawings.fills)
    words = list(_parted_at_strikes(words, drawings.rules.level))
    strikes = _strikes(drawings.rules.level, words)
    hidden = [w for w in words if _is_hidden(w, drawings.inks.get(w.run), fills, strikes)]
    gone = {id(word) for word in hidden}
    seen = [_cut_by(drawings.inks.get(w.run), w) for w in words if id(w) not in gone]
    if sum(len(word.text) for word in seen) < SETTINGS.letters:
        letters = sum(len(word.text) for word in words)
        return Told(list(words), [], recognised=letters >= SETTINGS.letters)
    return Told(seen, hidden)


def _cut_by(ink: Ink | None, word: Word) -> Word:
    """Return a word as it is, or marked so where what it is printed in ends inside it."""
    if ink is None or ink.clip is None:
        return word
    left, _, right, _ = ink.clip
    over = max(word.x1 - right, left - word.x0)
    return replace(word, cut=True) if over > SETTINGS.over * word.size else word


class _Buckets:
    """Filled boxes by height, so that a word is compared with few."""

    def __init__(self, fills: Sequence[Fill]) -> None:
        self._by_height: dict[int, list[Fill]] = {}
        for fill in fills:
            _, low, _, high = fill.box
            if high - low > SETTINGS.thin:
                for at in range(int(low // _BUCKET), int(high // _BUCKET) + 1):
                    self._by_height.setdefault(at, []).append(fill)

    def around(self, y: float) -> Sequence[Fill]:
        """Return the boxes that may reach over a height, as they are painted."""
        return self._by_height.get(int(y // _BUCKET), ())


def _parted_at_strikes(words: Sequence[Word], rules: Sequence[Rule]) -> Iterator[Word]:
    """Yield words, those of which a stroke takes the first or last letters in two parts.

    Where changes are shown, what is deleted stands right before what was put in: "4151,2".
    """
    by_height: dict[int, list[Rule]] = {}
    for rule in rules:
        by_height.setdefault(int(rule.at // _BUCKET), []).append(rule)
    for word in words:
        at = int(word.y // _BUCKET)
        near = (*by_height.get(at, ()), *by_height.get(at + 1, ()))
        if not near:
            yield word
            continue
        found = next((found for rule in near if (found := _struck_letters(rule, word))), None)
        if found is None:
            yield word
            continue
        size, is_first = found
        middle = word.x0 + size / len(word.text) * (word.x1 - word.x0)
        first = replace(word, text=word.text[:size], x1=middle, spaced=False)
        head = (word.x1 - middle) / (len(word.text) - size)
        last = replace(word, text=word.text[size:], x0=middle, head=head)
        yield replace(first, run=_NO_RUN) if is_first else first
        yield last if is_first else replace(last, run=_NO_RUN)


def _struck_letters(rule: Rule, word: Word) -> tuple[int, bool] | None:
    """Return how many letters stand before an end of a stroke inside a word, if one does.

    With it whether these are struck, or the others. The other end of the stroke is that of the
    word; letters are taken to be of one width, as digits are.
    """
    if not word.upright or not _is_at_strike(rule, word):
        return None
    off = SETTINGS.tight * word.size
    starts, ends = abs(rule.start - word.x0) <= off, abs(rule.end - word.x1) <= off
    if starts == ends:
        return None
    edge = rule.end if starts else rule.start
    size = round((edge - word.x0) / (word.x1 - word.x0) * len(word.text))
    return (size, starts) if 0 < size < len(word.text) else None


def _strikes(rules: Sequence[Rule], words: Sequence[Word]) -> dict[int, list[Rule]]:
    """Return by height the rules that go through words, from where one begins to where one ends.

    A row's rule may be printed across the text below a page break by mistake.
    """
    by_height: dict[int, list[Word]] = {}
    for word in words:
        by_height.setdefault(int(word.y // _BUCKET), []).append(word)
    strikes: dict[int, list[Rule]] = {}
    for rule in rules:
        at = int(rule.at // _BUCKET)
        through = [
            word
            for height in (at - 1, at)
            for word in by_height.get(height, ())
            if _is_at_strike(rule, word)
        ]
        starts = any(abs(word.x0 - rule.start) <= SETTINGS.ends * word.size for word in through)
        if starts and any(abs(w.x1 - rule.end) <= SETTINGS.ends * w.size for w in through):
            strikes.setdefault(at, []).append(rule)
    return strikes


def _is_hidden(
    word: Word, ink: Ink | None, fills: _Buckets, strikes: dict[int, list[Rule]]
) -> bool:
    if word.size < SETTINGS.smallest or (ink is not None and not ink.painted):
        return True
    if strikes and any(_strikes_through(rule, word) for rule in _near(strikes, word)):
        return True
    if ink is None:
        return False
    box = (word.x0, word.y - 0.1 * word.size, word.x1, word.y + 0.6 * word.size)
    if ink.clip is not None and _share(box, ink.clip) < 1 - SETTINGS.covered:
        return True
    paper: Colour | None = _WHITE
    for fill in fills.around(word.y):
        share = _share(box, fill.box)
        if fill.order > ink.order:
            if share >= SETTINGS.covered and fill.colour is not None:
                return True
        elif share > 0:
            paper = fill.colour if share >= SETTINGS.covered else None
    if paper is None:
        return False
    red, green, blue = ink.colour
    return (
        abs(red - paper[0]) < SETTINGS.contrast
        and abs(green - paper[1]) < SETTINGS.contrast
        and abs(blue - paper[2]) < SETTINGS.contrast
    )


def _near(strikes: dict[int, list[Rule]], word: Word) -> Iterator[Rule]:
    at = int(word.y // _BUCKET)
    yield from strikes.get(at, ())
    yield from strikes.get(at + 1, ())


def _strikes_through(rule: Rule, word: Word) -> bool:
    if not _is_at_strike(rule, word):
        return False
    return min(rule.end, word.x1) - max(rule.start, word.x0) >= SETTINGS.struck * (
        word.x1 - word.x0
    )


def _is_at_strike(rule: Rule, word: Word) -> bool:
    return SETTINGS.low * word.size < rule.at - word.y < SETTINGS.high * word.size


def _share(box: Box, other: Box) -> float:
    """Return how much of a box lies in another one, of 1."""
    x0, y0, x1, y1 = box
    left, bottom, right, top = other
    area = (x1 - x0) * (y1 - y0)
    if area <= 0:
        return 1.0
    if x0 >= right or x1 <= left or y0 >= top or y1 <= bottom:  # as of most
        return 0.0
    return (min(x1, right) - max(x0, left)) * (min(y1, top) - max(y0, bottom)) / area
