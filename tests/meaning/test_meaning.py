"""What figures of the real reports mean, against samples that were read by hand.

``cells.csv`` holds 420 of the 1,449 numeric cells of all tables but indicators and activities
(drawn at random, seed 12; left out are cells whose column nobody can tell and rows that name no
curated area), ``amounts.csv`` 220 of the 396 amounts in prose (seed 12). Their meaning was read
from headers, notes and sentences: "-" stands where the report does not settle it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract import read_report
from pipeline.transform import build_tables
from tests.support.real_reports import REPORTS
from tests.unit.transform.reports import outcome

pytestmark = pytest.mark.real_reports

FOLDER = Path(__file__).parent
OPEN = "-"
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


@pytest.fixture(scope="module")
def facts() -> Rows:
    outcomes = [outcome(read_report(path), path.name) for path in sorted(REPORTS.glob("*.txt"))]
    tables = build_tables(outcomes, extractor_version="v1")
    names = (*TYPED, "fact_table_cell", "fact_narrative_amount")
    return {name: tables[name].to_pylist() for name in names}


def sample(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wrong(expected: Mapping[str, str], found: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """What differs: expected and found, of all that the report settles."""
    said = {name: "" if value is None else str(value) for name, value in found.items()}
    return {
        name: (expected[name], text)
        for name, text in said.items()
        if expected[name] not in (OPEN, text)
    }


# --- cells --------------------------------------------------------------------------------------


def cells(facts: Rows) -> dict[tuple[str, int, int], dict[str, str | None]]:
    """The meaning of every typed cell, by file, line and column."""
    printed = {row["fact_key"]: row for row in facts["fact_table_cell"]}
    found = {}
    for fact, measure in TYPED.items():
        for row in facts[fact]:
            cell = printed[row["table_cell_key"]]
            place = (cell["source_file"], cell["source_line_start"], cell["column_no"])
            found[place] = {"fact": fact, "meaning": row[measure], **_context(row)}
    return found


def _context(row: Mapping[str, Any]) -> dict[str, str | None]:
    month = row.get("period_month")
    return {
        "year": row.get("fiscal_year") or row.get("period_year"),
        "period": f"m{month}" if month else row.get("period_part") or row.get("side"),
        "unit": row.get("printed_unit") or row.get("unit"),
        "area": row.get("service_area_key"),
        "breakdown": row.get("breakdown") or "total",
    }


def test_of_the_cells_995_in_a_thousand_are_right(facts: Rows) -> None:
    found, expected = cells(facts), sample("cells.csv")
    missed = {
        (row["file"], row["line"], row["column"]): differs
        for row in expected
        if (
            differs := wrong(
                row,
                found.get((row["file"], int(row["line"]), int(row["column"])), {"fact": "none"}),
            )
        )
    }
    assert len(expected) >= 400
    assert len(missed) <= 0.005 * len(expected), missed


def test_no_numeric_cell_is_left_untyped(facts: Rows) -> None:
    typed = {row["table_cell_key"] for name in TYPED for row in facts[name]}
    left = [
        (row["source_file"], row["source_line_start"], row["raw_text"])
        for row in facts["fact_table_cell"]
        if row["value"] is not None and row["fact_key"] not in typed
    ]
    assert left == []


# --- amounts ------------------------------------------------------------------------------------


def amounts(facts: Rows) -> Iterator[tuple[tuple[str, int, int], dict[str, Any]]]:
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


def test_of_the_amounts_in_prose_95_in_a_hundred_are_right(facts: Rows) -> None:
    found, expected = dict(amounts(facts)), sample("amounts.csv")
    places = [(row["file"], int(row["line"]), int(row["number"])) for row in expected]
    typed = [place for place in places if found.get(place, {}).get("what", "unknown") != "unknown"]
    missed = {
        place: differs
        for place, row in zip(places, expected, strict=True)
        if place in typed and (differs := wrong(row, found[place]))
    }
    assert len(expected) >= 200
    assert len(typed) >= 0.9 * len(expected)
    assert len(missed) <= 0.05 * len(typed), missed
