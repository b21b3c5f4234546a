"""Text in columns, or pages beside each other on a sheet: the regions of pages as they are read.

Belongs here: where the white between two columns is, and which words of a page stand in columns
on either side of it. Both are told of all pages of a document together, as layouts repeat: of
two columns all of the left one is written before the right one, which begins higher up; where a
table's rows or a line of prose go over the white, that stretch of the page is no columns. What
is in a column may be in columns itself: two pages on a sheet, each of two columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from statistics import median
from typing import Literal

from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import SAME_LINE, Word

_Side = Literal["left", "right", "over"]
_FINE = 5
"""Parts of a point in which places of columns are told."""
_MOST_STARTS = 8
"""So many places at which lines of a column begin are tried."""


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """What makes columns: shares of 1, lengths in sizes of type, ``narrowest`` in points.

    Text rises by a share of a page's height where a column ends. A gutter is as wide as the
    ``narrowest`` at least, within the ``inner`` share of a text's width, and hardly more words
    are over it than at its least crossed place: the share ``crossed`` of what is usual. Columns
    are there where bands of ``lines`` or more stand beside each other over ``least`` of a page's
    height in all; where one stands right below the other, as rows of a table do, those count
    that are as high as the share ``stacked``. Elsewhere in that document so may short ones that
    begin where columns do, within ``begins`` sizes. ``prose`` is the share of lines of several
    ``words``, where the lines of both sides stand at the same heights. Columns are in columns
    down to the ``deepest``.
    """

    rise: float = 0.1
    narrowest: float = 6.0
    inner: float = 0.25
    crossed: float = 0.25
    least: float = 0.4
    stacked: float = 0.25
    lines: float = 6.0
    leading: float = 1.2
    begins: float = 0.3
    level: float = 0.8
    prose: float = 0.25
    words: int = 4
    deepest: int = 3


SETTINGS = ColumnSettings()


@dataclass(frozen=True, slots=True)
class Region:
    """Words of a page that are read before or after its others, with the box they stand in.

    ``shift`` is how far to the right they stand of where they would in the first column;
    ``white`` is that between a column and the one beside it, from the left.
    """

    words: tuple[Word, ...]
    left: float
    right: float
    shift: float = 0.0
    white: tuple[float, float] = (0.0, 0.0)

    def edge(self, side: _Side) -> float:
        """Return where a column ends towards the one beside it, of which it is on a side."""
        return self.right if side == "left" else self.left

    @property
    def bottom(self) -> float:
        """Lower edge of its letters."""
        return min(word.y - 0.25 * word.size for word in self.words)

    @property
    def top(self) -> float:
        """Upper edge of its letters."""
        return max(word.y + 0.75 * word.size for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """Words of a page as they are written, its level rules, and its height in points."""

    words: Sequence[Word]
    level: Sequence[Rule]
    height: float


@dataclass(frozen=True, slots=True)
class _Gutter:
    """White from ``left`` to ``right``; most lines of the columns begin at ``starts``."""

    left: float
    right: float
    starts: tuple[float, float]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def side(self, word: Word) -> _Side:
        if word.x0 < self.left - 1 and word.x1 > self.right + 1:
            return "over"
        return "left" if word.x0 + word.x1 < self.left + self.right else "right"


@dataclass(slots=True)
class _Run:
    """Lines that are written one after the other on one side of a gutter, or over it."""

    side: _Side
    lines: list[list[Word]]

    @property
    def top(self) -> float:
        return max(line[0].y for line in self.lines)

    @property
    def bottom(self) -> float:
        return min(line[0].y for line in self.lines)

    @property
    def size(self) -> float:
        sizes = sorted(line[0].size for line in self.lines)
        return sizes[len(sizes) // 2]


def may_have_columns(page: Page) -> bool:
    """Tell whether somewhere on a page the next word is written far above and to the right."""
    far = SETTINGS.rise * page.height
    return any(two.y > one.y + far and two.x0 > one.x1 for one, two in pairwise(page.words))


def regions_of(pages: Sequence[Page]) -> list[list[Region]]:
    """Return the regions of pages of one size in reading order; one each where none has columns."""
    whole = [[Region(tuple(page.words), -1e9, 1e9)] if page.words else [] for page in pages]
    return _parted(whole, pages, SETTINGS.deepest)


def _parted(
    regions: Sequence[Sequence[Region]], pages: Sequence[Page], depth: int
) -> list[list[Region]]:
    """Return regions, one for each page at most, parted further where they have columns."""
    owned = [(at, region) for at, found in enumerate(regions) for region in found]
    inside = [replace(pages[at], words=region.words) for at, region in owned]
    gutter = _gutter(inside) if depth else None
    runs = [list(_runs(page, gutter)) if gutter else [] for page in inside]
    if gutter is None or not _are_columns(inside, runs, gutter):
        return [list(found) for found in regions]
    parted: list[list[Region]] = [[] for _ in pages]
    for (at, region), page, found in zip(owned, inside, runs, strict=True):
        parted[at] = list(_regions(found, page, gutter, region))
    return _parted_inside(parted, pages, gutter, depth - 1)


def _parted_inside(
    parted: Sequence[Sequence[Region]], pages: Sequence[Page], gutter: _Gutter, depth: int
) -> list[list[Region]]:
    """Return the regions of pages, those of each of two columns parted further."""
    deeper: dict[int, list[Region]] = {}
    for side in ("left", "right"):
        chosen = [
            (page, region)
            for found, page in zip(parted, pages, strict=True)
            for region in found
            if region.edge(side) == gutter.middle
        ]
        inner = _parted([[region] for _, region in chosen], [page for page, _ in chosen], depth)
        deeper |= {id(region): found for (_, region), found in zip(chosen, inner, strict=True)}
    return [
        [inner for region in found for inner in deeper.get(id(region), [region])]
        for found in parted
    ]


def _gutter(pages: Sequence[Page]) -> _Gutter | None:
    """Return where the fewest words of pages stand, inside of what is written, if that is wide."""
    words = [word for page in pages for word in page.words]
    if not words:
        return None
    left, right = int(min(w.x0 for w in words)), int(max(w.x1 for w in words)) + 1
    change = [0] * (right - left + 2)
    for word in words:
        change[int(word.x0) - left] += 1
        change[int(word.x1) - left + 1] -= 1
    cover = list(accumulate(change))[: right - left + 1]
    inner = int(SETTINGS.inner * len(cover))
    middle = cover[inner : len(cover) - inner]
    if not middle:
        return None
    usual, least = sorted(middle)[len(middle) // 2], min(middle)
    most = least + SETTINGS.crossed * (usual - least)
    widest, at = (0, 0), inner
    for white, stretch in groupby(middle, key=lambda count: count < most):
        size = len(list(stretch))
        widest = max(widest, (size, -at)) if white else widest
        at += size
    size, start = widest[0], left - widest[1]
    if size < SETTINGS.narrowest:
        return None
    found = _Gutter(start, start + size, (0.0, 0.0))
    return replace(found, starts=_starts(pages, found))


def _starts(pages: Sequence[Page], gutter: _Gutter) -> tuple[float, float]:
    """Return where most lines of the left column begin, and where such lines of the right one do.

    That is as far to the right as most lines of both are apart, whatever stands first in them.
    """
    places: dict[_Side, dict[int, list[float]]] = {"left": {}, "right": {}, "over": {}}
    for page in pages:
        for last, word in zip((None, *page.words), page.words, strict=False):
            if last is None or not _goes_on(last, word):
                own = places[gutter.side(word)]
                own.setdefault(round(word.x0 * _FINE), []).append(word.x0)
    left, right = places["left"], places["right"]
    if not (left and right):
        return gutter.left, gutter.right
    usual = [sorted(own, key=lambda at: -len(own[at]))[:_MOST_STARTS] for own in (left, right)]
    shift = max(
        sorted({two - one for one in usual[0] for two in usual[1]}),
        key=lambda apart: sum(
            min(len(found), len(right.get(at + apart, ()))) for at, found in left.items()
        ),
    )
    one = next(at for at in sorted(left, key=lambda at: -len(left[at])) if at + shift in right)
    return median(left[one]), median(right[one + shift])


def _runs(page: Page, gutter: _Gutter) -> Iterator[_Run]:
    """Yield what is written on a page by the side that its lines stand on."""
    found: list[_Run] = []
    line: list[Word] = []
    for word in (*page.words, None):
        if word is not None and line and _goes_on(line[-1], word):
            line.append(word)
            continue
        if line:
            sides = {gutter.side(one) for one in line}
            side: _Side = next(iter(sides)) if len(sides) == 1 else "over"
            if found and found[-1].side == side:
                found[-1].lines.append(line)
            else:
                found.append(_Run(side, [line]))
        line = [word] if word is not None else []
    yield from _with_ends_parted(found, gutter)


def _goes_on(last: Word, word: Word) -> bool:
    """Tell whether a word is written behind another one on its line."""
    return abs(word.y - last.y) <= SAME_LINE * last.size and word.x0 >= last.x0


def _with_ends_parted(runs: Sequence[_Run], gutter: _Gutter) -> Iterator[_Run]:
    """Yield runs; a line that is the end of a column and the start of the next one is two.

    So the foot of a page may be that is written last, and the head of the one beside it.
    """
    runs = list(runs)
    for at in range(1, len(runs) - 1):
        left, over, right = runs[at - 1 : at + 2]
        if (left.side, over.side, right.side) != ("left", "over", "right") or len(over.lines) > 1:
            continue
        line = over.lines[0]
        if _overlap(left, right) >= SETTINGS.lines and all(gutter.side(w) != "over" for w in line):
            left.lines.append([word for word in line if gutter.side(word) == "left"])
            right.lines.insert(0, [word for word in line if gutter.side(word) == "right"])
            over.lines.clear()
    for run in runs:
        if run.lines:
            yield run


def _beside(left: _Run, right: _Run) -> float:
    """Return the height over which two runs stand beside each other; below 0 where they do not."""
    return min(left.top, right.top) - max(left.bottom, right.bottom)


def _overlap(left: _Run, right: _Run) -> float:
    """Return how many lines two runs stand beside each other."""
    return _beside(left, right) / (SETTINGS.leading * min(left.size, right.size)) + 1


def _are_columns(pages: Sequence[Page], runs: Sequence[Sequence[_Run]], gutter: _Gutter) -> bool:
    """Tell whether so much of pages is in columns that the white between them is a gutter."""
    heights = [
        _beside(left, right) / page.height
        for page, own in zip(pages, runs, strict=True)
        for pairs in _chains(own)
        for left, right in pairs
        if _is_band(left, right, page, gutter)
        and _overlap(left, right) >= SETTINGS.lines
        and (len(pairs) == 1 or _beside(left, right) >= SETTINGS.stacked * page.height)
    ]
    return sum(heights) >= SETTINGS.least


def _columns(runs: Sequence[_Run], page: Page, gutter: _Gutter) -> Iterator[_Run]:
    """Yield the runs of a page that are columns, where its document has a gutter.

    Those of few lines begin where columns do. Where several follow without anything over the
    gutter, such are rows of a table.
    """
    for pairs in _chains(runs):
        for left, right in pairs:
            high = _overlap(left, right) >= SETTINGS.lines
            enough = high or (len(pairs) == 1 and _begin(left, right, gutter))
            if enough and _overlap(left, right) >= 1 and _is_band(left, right, page, gutter):
                yield from (left, right)


def _chains(runs: Sequence[_Run]) -> Iterator[list[tuple[_Run, _Run]]]:
    """Yield the runs to the left of others, with these, that follow with nothing over a gutter."""
    for over, chain in groupby(runs, key=lambda run: run.side == "over"):
        if not over:
            yield [pair for pair in pairwise(chain) if pair[0].side == "left"]


def _begin(left: _Run, right: _Run, gutter: _Gutter) -> bool:
    """Tell whether lines of two runs begin where those of columns do."""
    far = SETTINGS.begins * left.size
    return all(
        any(abs(line[0].x0 - at) <= far for line in run.lines)
        for run, at in zip((left, right), gutter.starts, strict=True)
    )


def _is_band(left: _Run, right: _Run, page: Page, gutter: _Gutter) -> bool:
    """Tell whether two runs may be columns: no table has rows or rules over both."""
    low, high = max(left.bottom, right.bottom), min(left.top, right.top)
    if any(
        low < rule.at < high and rule.start < gutter.left and rule.end > gutter.right
        for rule in page.level
    ):
        return False
    heights = {round(line[0].y) for line in left.lines}
    level = sum(round(line[0].y) in heights for line in right.lines)
    if level < SETTINGS.level * len(right.lines):
        return True
    prose = sum(len(line) >= SETTINGS.words for line in right.lines)
    return prose >= SETTINGS.prose * len(right.lines)


def _regions(runs: Sequence[_Run], page: Page, gutter: _Gutter, whole: Region) -> Iterator[Region]:
    """Yield the regions of a page from its runs."""
    columns = {id(run) for run in _columns(runs, page, gutter)}
    apart = gutter.starts[1] - gutter.starts[0]
    white = gutter.left, gutter.right
    for key, found in groupby(runs, key=lambda run: id(run) if id(run) in columns else 0):
        words = tuple(word for run in found for line in run.lines for word in line)
        if not key:
            yield replace(whole, words=words)
        elif gutter.side(words[0]) == "left":
            yield replace(whole, words=words, right=gutter.middle, white=white)
        else:
            shift = whole.shift + apart
            yield replace(whole, words=words, left=gutter.middle, shift=shift, white=white)
