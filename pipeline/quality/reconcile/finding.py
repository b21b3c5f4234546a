"""A contradiction in the sources, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.transform.keys import digest

AGREES = "agrees"
"""Severity of a comparison that holds: no row of data_finding, but it clears its figures."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that is involved: lines of a text file or a page, and what stands there."""

    source_file: str
    page: int | None
    line_start: int | None
    line_end: int | None
    text: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Evidence:
        """The place of a fact row."""
        return cls(
            source_file=row["source_file"],
            page=row["source_page"],
            line_start=row["source_line_start"],
            line_end=row["source_line_end"],
            text=row["source_text"],
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction. ``facts`` are the keys of the figures that it rests on.

    ``stated`` is what is printed, ``expected`` what follows, both in ``unit`` (null where the
    contradiction is one of words). The first fact is the stated figure; ``weights`` says how
    stated - expected changes with each, in units of ``unit`` (1 for the stated figure and -1
    for a part where nothing else is given), so that causes can be found. ``evidence`` begins
    with the places of ``facts``, in the same order. ``caused_by`` and ``likely_culprit`` are
    set by ``causes``.
    """

    report_key: str
    rule: str
    severity: str
    facts: tuple[str, ...]
    stated: Decimal | None
    expected: Decimal | None
    unit: str | None
    explanation_sv: str
    explanation_en: str
    evidence: tuple[Evidence, ...]
    tolerance: Decimal = Decimal(0)
    weights: tuple[Decimal, ...] = ()
    caused_by: str | None = None
    likely_culprit: str | None = None

    @property
    def difference(self) -> Decimal | None:
        """Stated - expected."""
        if self.stated is None or self.expected is None:
            return None
        return self.stated - self.expected

    def weight(self, position: int) -> Decimal:
        """How stated - expected changes with the fact at a position."""
        if self.weights:
            return self.weights[position]
        return Decimal(-1) if position else Decimal(1)

    @property
    def key(self) -> str:
        """Stable as long as the report prints the same cells."""
        return f"{self.report_key}-{self.rule}-{digest(self.rule, *self.facts)}"

    def row(self) -> dict[str, object]:
        """The row of data_finding."""
        return {
            "finding_key": self.key,
            "report_key": self.report_key,
            "rule": self.rule,
            "severity": self.severity,
            "stated": _float(self.stated),
            "expected": _float(self.expected),
            "difference": _float(self.difference),
            "unit": self.unit,
            "explanation_sv": self.explanation_sv,
            "explanation_en": self.explanation_en,
            "caused_by_finding_key": self.caused_by,
            "likely_culprit": self.likely_culprit,
            "evidence": [
                {
                    "source_file": place.source_file,
                    "page": place.page,
                    "line_start": place.line_start,
                    "line_end": place.line_end,
                    "text": place.text,
                }
                for place in self.evidence
            ],
        }


def _float(number: Decimal | None) -> float | None:
    return None if number is None else round(float(number), 6)
