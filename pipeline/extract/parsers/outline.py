"""The goal tree: goal sections, their codes, titles, parents and assessments.

Headings say what kind of goal follows ("KF:s mål för verksamhetsområdet:"); committees
print codes or not. The same module says in which goal's section every block stands.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.extract.document import Block, Paragraph, ParagraphRole, Place
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.set_letters import is_mended
from pipeline.extract.language.text import squeeze
from pipeline.extract.parsers.activities import is_activity_table
from pipeline.extract.parsers.assessments import assessment_below, printed_assessment
from pipeline.extract.parsers.indicators import is_indicator_table
from pipeline.extract.report import Goal, GoalLevel, Problem

_LONGEST_HEADING = 260
"""Letters of a goal; what is longer is a paragraph."""
_COUNCIL = r"(?:KF:?s? |kommunfullmäktiges )?"
_CHAPTER = r"(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+)?"
_KINDS = (
    (rf"{_COUNCIL}inriktningsmål", GoalLevel.DIRECTION),
    (
        rf"{_COUNCIL}(?:mål för verksamhetsområdet|verksamhetsområdesmål|verksamhetsmål)",
        GoalLevel.OPERATIONAL_AREA,
    ),
    (r"(?:nämndmål|(?:stadsdels)?nämndens (?:mål|åtagande))", GoalLevel.COMMITTEE),
)
_PREFIXES: tuple[tuple[re.Pattern[str], GoalLevel], ...] = tuple(
    (re.compile(rf"^\W*{_CHAPTER}{pattern}\s*(?::|[-–](?=\s)|(?=\d)|$)\s*", re.IGNORECASE), level)
    for pattern, level in _KINDS
)
_SET_PREFIXES: tuple[tuple[re.Pattern[str], GoalLevel], ...] = tuple(
    (re.compile(rf"{pattern.replace(' ', '')}:", re.IGNORECASE), level) for pattern, level in _KINDS
)
"""The same without white space, where letters are set apart; the colon shows where they end."""
_CODE = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.:]+\s*|\s+|$)")
_CODE_ONLY = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2}){0,3})?[.:\s]*$")
_END_OF_GOALS = re.compile(
    r"^(?:\d+\.?\s*)?(?:uppföljning av ekonomi|redovisning av ekonomi|ekonomi|resursanvändning"
    r"|nämndens ekonomiska förutsättningar|särskilda redovisningar|systematiskt kvalitetsarbete"
    r"|ekonomisk (?:uppföljning|redovisning)|budget)\W*$",
    re.IGNORECASE,
)
_DEPTH = {GoalLevel.DIRECTION: 1, GoalLevel.OPERATIONAL_AREA: 2, GoalLevel.COMMITTEE: 3}
_LOOK_AHEAD = 4
_LEAST_LISTED = 3
_LONGEST_TITLE = 120
_MENDED = 0.8
_BY_TABLES = 0.8
"""A heading with a code and no word for goal may be a chapter that prints indicators."""
_CODED = re.compile(r"^(\d(?:\.\d{1,2}){0,2})\.?\s+(\w.*)$")


@dataclass(frozen=True, slots=True)
class Outline:
    """The goals in reading order and, for every block, the goal it stands under.

    ``goal_of[i]`` is an index into ``goals`` for block i, None outside goal sections.
    ``headings`` are the indices of blocks that are goal headings or assessments; ``problems``
    tell of assessments that are printed and not told.
    """

    goals: tuple[Goal, ...]
    goal_of: tuple[int | None, ...]
    headings: frozenset[int]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Heading:
    """A goal heading: blocks ``start`` to ``end``, end exclusive."""

    level: GoalLevel
    code: str | None
    title: str
    place: Place
    start: int
    end: int
    sureness: float = 1.0


def read_outline(blocks: Sequence[Block]) -> Outline:
    """Find the goal sections of a document.

    A heading that is followed at once by the next heading of the same goal (a table of
    contents that was not recognised) counts once, where its section has content.
    """
    headings = _without_repeats(_headings(blocks) or _coded_headings(blocks), blocks)
    ends = _ends_of_goals(blocks, [heading.start for heading in headings])
    goals: list[Goal] = []
    marks: set[int] = set()
    problems: list[Problem] = []
    goal_of: list[int | None] = [None] * len(blocks)
    for number, heading in enumerate(headings):
        stop = headings[number + 1].start if number + 1 < len(headings) else len(blocks)
        stop = next((end for end in ends if heading.end <= end < stop), stop)
        told = assessment_below(blocks, heading.end, stop)
        marks |= set(range(heading.start, heading.end))
        marks |= {told.block} if told.block is not None else set()
        problems += [told.problem] if told.problem else []
        goals.append(
            Goal(
                level=heading.level,
                code=heading.code,
                title=heading.title,
                parent=_parent(goals, heading),
                assessment=told.assessment,
                place=heading.place,
                assessment_place=told.place,
                confidence=min(told.confidence, _sureness(heading)),
            )
        )
        goal_of[heading.start : stop] = [number] * (stop - heading.start)
    return Outline(tuple(goals), tuple(goal_of), frozenset(marks), tuple(problems))


def _sureness(heading: _Heading) -> float:
    """Return how surely a title's words are those meant: names are in no list of words."""
    printed = heading.place.text
    mended = is_mended(printed) and heading.title not in squeeze(printed)
    return min(_MENDED if mended else 1.0, heading.sureness)


def _headings(blocks: Sequence[Block]) -> list[_Heading]:
    found: list[_Heading] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        if prefix := _prefix(block.text):
            level, end = prefix
            heading = _heading(blocks, index, level, block.text[end:])
            found += [heading] if heading is not None else []
    return found


@remembered
def _prefix(text: str) -> tuple[GoalLevel, int] | None:
    """Return the level of goal that a text says it is, and where that ends in it."""
    for pattern, level in _PREFIXES:
        if match := pattern.match(text):
            return level, match.end()
    if len(text) > _LONGEST_HEADING:
        return None
    compact = "".join(text.split())
    for pattern, level in _SET_PREFIXES:
        if match := pattern.match(compact):
            letters = [at for at, letter in enumerate(text) if not letter.isspace()]
            end = letters[match.end() - 1] + 1
            return level, end + len(text[end:]) - len(text[end:].lstrip())
    return None


def is_goal_heading(text: str) -> bool:
    """Tell whether a text says that it is a goal ("Nämndmål 1.1.1 Trygga barn")."""
    found = _prefix(text)
    return found is not None and found[1] < len(text)


def is_goal_label(text: str) -> bool:
    """Tell whether a text only says that a goal follows ("Nämndmål:")."""
    found = _prefix(text)
    return found is not None and found[1] == len(text) and text.rstrip().endswith(":")


def _is_prose(paragraph: Paragraph) -> bool:
    """Tell whether what follows a heading such as "Nämndens mål" is text and no goal's title."""
    ends = paragraph.text.rstrip().endswith(".")
    return paragraph.role is ParagraphRole.BODY and ends and len(paragraph.text) > _LONGEST_TITLE


def _coded_headings(blocks: Sequence[Block]) -> list[_Heading]:
    """Return headings that are goals by code and section only, where none says "mål".

    Chapters have numbers too: a goal of the second level counts if an assessment stands
    below it, and those above and below it count with it. A plan assesses nothing: there the
    second level counts where indicators or activities stand below it.
    """
    coded = [
        (index, block, match)
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and block.role is ParagraphRole.HEADING
        and (match := _CODED.match(block.text))
    ]
    areas = {
        match[1]
        for index, _, match in coded
        if match[1].count(".") == 1
        and any(
            isinstance(block, Paragraph) and printed_assessment(block.text)
            for block in blocks[index + 1 : index + 1 + _LOOK_AHEAD]
        )
    }
    sureness = 1.0
    if not areas:
        areas, sureness = _areas_with_tables(blocks, coded), _BY_TABLES
    directions = {area.partition(".")[0] for area in areas}
    found: list[_Heading] = []
    for index, block, match in coded:
        code = match[1]
        level = tuple(_DEPTH)[code.count(".")]
        if code in areas | directions or code.rpartition(".")[0] in areas:
            title = squeeze(match[2])
            found.append(_Heading(level, code, title, block.place, index, index + 1, sureness))
    return found


def _areas_with_tables(
    blocks: Sequence[Block], coded: Sequence[tuple[int, Paragraph, re.Match[str]]]
) -> set[str]:
    """Return the codes of the second level below which indicators or activities stand."""
    starts = [index for index, _, _ in coded]
    areas = {
        ".".join(coded[above - 1][2][1].split(".")[:2])
        for index, block in enumerate(blocks)
        if not isinstance(block, Paragraph)
        and (above := bisect(starts, index))
        and (is_indicator_table(block) or is_activity_table(block))
    }
    printed = {match[1] for _, _, match in coded}
    return {area for area in areas if "." in area and {area, area.partition(".")[0]} <= printed}


def _heading(blocks: Sequence[Block], index: int, level: GoalLevel, rest: str) -> _Heading | None:
    """Build a heading; its title may stand in the paragraph after the prefix and the code."""
    block = blocks[index]
    end, place = index + 1, block.place
    before = _CODE_ONLY.match(rest)
    if before:
        following = blocks[end] if end < len(blocks) else None
        if not isinstance(following, Paragraph):
            return None
        if _is_prose(following) or is_goal_heading(following.text):
            return None  # a chapter's name, as "Kommunfullmäktiges inriktningsmål" above the first
        rest, end, place = following.text, end + 1, following.place
    code = _CODE.match(rest) or (before if before and before[1] else None)
    title = squeeze(_CODE.sub("", rest, count=1))
    if code and (again := _CODE.match(title)) and again[1] == code[1]:
        title = title[again.end() :]  # "Inriktningsmål 1: 1. En stad ..."
    if not title or len(title) > _LONGEST_HEADING:
        return None
    return _Heading(level, code[1] if code else None, title, place, index, end)


def _without_repeats(headings: Sequence[_Heading], blocks: Sequence[Block]) -> list[_Heading]:
    """Drop headings without content of which the same goal comes again with content.

    Of those that are left the first counts; where it holds text only and no assessment, as the
    last line of a list of contents does, the first that is assessed.
    """

    def stop_of(number: int) -> int:
        return headings[number + 1].start if number + 1 < len(headings) else len(blocks)

    def has_content(number: int) -> bool:
        return stop_of(number) > headings[number].end

    def is_assessed(number: int) -> bool:
        below = assessment_below(blocks, headings[number].end, stop_of(number))
        return below.assessment is not None

    def is_bare(number: int) -> bool:
        inside = blocks[headings[number].end : stop_of(number)]
        return all(isinstance(block, Paragraph) for block in inside) and not is_assessed(number)

    listed = _listed(headings, has_content)
    full = {(h.level, h.title.casefold()) for n, h in enumerate(headings) if has_content(n)}
    assessed: dict[tuple[GoalLevel, str, str | None], int] = {}
    for number, heading in enumerate(headings):
        if is_assessed(number):
            assessed.setdefault((heading.level, heading.title.casefold(), heading.code), number)
    kept: list[_Heading] = []
    seen: set[tuple[GoalLevel, str, str | None]] = set()
    for number, heading in enumerate(headings):
        identity = (heading.level, heading.title.casefold())
        if number in listed or (
            not has_content(number)
            and identity in full
            and heading.level is not GoalLevel.DIRECTION
        ):
            continue
        key = (*identity, heading.code)
        if key in seen or (assessed.get(key, number) > number and is_bare(number)):
            continue
        seen.add(key)
        kept.append(heading)
    return kept


def _listed(headings: Sequence[_Heading], has_content: Callable[[int], bool]) -> set[int]:
    """Return the headings of a list of contents: several without content that all come again.

    Below the last of them stands what comes before the first goal.
    """
    keys = [(h.level, h.title.casefold(), h.code) for h in headings]
    again = [key in keys[number + 1 :] for number, key in enumerate(keys)]
    listed: set[int] = set()
    run: list[int] = []
    for number, comes_again in enumerate(again):
        run = [*run, number] if comes_again else []
        if has_content(number) or not comes_again:
            listed |= {*run} if len(run) > _LEAST_LISTED else set()
            run = []
    return listed


def _ends_of_goals(blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """Return the blocks where a chapter starts that is no goal's.

    A heading that comes under several goals ("Resursanvändning" in reports of 2008-2014)
    is a part of their sections. ``starts`` are the blocks where goal sections start.
    """
    found = [
        (index, squeeze(block.text).casefold())
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph)
        and block.role is ParagraphRole.HEADING
        and _END_OF_GOALS.match(block.text)
    ]
    sections: dict[str, set[int]] = defaultdict(set)
    for index, text in found:
        sections[text].add(bisect(starts, index))
    return [index for index, text in found if len(sections[text]) == 1]


def _parent(goals: Sequence[Goal], heading: _Heading) -> int | None:
    """Return the goal above: by code where it fits, else the last one of a higher level."""
    if heading.level is GoalLevel.DIRECTION:
        return None
    code = heading.code.rpartition(".")[0] if heading.code else None
    above = [n for n, goal in enumerate(goals) if _DEPTH[goal.level] < _DEPTH[heading.level]]
    for number in reversed(above):
        if code and goals[number].code == code:
            return number
    nearest = _DEPTH[heading.level] - 1
    for number in reversed(above):
        if _DEPTH[goals[number].level] == nearest:
            return number
    return above[-1] if above else None
