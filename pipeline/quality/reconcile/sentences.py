"""Sentences of prose with their place, and the figures in them.

A section's place covers all its paragraphs; a sentence that holds an amount has the
place of its paragraph, which fact_narrative_amount knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.extract.values import amounts
from pipeline.quality.reconcile.finding import Evidence
from pipeline.quality.reconcile.printed import half_step_of
from pipeline.transform.keys import digest

_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ•\uf0b7–-])|\n+")
_UNIT = re.compile(r"(mnkr|mkr|miljon\w*|tkr|tusen\w*|kronor|kr)\b", re.IGNORECASE)
_NUMBER_WORDS = (
    "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton "
    "sjutton arton nitton tjugo"
).split()
NUMBER_WORDS: Mapping[str, int] = {
    **{word: value for value, word in enumerate(_NUMBER_WORDS)},
    "ett": 1,
    "inga": 0,
    "ingen": 0,
    "båda": 2,
}
"""Swedish numerals that reports write out."""

COUNT = r"\d+|" + "|".join(NUMBER_WORDS)
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
    """An amount in a sentence: SEK, half of its last printed digit, and where it stands."""

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


def stated_amounts(text: str) -> list[StatedAmount]:
    """The amounts of a text in order."""
    found = []
    for amount in amounts(text):
        digits = _UNIT.split(amount.text)[0]
        scale = _scale(amount.text)
        found.append(
            StatedAmount(
                amount.sek, half_step_of(digits) * scale, amount.text, amount.start, amount.end
            )
        )
    return found


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
        amount["sentence"]: amount
        for amount in paragraphs
        if _covers(row, amount) and amount["source_file"] == row["source_file"]
    }
    for position, text in enumerate(_BREAK.split(row["body"] or "")):
        if not text.strip():
            continue
        place = places.get(text, row)
        yield Sentence(
            report_key=row["report_key"],
            section_no=row.get("section_no", 0),
            position=position,
            path=row.get("section_path", ""),
            heading=row["heading"],
            text=text.strip(),
            evidence=Evidence(
                source_file=row["source_file"],
                page=place["source_page"],
                line_start=place["source_line_start"],
                line_end=place["source_line_end"],
                text=text.strip(),
            ),
        )


def _covers(section: Mapping[str, Any], amount: Mapping[str, Any]) -> bool:
    start, end = section["source_line_start"], section["source_line_end"]
    line = amount["source_line_start"]
    if start is None or end is None or line is None:
        return bool(section["source_page"] == amount["source_page"])
    return bool(start <= line <= end)
