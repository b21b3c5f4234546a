"""A contradiction in the sources, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from pipeline.transform.keys import digest

AGREES = "agrees"
"""Severity of a comparison that holds: no row of data_finding, but it clears its figures."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that is involved: lines of a text file or a page, and what stands there.

    ``fact_key`` is the row of a fact that holds it (None where none does); ``section`` is the
    path of headings above it; ``table_no``, ``row_label`` and ``column_label`` say where in a
    table it stands, also where a format has neither pages nor lines.
    """

    source_file: str
    page: int | None
    line_start: int | None
    line_end: int | None
    text: str
    fact_key: str | None = None
    section: str | None = None
    table_no: int | None = None
    row_label: str | None = None
    column_label: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Evidence:
        """The place of a fact row."""
        return cls(
            source_file=row["source_file"],
            page=row["source_page"],
            line_start=row["source_line_start"],
            line_end=row["source_line_end"],
            text=row["source_text"],
            fact_key=row["fact_key"],
            section=_first(row, _SECTIONS),
            table_no=row.get("table_no"),
            row_label=_first(row, _ROWS),
            column_label=_first(row, _COLUMNS),
        )

    @property
    def place(self) -> tuple[object, ...]:
        """File, page, lines and text: the same for all rows that are printed there."""
        return (self.source_file, self.page, self.line_start, self.line_end, self.text)


_SECTIONS = ("section_path", "section", "goal_title_printed")
_ROWS = (
    "row_label",
    "indicator_name_printed",
    "activity_text",
    "unit_name",
    "item",
    "figure_name",
    "decision_no",
)
_COLUMNS = ("column_label", "measure", "period_label")
"""Columns of facts that say where a row stands, the first that a fact has counting."""


def _first(row: Mapping[str, Any], names: Sequence[str]) -> str | None:
    found = next((row[name] for name in names if row.get(name) is not None), None)
    return None if found is None else str(found)


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
            "evidence": [asdict(place) for place in self.evidence],
        }


def _float(number: Decimal | None) -> float | None:
    return None if number is None else round(float(number), 6)
