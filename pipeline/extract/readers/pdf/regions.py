"""Pages whose text is in columns, or that are two on one sheet: each region as a page of its own.

Belongs here: the way from a document's pages to those that are read one after the other, and
back to the places where their words are printed. A column is read as a page is: its tables and
paragraphs go on in the next one. Its words are moved to where the first column stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Block, Cell, Document, GridTable, Paragraph, Place
from pipeline.extract.readers.geometry.page_columns import (
    Page,
    Region,
    may_have_columns,
    regions_of,
)
from pipeline.extract.readers.geometry.rules import Rule, Rules
from pipeline.extract.readers.geometry.words import Word, lines_of
from pipeline.extract.readers.pdf.furniture import running_lines
from pipeline.extract.readers.pdf.sheets import Sheet, Written

_ABOVE = 1.5
"""Sizes of type by which rules of a region's tables stand above or below its words."""

_TOUCH = 1.5
"""Points within which rules meet."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The page on which a region is printed, and how far to the right of where it is read."""

    page: int
    shift: float


@dataclass(frozen=True, slots=True)
class ReadPages:
    """Pages as they are read, with the origin of each by its number, if that is another page.

    ``stated`` is the number of pages that their running heads state, where these were set aside.
    """

    pages: list[Written]
    origins: dict[int, Origin]
    stated: int | None = None


def read_pages(pages: Sequence[Written]) -> ReadPages:
    """Return the pages of a document with each region as a page; as they are without columns."""
    flat = [Page(page.words, page.rules.level, page.height) for page in pages]
    sizes = {round(page.height) for page in flat if may_have_columns(page)}
    if not sizes:
        return ReadPages(list(pages), {})
    running, stated = _running(pages)
    parted: dict[int, list[Region]] = {}
    for size in sizes:
        alike = [at for at, page in enumerate(flat) if round(page.height) == size]
        bodies = [
            replace(flat[at], words=[w for w in flat[at].words if id(w) not in running])
            for at in alike
        ]
        parted |= dict(zip(alike, regions_of(bodies), strict=True))
    if all(len(regions) <= 1 for regions in parted.values()):
        return ReadPages(list(pages), {})
    read: list[Written] = []
    origins: dict[int, Origin] = {}
    for at, page in enumerate(pages):
        regions = parted.get(at, [])
        heads = [word for word in page.words if id(word) in running]
        for one, shift in _as_pages(page, regions, heads) if len(regions) > 1 else [(page, 0.0)]:
            origins[len(read) + 1] = Origin(page.number, shift)
            read.append(replace(one, number=len(read) + 1))
    return ReadPages(read, origins, stated)


def _running(pages: Sequence[Written]) -> tuple[set[int], int | None]:
    """Return the ids of words in running heads and page numbers, and how many pages they state."""
    sheets = [
        Sheet(page.number, page.height, tuple(lines_of(page.number, page.words)), page.rules)
        for page in pages
    ]
    aside, stated = running_lines(sheets)
    orders = {
        (at, word.order)
        for at, sheet in enumerate(sheets)
        for line in sheet.lines
        if id(line) in aside
        for segment in line.segments
        for word in segment.words
    }
    words = {id(w) for at, page in enumerate(pages) for w in page.words if (at, w.order) in orders}
    return words, stated


def _as_pages(
    page: Written, regions: Sequence[Region], heads: Sequence[Word]
) -> Iterator[tuple[Written, float]]:
    """Yield the regions of a page as pages, with their shifts; the first has what is no text."""
    lines = _between(page.rules, regions)
    inside = Rules(page.rules.level, tuple(r for r in page.rules.upright if r not in lines))
    for number, region in enumerate(regions):
        words = [_moved(word, region.shift) for word in region.words]
        rules = _rules(inside, region)
        if number:
            yield replace(page, words=words, rules=rules, hidden=(), marks=()), region.shift
        else:
            yield replace(page, words=words, rules=rules, marks=[*page.marks, *heads]), region.shift


def _between(rules: Rules, regions: Sequence[Region]) -> set[Rule]:
    """Return the rules in the white between columns that are no sides of tables.

    They may go on through what is over both.
    """
    whites = {region.white for region in regions}
    inside = (r for r in rules.upright if any(one < r.at < two for one, two in whites))
    return {rule for rule in inside if _is_alone(rule, rules)}


def _is_alone(upright: Rule, rules: Rules) -> bool:
    """Tell whether no level rule begins or ends at an upright one."""
    return not any(
        min(abs(rule.start - upright.at), abs(rule.end - upright.at)) <= _TOUCH
        for rule in rules.level
        if upright.start - _TOUCH <= rule.at <= upright.end + _TOUCH
    )


def _moved(word: Word, shift: float) -> Word:
    return replace(word, x0=word.x0 - shift, x1=word.x1 - shift) if shift else word


def _rules(rules: Rules, region: Region) -> Rules:
    """Return the rules at and between the words of a region, moved as they are."""
    far = _ABOVE * max(word.size for word in region.words)
    low, high = region.bottom - far, region.top + far
    level = (
        Rule(rule.at, max(rule.start, region.left), min(rule.end, region.right))
        for rule in rules.level
        if low <= rule.at <= high
    )
    upright = (
        Rule(rule.at - region.shift, max(rule.start, low), min(rule.end, high))
        for rule in rules.upright
        if region.left < rule.at < region.right
    )
    return Rules(
        tuple(
            Rule(rule.at, rule.start - region.shift, rule.end - region.shift)
            for rule in level
            if rule.length > 0
        ),
        tuple(rule for rule in upright if rule.length > 0),
    )


# --- back to where it is printed ----------------------------------------------------------------


def as_printed(document: Document, origins: dict[int, Origin]) -> Document:
    """Return a document with the places where it is printed in place of those where it is read."""
    if not origins:
        return document
    return replace(
        document,
        blocks=tuple(_block(block, origins) for block in document.blocks),
        furniture=tuple(_place(place, origins) for place in document.furniture),
        illegible=tuple(_place(place, origins) for place in document.illegible),
        hidden=tuple(_place(place, origins) for place in document.hidden),
        recognised=tuple(sorted({origins[number].page for number in document.recognised})),
    )


def _block(block: Block, origins: dict[int, Origin]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, place=_place(block.place, origins))
    if not isinstance(block, GridTable):
        return block
    rows = tuple(tuple(cell and _cell(cell, origins) for cell in row) for row in block.rows)
    return replace(block, rows=rows, place=_place(block.place, origins))


def _cell(cell: Cell, origins: dict[int, Origin]) -> Cell:
    return replace(cell, place=_place(cell.place, origins))


def _place(place: Place, origins: dict[int, Origin]) -> Place:
    if place.page is None:
        return place
    origin = origins[place.page]
    if place.bbox is None or not origin.shift:
        return replace(place, page=origin.page)
    x0, y0, x1, y1 = place.bbox
    box = (round(x0 + origin.shift, 2), y0, round(x1 + origin.shift, 2), y1)
    return replace(place, page=origin.page, bbox=box)
