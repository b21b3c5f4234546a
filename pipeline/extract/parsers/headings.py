"""The tree of headings: which heading every block stands under, and which above that.

Formats that state levels are believed; text that lost them is put in order by the names that
all reports share (``language.heading_ranks``). What only looks like a heading - a bullet, a
sentence that a page cuts, a note, a caption - is body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Block, Paragraph, ParagraphRole, merge_places
from pipeline.extract.language.amounts import amounts
from pipeline.extract.language.heading_ranks import (
    CAPTION,
    CHAPTER,
    CODE,
    GOAL_CHAPTER,
    GOAL_RANKS,
    LETTERHEAD,
    LISTING,
    OTHER,
    names_heading,
    rank_of,
)
from pipeline.extract.language.line_kinds import NOTE
from pipeline.extract.language.text import is_bullet, squeeze
from pipeline.extract.parsers.outline import Outline
from pipeline.extract.report import GoalLevel

_SENTENCE_END = (".", "!", "?", ":", "”", '"')
_TWO_SENTENCES = re.compile(r"[a-zåäö0-9)]\.\s+[A-ZÅÄÖ]")
_FINITE = re.compile(r"\b(?:har|hade|är|var|blev|blir)\b")
_GOES_ON = re.compile(r"(?:[,;]|\b(?:och|samt|eller|av|för|med|till|i|på|om|som|att))$")
_ITEM = re.compile(r"^(\d{1,2})[.)]\s")
_LONG_TITLE, _CUT_SENTENCE = 70, 40
_GOAL_DEPTH = {level: depth for depth, level in enumerate(GoalLevel)}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``parent`` is an index into the tree's headings, ``level`` counts from 1."""

    title: str
    label: str
    rank: int
    parent: int | None
    level: int
    is_goal: bool = False


@dataclass(frozen=True, slots=True)
class HeadingTree:
    """All headings in order; ``under[i]`` is the heading that block i stands under.

    A block that opens a heading stands under it; ``opens`` are those blocks. ``captions`` are
    blocks that say what a table or chart shows.
    """

    headings: tuple[Heading, ...]
    under: tuple[int | None, ...]
    opens: frozenset[int]
    captions: frozenset[int]

    def path(self, heading: int | None) -> tuple[str, ...]:
        """Return the labels from the top down to a heading."""
        labels: list[str] = []
        while heading is not None:
            labels.insert(0, self.headings[heading].label)
            heading = self.headings[heading].parent
        return tuple(labels)


def part_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Part a heading from the paragraph whose last line it seems to be.

    A stray blank at the end of a line makes the next one its continuation: "... uppföljning. "
    / "Äldreomsorg" (T1 2021). A line of its own behind the end of a sentence, or of another
    heading, that is a heading by name is one.
    """
    parted: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parted.extend(_parted(block))
        else:
            parted.append(block)
    return tuple(parted)


def _parted(block: Paragraph) -> list[Paragraph]:
    lines = block.place.text.split("\n")
    last = squeeze(lines[-1])
    start, end = block.place.line_start, block.place.line_end
    if len(lines) <= 1 or start is None or end is None or end - start + 1 != len(lines):
        return [block]
    is_title = block.role is ParagraphRole.HEADING
    before = lines[-2].rstrip()
    ends = is_title or before.endswith(_SENTENCE_END)
    is_heading_by_name = last[:1].isupper() and names_heading(last)
    if not ends or not is_heading_by_name or not block.text.endswith(last):
        return [block]
    upper = replace(block.place, text="\n".join(lines[:-1]), line_end=end - 1)
    lower = replace(block.place, text=lines[-1], line_start=end)
    text = block.text[: -len(last)].rstrip()
    return [
        replace(block, text=text, place=upper),
        Paragraph(last, lower, ParagraphRole.HEADING),
    ]


def mend_sentences(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Join a sentence that an end of page or column cut into two paragraphs.

    "Ökningen med 34,5" / "mnkr beror på ..." (VB 2024): the first has no end, the second
    begins small. A title before a list is too short to be a sentence.
    """
    mended: list[Block] = []
    for block in blocks:
        last = mended[-1] if mended else None
        if isinstance(last, Paragraph) and isinstance(block, Paragraph) and _is_cut(last, block):
            mended[-1] = replace(
                last,
                text=squeeze(f"{last.text} {block.text}"),
                place=merge_places([last.place, block.place]),
                role=ParagraphRole.BODY if last.role is ParagraphRole.HEADING else last.role,
                level=None,
            )
        else:
            mended.append(block)
    return tuple(mended)


def _is_cut(first: Paragraph, second: Paragraph) -> bool:
    ends = first.text.rstrip().endswith(_SENTENCE_END)
    small = second.text[:1].islower() and second.role is ParagraphRole.BODY
    return small and not ends and len(first.text) > _CUT_SENTENCE and first.level is None


def read_headings(blocks: Sequence[Block], outline: Outline) -> HeadingTree:
    """Put the headings of a document into a tree."""
    headings: list[Heading] = []
    under: list[int | None] = []
    opens: set[int] = set()
    captions: set[int] = set()
    goals_seen: set[int] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            goal = outline.goal_of[index]
            if index in outline.headings:
                if goal is not None and goal not in goals_seen:
                    goals_seen.add(goal)
                    headings.append(_goal_heading(outline, goal, headings))
                    opens.add(index)
            elif block.role is ParagraphRole.HEADING:
                opened = _opened(headings)
                if CAPTION.match(block.text):
                    captions.add(index)
                elif is_heading(block, opened) and not _is_enumerated(blocks, index):
                    headings.append(_heading(block, headings, opened))
                    opens.add(index)
        under.append(len(headings) - 1 if headings else None)
    placed = _below_in_turn(headings)
    return HeadingTree(placed, tuple(under), frozenset(opens), frozenset(captions))


def _below_in_turn(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """Put headings that come back under every other one below it.

    "A, Framgångar, Utmaningar, B, Framgångar, Utmaningar" are six of one level where neither
    format nor words tell it; those that are printed in turn belong to A and to B.
    """
    siblings: dict[int | None, list[int]] = {}
    for index, heading in enumerate(headings):
        if heading.rank == OTHER and not heading.is_goal:
            siblings.setdefault(heading.parent, []).append(index)
    above = {part: whole for row in siblings.values() for part, whole in _turns(headings, row)}
    placed: list[Heading] = []
    for index, heading in enumerate(headings):
        parent = above.get(index, heading.parent)
        level = heading.level if parent is None else placed[parent].level + 1
        placed.append(replace(heading, parent=parent, level=level))
    return tuple(placed)


def _turns(headings: Sequence[Heading], row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield headings of one row that come in turn, each with the single one before it."""
    times = Counter(headings[index].title.casefold() for index in row)
    parts: dict[int, list[int]] = {}
    for index in row:
        if times[headings[index].title.casefold()] == 1:
            parts[index] = []
        elif not parts:
            return
        else:
            parts[next(reversed(parts))].append(index)
    turns = [[headings[part].title.casefold() for part in found] for found in parts.values()]
    if len(turns) > 1 and all(turn and len(set(turn)) == len(turn) for turn in turns):
        yield from ((part, whole) for whole, found in parts.items() for part in found)


def is_heading(block: Paragraph, opened: Sequence[Heading]) -> bool:
    """Tell whether what is set like a heading is one; ``opened`` are the headings above it."""
    text = block.text.strip()
    if block.level is not None:
        return True
    if not (text[:1].isupper() or text[:1].isdigit()) or NOTE.match(text) or is_bullet(text):
        return False
    if LETTERHEAD.search(text):
        return False
    if opened and LISTING.match(opened[-1].title) and _rank(text, opened) == OTHER:
        return False
    if _TWO_SENTENCES.search(text) and not CODE.match(text):
        return False
    is_clause = _FINITE.search(text) is not None and (
        len(text) > _LONG_TITLE or any(True for _ in amounts(text))
    )
    return not is_clause and _GOES_ON.search(text) is None


def _is_enumerated(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a paragraph is one of several numbered ones without text between."""
    number = _number(blocks[index])
    if number is None:
        return False
    around = (
        (blocks[at], number + at - index) for at in (index - 1, index + 1) if 0 <= at < len(blocks)
    )
    return any(_number(block) == expected for block, expected in around)


def _number(block: Block) -> int | None:
    found = _ITEM.match(block.text) if isinstance(block, Paragraph) else None
    return int(found[1]) if found else None


def _opened(headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings that the last one stands under, and itself, from the top."""
    found: list[Heading] = []
    current = len(headings) - 1 if headings else None
    while current is not None:
        found.insert(0, headings[current])
        current = headings[current].parent
    return found


def _rank(title: str, opened: Sequence[Heading]) -> int:
    open_titles = "\n".join(heading.title for heading in opened)
    return rank_of(title, open_titles, in_goal=any(heading.is_goal for heading in opened))


def _goal_heading(outline: Outline, index: int, headings: Sequence[Heading]) -> Heading:
    goal = outline.goals[index]
    depth = _GOAL_DEPTH[goal.level]
    rank = GOAL_RANKS[depth]
    chapter = next((h for h in reversed(headings) if h.rank == CHAPTER), None)
    introduced = chapter is not None and GOAL_CHAPTER.search(chapter.title)
    if depth == 0 and not introduced:
        rank = CHAPTER
    label = f"{goal.code} {goal.title}" if goal.code else goal.title
    return _placed(goal.title, label, rank, headings, is_goal=True)


def _heading(block: Paragraph, headings: Sequence[Heading], opened: Sequence[Heading]) -> Heading:
    code = CODE.match(block.text)
    rank = _rank(block.text, opened)
    if block.level is not None:
        rank = CHAPTER * block.level
    elif code and rank == OTHER and "." in code[1]:
        rank = CHAPTER * (code[1].count(".") + 1)
    return _placed(block.text, block.text, rank, headings)


def _placed(
    title: str, label: str, rank: int, headings: Sequence[Heading], *, is_goal: bool = False
) -> Heading:
    """Return a heading below the last open one of a smaller rank."""
    above = len(headings) - 1 if headings else None
    while above is not None and headings[above].rank >= rank:
        above = headings[above].parent
    level = 1 if above is None else headings[above].level + 1
    return Heading(title, label, rank, above, level, is_goal)
