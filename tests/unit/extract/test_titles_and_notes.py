"""What stands above and below a table in a whole document: captions, notes, headings."""

from __future__ import annotations

from pipeline.extract import parse_document
from pipeline.extract.document import Block
from pipeline.extract.report import ReportTable
from tests.unit.extract.making import body, document, grid, heading

_IDENTITY = {"committee": "Farsta", "kind": "VB", "year": "2024"}
_GOAL = (heading("KF:s inriktningsmål: 1. En stad för alla"), body("Text."))


def tables(*blocks: Block) -> tuple[ReportTable, ...]:
    return parse_document(document(*_GOAL, *blocks, sidecar=_IDENTITY)).tables


def test_a_caption_titles_the_table_right_below_it_only() -> None:
    numbers = grid("Antal barn | Budget 2024\n1-3 år | 7\n4-5 år | 8")
    economy, area = heading("Uppföljning av ekonomi"), heading("Förskola")
    (right,) = tables(economy, area, heading("Tabell över barnen"), numbers)
    assert (right.title, right.section) == (
        "Tabell över barnen",
        "Uppföljning av ekonomi / Förskola",
    )
    lost = heading("Nedan tabell visar barnen")
    (other,) = tables(economy, area, lost, body("Barnen blir fler."), numbers)
    assert other.title == "Förskola"


def test_notes_below_tables_of_one_figure_are_of_all_of_them() -> None:
    by_report = grid("Personalomsättning i procent | T1 | T2\n2024 | 1,2 | 2,5")
    by_month = grid("Personalomsättning i procent | jan | feb\n2024 | 0,5 | 0,9")
    note = body("*ackumulerat till och med perioden")
    first, second = tables(heading("Personal"), by_report, by_month, note)
    assert first.notes == second.notes == (note.text,)
    first, second = tables(heading("Personal"), by_report, body("Text."), by_month, note)
    assert (first.notes, second.notes) == ((), (note.text,))
