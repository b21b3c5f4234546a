"""How far a goal is met: the few words below its heading, a ticked choice, or its prose.

Belongs here: what one paragraph says, and which of the paragraphs below a heading counts.
Which paragraphs are a goal's is ``outline``'s work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.extract.document import Block, Paragraph, Place, merge_places
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.years import is_year
from pipeline.extract.report import Assessment, Problem

_MET = re.compile(
    r"^(?:uppfyll(?:s|t|d|da|ts|er|as)|uppnå(?:s|tt|dd|dda|tts|ddes|r)?|nå(?:s|tt|tts|ddes))$"
)
_MET_HEADING = re.compile(r"^\W*måluppfyllelse\b", re.IGNORECASE)
_AROUND_MET = frozenset(
    ("målet", "nämndmålet", "bedömning", "måluppfyllelse", "bedöms", "kommer", "att", "har", "är")
    + ("prognos", "helår", "helårsprognos", "årsprognos", "status", "resultat", "nämndens")
    + ("bedömningen", "samlad", "för", "under", "vid", "i", "året", "årets", "slut")
)
_DEGREES = {
    "helt": Assessment.FULLY,
    "delvis": Assessment.PARTLY,
    "ej": Assessment.NOT,
    "inte": Assessment.NOT,
    "alls": Assessment.NOT,
}
_IN_PROSE = re.compile(
    r"(?:inriktningsmål(?:et)?|(?:^|\s)målet(?: för verksamhetsområdet)?|nämndmålet)\s+"
    r"(?:bedöms |kommer att |har )*(?:uppfyll(?:s|as|ts)|uppnå(?:s|tts)?)\s+"
    r"(helt|delvis|inte|ej)\b",
    re.IGNORECASE,
)
_TICKED = r"[☒☑✅\uf0fe\uf053\uf052]|\[[xX]\]|\([xX]\)"
_EMPTY = r"[☐\uf0a8\uf06f\uf0a3]|\[ ?\]|\( ?\)"
_BOX = re.compile(rf"({_TICKED})|{_EMPTY}")
"""Boxes before or behind choices; the first group is there where one is ticked."""
_EACH = re.compile(r"(?=\bUpp(?:fyll|nå)\w+ (?:helt|delvis|ej|inte)\b)")
_WORD = re.compile(r"\w")
_NAMED = re.compile(r"uppfyll|nå", re.IGNORECASE)
"""What every assessment says in some form: most paragraphs do not."""
_LOOK_AHEAD = 4
_PROSE_CONFIDENCE = 0.95
_UNTOLD_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment with its place and its block (None where it is prose).

    ``problem`` says that there are several of which none is told to count.
    """

    assessment: Assessment | None = None
    place: Place | None = None
    block: int | None = None
    confidence: float = 1.0
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Choice:
    """An assessment as it is printed; ``ticked`` is None where no box stands beside it."""

    assessment: Assessment
    ticked: bool | None


def assessment_below(blocks: Sequence[Block], start: int, stop: int) -> Assessed:
    """Return the assessment of the goal whose section is ``start`` to ``stop``, end exclusive."""
    ahead = range(start, min(stop, start + _LOOK_AHEAD))
    below = list(takewhile(lambda at: isinstance(blocks[at], Paragraph), ahead))
    chosen = [(at, choice) for at in below for choice in _choices(_text(blocks[at]))]
    first = [(at, choice) for n, (at, choice) in enumerate(chosen) if at <= chosen[0][0] + n]
    if first:
        return _told(blocks, first)
    for at in ahead:
        if match := _IN_PROSE.search(_text(blocks[at])):
            degree = _DEGREES[match[1].casefold()]
            return Assessed(degree, blocks[at].place, None, _PROSE_CONFIDENCE)
    return Assessed()


def _told(blocks: Sequence[Block], choices: Sequence[tuple[int, _Choice]]) -> Assessed:
    """Return the choice that counts: the only one, or the only one that is ticked."""
    boxed = [(at, choice) for at, choice in choices if choice.ticked is not None]
    counting = [(at, choice) for at, choice in boxed if choice.ticked] if boxed else choices
    told = {choice.assessment for _, choice in counting}
    if len(told) == 1:
        at, choice = counting[0]
        return Assessed(choice.assessment, blocks[at].place, at)
    place = merge_places([blocks[at].place for at in dict.fromkeys(at for at, _ in choices)])
    message = "Several assessments are printed, and no tick in a box tells which one counts."
    return Assessed(
        confidence=_UNTOLD_CONFIDENCE, problem=Problem("assessment_not_told", message, place)
    )


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


@remembered
def _choices(text: str) -> tuple[_Choice, ...]:
    """Return the assessments that a text is and nothing else, in order; empty where it is more."""
    if not _NAMED.search(text):
        return ()
    boxes = _BOX.findall(text)
    if whole := _of_words(text):
        return (_Choice(whole, bool(boxes[0]) if boxes else None),) if len(boxes) <= 1 else ()
    parts = _BOX.split(text)[:: _BOX.groups + 1] if boxes else _EACH.split(text)
    told = [_of_words(part) for part in parts if _WORD.search(part)]
    ticked: list[bool | None] = [bool(box) for box in boxes] or [None] * len(told)
    if None in told or len(ticked) != len(told):
        return ()
    return tuple(_Choice(found, box) for found, box in zip(told, ticked, strict=True) if found)


def printed_assessment(text: str) -> Assessment | None:
    """Return the assessment that a text is and nothing else, whatever its words' order.

    >>> printed_assessment("● Uppfylls delvis"), printed_assessment("Kommer inte att uppnås")
    (<Assessment.PARTLY: 'partly'>, <Assessment.NOT: 'not'>)
    >>> printed_assessment("☐ Uppfylls helt ☒ Uppfylls delvis ☐ Uppfylls ej")
    <Assessment.PARTLY: 'partly'>
    """
    counting = {choice.assessment for choice in _choices(text) if choice.ticked is not False}
    return counting.pop() if len(counting) == 1 else None


def _of_words(text: str) -> Assessment | None:
    words = re.findall(r"\w+", text.casefold())
    met = [word for word in words if _MET.match(word)]
    degrees = [_DEGREES[word] for word in words if word in _DEGREES]
    if len(met) > 1 or not (met or (degrees and _MET_HEADING.match(text))):
        return None
    if not all(
        word in _AROUND_MET or word in _DEGREES or word in met or is_year(word) for word in words
    ):
        return None
    return degrees[0] if degrees else Assessment.FULLY
