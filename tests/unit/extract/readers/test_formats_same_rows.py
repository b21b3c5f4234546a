"""The same generated report gives the same rows in every format; only confidence differs.

DOCX, PDF and tab text (as archives have it, and as Tika makes it of a DOCX) have true
cells: they must agree in everything. Flow text has lost its empty cells: it may put some
values into another column, and must not be sure of those.

Each document is read as a run reads it, by a worker in another process: what other tests did
to the libraries in this one does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from pipeline.extract.report import Report
from pipeline.intake.engine import ProcessEngine
from pipeline.intake.gist import StoredReport
from pipeline.intake.inventory import sha256_of
from pipeline.intake.outcome import SourceFile
from pipeline.intake.stored import StoredReports
from pipeline.settings import Settings
from tests.corpus import cycle, library

SEEDS = (11, 14, 28, 53)
"""Reports with rules all round, without rules, and with horizontal rules, of three kinds."""

FLOW_SEEDS = (11, 14, 28, 61, 62, 63)
"""Reports whose flow text is read too; a count over all of them is bounded."""

FORMATS = ("pdf", "docx", "tab_text_clean", "tab_text_tika")


Reading = Callable[[int, str], Report]
"""What is read of the report of a seed in a format."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    folder = tmp_path_factory.mktemp("formats")
    settings = Settings(workers=1, warehouse_dir=folder / "warehouse")
    reports = StoredReports.below(settings)
    with ProcessEngine(settings, reports) as engine:

        @cache
        def read(seed: int, format_name: str) -> Report:
            rendering = library.render(cycle.any_report(seed), format_name, seed)
            # The suffix lies on purpose: formats are told by content.
            path = folder / f"{format_name}-{seed}.bin"
            path.write_bytes(rendering.data)
            source = SourceFile(path.name, path, sha256_of(path), len(rendering.data))
            found = reports.told(source, engine.submit(source).result().told)
            assert isinstance(found, StoredReport), found
            return found.load()

        yield read


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


def decisions(found: Report) -> list[tuple[object, ...]]:
    return [(d.number, d.text, d.amount_sek, d.purpose) for d in found.decisions]


def heads(found: Report) -> list[tuple[object, ...]]:
    head = found.head
    return [
        (head.committee_name, head.committee_kind, head.report_type, head.report_year,
         head.period_end, head.report_date, head.diary_number, head.case_officer)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("what", [heads, decisions, goals, indicators, activities, cells])
def test_pdf_and_docx_say_what_tab_text_says(report: Reading, seed: int, what: object) -> None:
    assert callable(what)
    pdf, docx, tab, tika = (what(report(seed, name)) for name in FORMATS)
    assert pdf == tab
    assert docx == tab
    assert tika == tab
    assert tab, "a report of this seed has rows of every kind"


@pytest.mark.parametrize("seed", FLOW_SEEDS)
@pytest.mark.parametrize("what", [heads, decisions, goals, activities])
def test_flow_text_says_what_needs_no_columns(report: Reading, seed: int, what: object) -> None:
    assert callable(what)
    assert what(report(seed, "flow_text")) == what(report(seed, "tab_text_clean"))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("what", [heads, decisions, goals, indicators, activities])
def test_text_with_a_line_a_cell_says_the_same(report: Reading, seed: int, what: object) -> None:
    assert callable(what)
    assert what(report(seed, "flow_text_cells")) == what(report(seed, "tab_text_clean"))


def values(found: Report) -> Counter[tuple[object, ...]]:
    return Counter(
        (row.name, row.period, cell.measure, cell.text, cell.value, cell.qualifier, cell.unit)
        for row in found.indicators
        for cell in row.cells
    )


def test_flow_text_keeps_values_and_puts_them_into_their_columns(report: Reading) -> None:
    wanted = Counter[tuple[object, ...]]()
    right = kept = given = sure = sure_and_wrong = 0
    for seed in FLOW_SEEDS:
        tab, flow = report(seed, "tab_text_clean"), report(seed, "flow_text")
        there, read = values(tab), values(flow)
        wanted += there
        given += read.total()
        right += (there & read).total()
        texts, found = (
            Counter(key[:2] + key[3:4] for key in one.elements()) for one in (there, read)
        )
        kept += (texts & found).total()
        for row in flow.indicators:
            for cell in row.cells:
                key = (row.name, row.period, cell.measure, cell.text, cell.value)
                certain = cell.confidence >= 0.95
                sure += certain
                sure_and_wrong += certain and not there[*key, cell.qualifier, cell.unit]
    assert wanted.total() > 1000
    assert given <= 1.005 * wanted.total()
    assert kept >= 0.995 * wanted.total()
    assert right >= 0.975 * wanted.total()
    assert sure > 0.8 * wanted.total()
    # One in 500 is what the accuracy command counts; so few values may have one or two more.
    assert sure_and_wrong <= sure / 250


def test_flow_text_keeps_the_cells_of_other_tables(report: Reading) -> None:
    wanted = kept = 0
    for seed in FLOW_SEEDS:
        there, read = (
            Counter("".join(cell.text.split()) for table in found.tables for cell in table.cells)
            for found in (report(seed, "tab_text_clean"), report(seed, "flow_text"))
        )
        wanted += there.total()
        kept += (there & read).total()
    assert wanted > 1000
    assert kept >= 0.97 * wanted


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("format_name", ["pdf", "docx"])
def test_values_of_true_cells_are_certain_and_have_their_place(
    report: Reading, seed: int, format_name: str
) -> None:
    found = report(seed, format_name)
    for row in found.indicators:
        for cell in row.cells:
            assert cell.confidence >= 0.95
            assert "".join(cell.text.split()) in "".join(cell.place.text.split())
            assert (cell.place.page is not None) == (format_name == "pdf")
            assert (cell.place.bbox is not None) == (format_name == "pdf")
