"""The same generated report as DOCX, PDF and tab text gives the same rows."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.extract import read_report
from pipeline.extract.report import Report
from tests.corpus import cycle, library

SEEDS = (11, 14, 28, 53)
"""Reports with rules all round, without rules, and with horizontal rules, of three kinds."""

FORMATS = ("pdf", "docx", "tab_text_clean")


@cache
def report(seed: int, format_name: str) -> Report:
    rendering = library.render(cycle.any_report(seed), format_name, seed)
    with TemporaryDirectory() as folder:
        # The suffix lies on purpose: formats are told by content.
        path = Path(folder) / "report.bin"
        path.write_bytes(rendering.data)
        return read_report(path)


def goals(found: Report) -> list[tuple[object, ...]]:
    return [(g.level, g.code, g.title, g.parent, g.assessment) for g in found.goals]


def indicators(found: Report) -> list[tuple[object, ...]]:
    return [
        (row.name, row.goal, row.period, row.analysis.text if row.analysis else None,
         tuple((c.measure, c.text, c.value, c.qualifier, c.unit) for c in row.cells))
        for row in found.indicators
    ]  # fmt: skip


def activities(found: Report) -> list[tuple[object, ...]]:
    return [
        (row.text, row.goal, row.start_date, row.end_date, row.has_deviation,
         row.analysis.text if row.analysis else None)
        for row in found.activities
    ]  # fmt: skip


def cells(found: Report) -> list[tuple[object, ...]]:
    return [
        (
            table.kind,
            table.title,
            table.unit,
            cell.row_label,
            cell.column_label,
            cell.text,
            cell.value,
        )
        for table in found.tables
        for cell in table.cells
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("what", [goals, indicators, activities, cells])
def test_pdf_and_docx_say_what_tab_text_says(seed: int, what: object) -> None:
    assert callable(what)
    pdf, docx, tab = (what(report(seed, name)) for name in FORMATS)
    assert pdf == tab
    assert docx == tab
    assert tab, "a report of this seed has rows of every kind"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("format_name", ["pdf", "docx"])
def test_values_of_true_cells_are_certain_and_have_their_place(seed: int, format_name: str) -> None:
    found = report(seed, format_name)
    for row in found.indicators:
        for cell in row.cells:
            assert cell.confidence >= 0.95
            assert "".join(cell.text.split()) in "".join(cell.place.text.split())
            assert (cell.place.page is not None) == (format_name == "pdf")
            assert (cell.place.bbox is not None) == (format_name == "pdf")
