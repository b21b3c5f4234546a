"""Sentences of prose with their place, and the figures in them.

A section's place covers all its paragraphs; a sentence that holds an amount has the
place of its paragraph, which fact_narrative_amount knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.extract.language.amounts import amounts
from pipeline.quality.reconcile.finding import Evidence
from pipeline.quality.reconcile.printed import half_step_of
from pipeline.transform.keys import digest, normal_form

_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ•\uf0b7–-])|\n+")
_UNIT = re.compile(r"(mnkr|mkr|miljon\w*|tkr|tusen\w*|kronor|kr)\b", re.IGNORECASE)
ABOUT = re.compile(
    r"\b(?:drygt|knappt|ca\.?|cirka|omkring|ungefär|närmare|nära|nästan|runt|strax (?:över|under)"
    r"|uppskattningsvis|i storleksordningen)\s+$",
    re.IGNORECASE,
)
"""Words before an amount that is not meant exactly."""
_BOUND = re.compile(
    r"\b(?:(?:mer|mindre|högre|lägre) än|(?:på|till|om|med|är|var) (?:över|under)|minst|högst"
    r"|(?:som )?mest|upp till|upp emot|uppemot|max(?:imalt)?)\s+$",
    re.IGNORECASE,
)
"""Words before an amount that another one does not exceed, or does: no level."""
_ANYTHING = 100
_ROUGHLY = Decimal("0.05")
"""How far a rough amount may be from the exact one: "närmare 70" for 67,2."""
_NUMBER_WORDS = [
    "noll",
    "en",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton",
    "nitton",
    "tjugo",
]
NUMBER_WORDS: Mapping[str, int] = {
    **{word: value for value, word in enumerate(_NUMBER_WORDS)},
    "ett": 1,
    "inga": 0,
    "ingen": 0,
    "båda": 2,
}
"""Swedish numerals that reports write out."""

COUNT = r"(?:\d+|" + "|".join(NUMBER_WORDS) + r")\b"
"""A regular expression for a small count in digits or words."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or bullet) of a section. ``position`` counts inside the section."""

    report_key: str
    section_no: int
    position: int
    path: str
    heading: str
    text: str
    evidence: Evidence

    @property
    def fact_key(self) -> str:
        """A key for the figures of this sentence."""
        return digest("sentence", self.report_key, self.section_no, self.position, self.text)


@dataclass(frozen=True, slots=True)
class StatedAmount:
    """An amount in a sentence: SEK, how far rounding may move it, and where it stands."""

    sek: Decimal
    half_step: Decimal
    text: str
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The unit as printed."""
        found = _UNIT.search(self.text)
        return found.group(1) if found else "kr"


@lru_cache(maxsize=16_384)
def stated_amounts(text: str) -> tuple[StatedAmount, ...]:
    """The amounts of a text in order."""
    found = []
    for amount in amounts(text):
        printed = text[amount.start : amount.end]
        digits = _UNIT.split(printed)[0]
        half_step = half_step_of(digits) * _scale(printed)
        if ABOUT.search(text[: amount.start]):
            half_step = max(2 * half_step, amount.sek * _ROUGHLY)
        if _BOUND.search(text[: amount.start]):
            half_step = amount.sek * _ANYTHING
        found.append(StatedAmount(amount.sek, half_step, printed, amount.start, amount.end))
    return tuple(found)


def count_of(word: str) -> int:
    """The number that digits or a numeral mean."""
    return int(word) if word.isdigit() else NUMBER_WORDS[word.casefold()]


def _scale(text: str) -> int:
    found = _UNIT.search(text)
    unit = found.group(1).casefold() if found else "kr"
    if unit.startswith(("mnkr", "mkr", "miljon")):
        return 1_000_000
    return 1_000 if unit.startswith(("tkr", "tusen")) else 1


def sentences_of_section(
    row: Mapping[str, Any], paragraphs: Sequence[Mapping[str, Any]]
) -> Iterator[Sentence]:
    """The sentences of a document_section (or analysis) row, in order."""
    places = {
        amount["sentence"]: _lines_of(amount)
        for amount in paragraphs
        if _covers(row, amount) and amount["source_file"] == row["source_file"]
    }
    bodies = [part for part in (row["body"] or "").split("\n") if part.strip()]
    found = _paragraph_lines(row, bodies)
    position = 0
    for body, lines in zip(bodies, found, strict=True):
        for text in _BREAK.split(body):
            position += 1
            if not text.strip():
                continue
            start, end = lines or places.get(text) or _lines_of(row)
            yield Sentence(
                report_key=row["report_key"],
                section_no=row.get("section_no", 0),
                position=position,
                path=row.get("section_path", ""),
                heading=row["heading"],
                text=text.strip(),
                evidence=Evidence(
                    source_file=row["source_file"],
                    page=row["source_page"],
                    line_start=start,
                    line_end=end,
                    text=text.strip(),
                    fact_key=row.get("fact_key"),
                    section=row.get("section_path"),
                    row_label=row.get("indicator_name_printed"),
                ),
            )


Lines = tuple[int | None, int | None]


def _lines_of(row: Mapping[str, Any]) -> Lines:
    return row["source_line_start"], row["source_line_end"]


def _paragraph_lines(row: Mapping[str, Any], bodies: Sequence[str]) -> list[Lines | None]:
    """The lines of every paragraph of a section, None for those that cannot be told.

    A section's place keeps the printed lines but not the blank ones between paragraphs.
    Where it is as long as its lines with no blank line between paragraphs, or with one
    between each (tab text), every paragraph's lines follow.
    """
    first, last = _lines_of(row)
    nowhere: list[Lines | None] = [None] * len(bodies)
    if first is None or last is None:
        return nowhere
    printed = row["source_text"].split("\n")
    groups = _grouped(printed, bodies)
    if groups is None:
        return nowhere
    span = last - first + 1
    blocks = len(groups)
    gap = {len(printed): 0, len(printed) + blocks - 1: 1}.get(span)
    if gap is None:
        return nowhere
    lines: list[Lines | None] = []
    line = first
    for size in groups:
        lines.append((line, line + size - 1))
        line += size + gap
    return lines[len(groups) - len(bodies) :]


def _grouped(printed: Sequence[str], bodies: Sequence[str]) -> list[int] | None:
    """How many printed lines each paragraph takes, a heading's before them; None: no fit."""
    groups: list[int] = []
    position = 0
    for body in reversed(bodies):
        wanted = normal_form(body)
        size, text = 0, ""
        while len(text) < len(wanted) and position + size < len(printed):
            size += 1
            text = normal_form(printed[-position - size]) + text
        if text != wanted:
            return None
        groups.insert(0, size)
        position += size
    rest = len(printed) - position
    return [rest, *groups] if rest else groups


def _covers(section: Mapping[str, Any], amount: Mapping[str, Any]) -> bool:
    start, end = _lines_of(section)
    line = amount["source_line_start"]
    if start is None or end is None or line is None:
        return bool(section["source_page"] == amount["source_page"])
    return bool(start <= line <= end)
