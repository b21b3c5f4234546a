"""Which way a text is read: the one that accounts for most of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.extract import read_report
from pipeline.extract.document import SourceFormat
from pipeline.extract.report import Report

HEAD = """\
Farsta stadsdelsnämnd

Verksamhetsberättelse 2024

Förslag till beslut

{decisions}

{contents}
KF:s inriktningsmål: 1. En stad för alla

Uppfylls helt

KF:s mål för verksamhetsområdet: 1.1 Alla barn lär sig simma

Uppfylls helt

"""
DECISIONS = "1. Farsta stadsdelsnämnd godkänner verksamhetsberättelsen."
CONTENTS = "Innehåll\n" + "".join(
    f"KF:s mål för verksamhetsområdet: 1.{n} Ett mål\t{n + 3}\n" for n in range(1, 20)
)
CELLS = ["Indikator", "Periodens|utfall", "Årsmål", "KF:s|årsmål", "Period"]
HEADER = [cell.replace("|", " ") for cell in CELLS]
ROWS = [
    ["Andel simkunniga", "68 %", "", "69 %", "2024"],
    ["Antal simlektioner", "1 200 st", "1 300 st", "", "VB 2024"],
]
NAMES = [row[0] for row in ROWS]
SURE = 0.95


def written(folder: Path, table: str, contents: str = "", decisions: str = DECISIONS) -> Report:
    path = folder / "report.txt"
    text = HEAD.format(contents=contents, decisions=decisions) + table
    path.write_text(text, encoding="utf-8")
    return read_report(path)


def values(report: Report) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in report.indicators]


@pytest.mark.parametrize("contents", ["", CONTENTS], ids=["alone", "below tabbed contents"])
def test_cells_on_lines_of_their_own(tmp_path: Path, contents: str) -> None:
    table = "\n".join(cell for row in (HEADER, *ROWS) for cell in row)
    report = written(tmp_path, table, contents)
    assert report.source_format is SourceFormat.FLOW_TEXT
    assert [row.name for row in report.indicators] == NAMES
    assert values(report) == [["68 %", "69 %"], ["1 200 st", "1 300 st"]]
    assert all(cell.confidence < 1 for row in report.indicators for cell in row.cells)


@pytest.mark.parametrize("word", ["Analys", "Kommentar:"])
def test_a_pasted_comment_row_has_no_tabs(tmp_path: Path, word: str) -> None:
    lines = ["\t".join(HEADER), "\t".join(ROWS[0]), word, "Fler har lärt sig.", "\t".join(ROWS[1])]
    report = written(tmp_path, "\n".join(lines), CONTENTS)
    assert report.source_format is SourceFormat.TAB_TEXT
    assert [row.name for row in report.indicators] == NAMES
    analyses = [row.analysis and row.analysis.text for row in report.indicators]
    assert analyses == ["Fler har lärt sig.", None]


def test_two_short_tables_with_tabs(tmp_path: Path) -> None:
    other = "Mnkr\tBudget 2024\tBokslut 2024\nFörskola\t8,0\t–7,5\n"
    table = "\n".join("\t".join(row) for row in (HEADER, *ROWS))
    report = written(tmp_path, f"{table}\n\n{other}")
    assert [row.name for row in report.indicators] == NAMES
    assert [(c.column_label, c.value) for t in report.tables for c in t.cells] == [
        ("Budget 2024", 8.0),
        ("Bokslut 2024", -7.5),
    ]


def test_items_of_a_list_with_tabs_are_no_table(tmp_path: Path) -> None:
    bullets = "Förväntat resultat\n•\tFler barn simmar.\n•\tFler äldre simmar.\n\n"
    report = written(tmp_path, bullets + "\n".join("\t".join(row) for row in (HEADER, *ROWS)))
    assert report.tables == ()
    assert [row.name for row in report.indicators] == NAMES


def test_two_line_breaks_after_every_paragraph_keep_empty_cells(tmp_path: Path) -> None:
    table = "\n".join(cell for row in (HEADER, *ROWS) for cell in row)
    path = tmp_path / "report.txt"
    text = HEAD.format(contents="", decisions=DECISIONS).replace("\n\n", "\n") + table
    path.write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    assert values(read_report(path)) == [["68 %", "69 %"], ["1 200 st", "1 300 st"]]


def escaped(folder: Path, rows: list[list[str]]) -> Report:
    """Read a report as Markdown that prints every filled cell as a paragraph, and no other."""
    cells = [cell for row in (HEADER, *rows) for cell in row if cell]
    text = HEAD.format(contents="", decisions=DECISIONS) + "\n\n".join(cells)
    text = re.sub(r"\n+", "\n\n", re.sub(r"[-.()]", r"\\\g<0>", text))
    path = folder / "report.md"
    path.write_text(text, encoding="utf-8")
    return read_report(path)


SHORT = ["Antal odlare", "64 st", "71 st", "", "VB 2024"]
FULL = ["Antal lotter", "64 st", "71 st", "75 st", "VB 2024"]


def lines_of(rows: list[list[str]]) -> str:
    return "\n".join(cell for row in (HEADER, *rows) for cell in row if cell)


def test_two_labels_that_may_be_one_leave_doubt_where_every_row_lacks_a_cell(
    tmp_path: Path,
) -> None:
    rows = [SHORT, ROWS[0]]
    for report in (written(tmp_path, lines_of(rows)), escaped(tmp_path, rows)):
        assert values(report) == [["64 st", "71 st"], ["68 %", "69 %"]]
        assert all(cell.confidence < SURE for row in report.indicators for cell in row.cells)


def test_habit_alone_tells_no_empty_cell_where_nothing_of_the_layout_is_left(
    tmp_path: Path,
) -> None:
    laid = written(tmp_path, lines_of([SHORT, FULL, SHORT]))
    report = escaped(tmp_path, [SHORT, FULL, SHORT])
    assert values(report) == values(laid)
    # Two of three rows lack the city's target, which hardly any row of a usual report does.
    for read in (laid, report):
        short, full, _ = read.indicators
        assert all(cell.confidence < SURE for cell in short.cells)
        assert all(cell.confidence > SURE for cell in full.cells)


def test_rows_without_an_empty_cell_are_sure_without_a_layout(tmp_path: Path) -> None:
    full = [["Antal odlare", "64 st", "71 st", "75 st", "VB 2024"]]
    (row,) = escaped(tmp_path, [*full]).indicators
    assert [cell.text for cell in row.cells] == ["64 st", "71 st", "75 st"]
    assert all(cell.confidence > SURE for cell in row.cells)


def test_decisions_without_numbers_are_numbered_by_their_order(tmp_path: Path) -> None:
    decisions = (
        "Farsta stadsdelsnämnd godkänner berättelsen.\n"
        "Nämnden begär att 4,5 mnkr överförs till 2025.\nÄrendet justeras omedelbart."
    )
    report = written(tmp_path, "Sammanfattning\nText om året.\n", decisions=decisions)
    assert [(d.number, d.amount_sek) for d in report.decisions] == [
        (1, None),
        (2, 4_500_000),
        (3, None),
    ]
    assert all(decision.confidence < 1 for decision in report.decisions)


def test_lines_in_a_destroyed_order_crash_nothing(tmp_path: Path) -> None:
    table = (
        "Aktivitet\nStartdatum Slutdatum\n2024-01-01\nVad? | Brister\n2\n14\n21 st\n24\n24\n68 st\n"
    )
    assert written(tmp_path, table).problems
