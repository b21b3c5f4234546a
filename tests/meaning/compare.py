"""What figures of the real reports mean, against samples that were read by hand.

``cells.csv`` holds 420 of the 1,449 numeric cells of all tables but indicators and activities
(drawn at random, seed 12; left out are cells whose column nobody can tell and rows that name no
curated area), ``amounts.csv`` all 396 amounts in prose. Their meaning was read from headers,
notes and sentences: "-" stands where the report does not settle it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.extract import read_report
from pipeline.transform import build_tables
from tests.support.real_reports import REPORTS
from tests.unit.transform.reports import outcome

_FOLDER = Path(__file__).parent
_OPEN = "-"
TYPED = {
    "fact_budget_line": "measure",
    "fact_result_unit": "measure",
    "fact_investment": "measure",
    "fact_balance_sheet": "measure",
    "fact_pandemic_amount": "measure",
    "fact_key_figure": "statistic",
}
"""Typed facts and the column that says what an amount or figure is."""

Rows = Mapping[str, list[dict[str, Any]]]
Place = tuple[str, int, int]
Differs = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """How many figures were read by hand and typed, and what differs: expected and found."""

    read: int
    typed: int
    missed: Mapping[Place, Differs]


def real_facts() -> Rows:
    """The typed facts of the three real reports."""
    outcomes = [outcome(read_report(path), path.name) for path in sorted(REPORTS.glob("*.txt"))]
    tables = build_tables(outcomes, extractor_version="v1")
    names = (*TYPED, "fact_table_cell", "fact_narrative_amount")
    return {name: tables[name].to_pylist() for name in names}


def compare_cells(facts: Rows) -> Compared:
    """The cells of the sample, each by its line and column."""
    return _compare("cells.csv", "column", _cells(facts))


def compare_amounts(facts: Rows) -> Compared:
    """The amounts of the sample, each by the first line of its paragraph and its number there."""
    known = {place: row for place, row in _amounts(facts) if row["what"] != "unknown"}
    return _compare("amounts.csv", "number", known)


def untyped_cells(facts: Rows) -> list[tuple[str, int, str]]:
    """Numeric cells that no typed fact holds."""
    typed = {row["table_cell_key"] for name in TYPED for row in facts[name]}
    return [
        (row["source_file"], row["source_line_start"], row["raw_text"])
        for row in facts["fact_table_cell"]
        if row["value"] is not None and row["fact_key"] not in typed
    ]


def _compare(sample: str, ordinal: str, found: Mapping[Place, Mapping[str, object]]) -> Compared:
    with (_FOLDER / sample).open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    places = [(row["file"], int(row["line"]), int(row[ordinal])) for row in expected]
    missed = {
        place: differs
        for place, row in zip(places, expected, strict=True)
        if place in found and (differs := _wrong(row, found[place]))
    }
    return Compared(len(expected), sum(place in found for place in places), missed)


def _wrong(expected: Mapping[str, str], found: Mapping[str, object]) -> Differs:
    """What differs, of all that the report settles."""
    said = {name: "" if value is None else str(value) for name, value in found.items()}
    return {
        name: (expected[name], text)
        for name, text in said.items()
        if expected[name] not in (_OPEN, text)
    }


def _cells(facts: Rows) -> dict[Place, dict[str, object]]:
    """The meaning of every typed cell, by file, line and column."""
    printed = {row["fact_key"]: row for row in facts["fact_table_cell"]}
    found: dict[Place, dict[str, object]] = {}
    for fact, measure in TYPED.items():
        for row in facts[fact]:
            cell = printed[row["table_cell_key"]]
            place = (cell["source_file"], cell["source_line_start"], cell["column_no"])
            found[place] = {"fact": fact, "meaning": row[measure], **_context(row)}
    return found


def _context(row: Mapping[str, Any]) -> dict[str, object]:
    month = row.get("period_month")
    return {
        "year": row.get("fiscal_year") or row.get("period_year"),
        "period": f"m{month}" if month else row.get("period_part") or row.get("side"),
        "unit": row.get("printed_unit") or row.get("unit"),
        "area": row.get("service_area_key"),
        "breakdown": row.get("breakdown") or "total",
    }


def _amounts(facts: Rows) -> Iterator[tuple[Place, dict[str, object]]]:
    """The amounts in prose by file, first line of their paragraph, and number in it."""
    number: Counter[tuple[str, int]] = Counter()
    for row in facts["fact_narrative_amount"]:
        paragraph = (row["source_file"], row["source_line_start"])
        number[paragraph] += 1
        yield (
            (*paragraph, number[paragraph]),
            {
                "sek": f"{row['amount_sek']:.0f}",
                "what": row["what"],
                "change": row["change"],
                "phase": row["phase"],
                "year": row["fiscal_year"],
                "per": row["per"],
                "transfers": row["transfer_basis"],
                "scope": row["scope"],
                "area": row["service_area_key"],
            },
        )
