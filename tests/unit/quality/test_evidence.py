"""Evidence of findings leads to the row of a fact, also where a format has no lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.extract.document import Place, SourceFormat
from pipeline.extract.report import Report, ReportTable, Section
from pipeline.quality import reconcile
from pipeline.transform import build_tables
from tests.unit.transform.reports import outcome, report, table


def _wrong_sum() -> ReportTable:
    return table(
        "budget_by_area",
        ("Mnkr", "Budget 2024 (netto)", "Bokslut 2024 (netto)"),
        ("Förskola", "50,0", "40,0"),
        ("Äldreomsorg", "100,0", "70,0"),
        ("Totalt", "150,0", "120,0"),
        title="Budget per område",
    )


def _placed(the_table: ReportTable, **where: Any) -> ReportTable:
    cells = tuple(replace(cell, place=Place(text=cell.text, **where)) for cell in the_table.cells)
    return replace(the_table, cells=cells)


def _section(heading: str, **where: Any) -> Section:
    return Section(f"Ekonomi / {heading}", heading, "", Place(text=heading, **where))


def _reports() -> dict[str, Report]:
    high, low = (50.0, 700.0, 200.0, 710.0), (50.0, 300.0, 200.0, 310.0)
    between = (50.0, 500.0, 200.0, 510.0)
    lines = {"line_start": 20, "line_end": 20}
    return {
        "text": report(
            tables=(_placed(_wrong_sum(), **lines),),
            sections=(
                _section("Driftbudget", line_start=10, line_end=12),
                _section("Investeringar", line_start=30, line_end=31),
            ),
        ),
        "pdf": report(
            tables=(_placed(_wrong_sum(), page=3, bbox=between),),
            sections=(
                _section("Driftbudget", page=3, bbox=high),
                _section("Investeringar", page=3, bbox=low),
            ),
            source_format=SourceFormat.PDF,
        ),
        "docx": report(
            tables=(_placed(_wrong_sum()),),
            sections=(_section("Driftbudget"), _section("Investeringar")),
            source_format=SourceFormat.DOCX,
        ),
    }


@pytest.mark.parametrize(
    ("form", "section"),
    [
        ("text", "Ekonomi / Driftbudget"),
        ("pdf", "Ekonomi / Driftbudget"),
        # Word prints neither page nor line: the table says where it is.
        ("docx", "Budget per område"),
    ],
)
def test_a_sum_that_is_wrong_names_its_cells_in_every_format(form: str, section: str) -> None:
    tables = build_tables([outcome(_reports()[form])], extractor_version="v1")
    rows: list[dict[str, Any]] = reconcile.find(tables).to_pylist()
    (finding,) = [row for row in rows if row["rule"] == "parts_and_total"]
    cells = {row["fact_key"]: row for row in tables["fact_table_cell"].to_pylist()}
    told = [
        (
            cells[place["fact_key"]]["raw_text"],
            place["section"],
            place["table_no"],
            place["row_label"],
            place["column_label"],
        )
        for place in finding["evidence"]
    ]
    assert told == [
        ("120,0", section, 1, "Totalt", "Bokslut 2024 (netto)"),
        ("40,0", section, 1, "Förskola", "Bokslut 2024 (netto)"),
        ("70,0", section, 1, "Äldreomsorg", "Bokslut 2024 (netto)"),
    ]
