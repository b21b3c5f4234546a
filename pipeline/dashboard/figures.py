"""A figure on the screen: a number with its place in print and what is to be said against it.

Belongs here: what makes a figure doubtful, corrected, carried over or contradicted, and in
which order that is told. Does not belong here: how a number is written (``numerals``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

Number = float | int | Decimal


class Mark(StrEnum):
    """What is to be said against a figure; each looks different wherever it stands."""

    CONTRADICTED = "contradicted"
    DOUBTFUL = "doubtful"
    OUT_OF_BOUNDS = "out_of_bounds"
    CORRECTED = "corrected"
    CARRIED = "carried"


SIGNS: Mapping[Mark, str] = {
    Mark.CONTRADICTED: "≠",
    Mark.DOUBTFUL: "?",
    Mark.OUT_OF_BOUNDS: "!",
    Mark.CORRECTED: "✎",
    Mark.CARRIED: "↺",
}
"""What stands behind a figure with a mark, in tables, charts and files alike."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is shown.

    Args:
        value: the number, in ``unit``; None where the print has words instead.
        unit: '%', 'st', 'SEK', 'share' ...; None where none is known.
        text: what is printed, where it says more than the number ("Max 10 personer").
        fact_key: the row that says where it is printed; None for what is computed.
        confidence: probability that it was read right.
        place: file and page or line, in words of no language.
        marks: what is to be said against it.
        second: the other reading, where there is one: a measure, and its probability.
    """

    value: Number | None
    unit: str | None = None
    text: str | None = None
    fact_key: str | None = None
    confidence: float | None = None
    place: str | None = None
    marks: tuple[Mark, ...] = ()
    second: tuple[str, float] | None = None


def computed(value: Number | None, *of: Figure | None, unit: str | None = None) -> Figure | None:
    """A figure that is printed nowhere: what is to be said against those it is made of holds.

    It is at most as sure as the least sure of them. None for no value.
    """
    if value is None:
        return None
    known = [figure for figure in of if figure is not None]
    said = {mark for figure in known for mark in figure.marks}
    sure = [figure.confidence for figure in known if figure.confidence is not None]
    return Figure(
        value,
        unit,
        confidence=min(sure, default=None),
        marks=tuple(mark for mark in Mark if mark in said),
    )


@dataclass(frozen=True, slots=True)
class Judge:
    """What is known of the figures of a release beside their own rows.

    ``contradicted`` and ``corrected`` are keys of facts, ``carried`` of reports.
    """

    threshold: float
    contradicted: frozenset[str] = frozenset()
    corrected: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()

    def marks(self, row: Mapping[str, Any]) -> tuple[Mark, ...]:
        """What is to be said against the fact of a row."""
        key, confidence = row.get("fact_key"), row.get("confidence")
        said = {
            Mark.CONTRADICTED: key in self.contradicted,
            Mark.DOUBTFUL: confidence is not None and confidence < self.threshold,
            Mark.OUT_OF_BOUNDS: bool(row.get("is_out_of_bounds")),
            Mark.CORRECTED: key in self.corrected,
            Mark.CARRIED: row.get("report_key") in self.carried,
        }
        return tuple(mark for mark, is_so in said.items() if is_so)

    def figure(self, row: Mapping[str, Any] | None, unit: str | None = None) -> Figure | None:
        """The figure of a fact's row (value or amount_sek, with its provenance)."""
        if row is None:
            return None
        value = row.get("value", row.get("amount_sek"))
        return Figure(
            value=value,
            unit=unit or row.get("unit") or ("SEK" if "amount_sek" in row else None),
            text=row.get("value_text") if value is None or row.get("qualifier") else None,
            fact_key=row.get("fact_key"),
            confidence=row.get("confidence"),
            place=place_of(row),
            marks=self.marks(row),
            second=_second(row.get("alternatives")),
        )


def place_of(row: Mapping[str, Any]) -> str | None:
    """File and page or line of a fact: "kvarnsjo-vb.pdf s. 12", "kvarnsjo-t1.txt r. 1333"."""
    if row.get("source_file") is None:
        return None
    name = str(row["source_file"]).rsplit("/", 1)[-1]
    if row.get("source_page") is not None and row.get("source_line_start") is None:
        return f"{name} s. {row['source_page']}"
    if row.get("source_line_start") is not None:
        return f"{name} r. {row['source_line_start']}"
    return name


def _second(alternatives: Sequence[Mapping[str, Any]] | None) -> tuple[str, float] | None:
    if not alternatives:
        return None
    likeliest = max(alternatives, key=lambda one: float(one["confidence"]))
    return str(likeliest["measure"]), float(likeliest["confidence"])
