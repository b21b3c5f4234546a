"""Tables of a DOCX that are set with tabs: a paragraph a row."""

from __future__ import annotations

from collections.abc import Sequence

import docx as word
import pytest
from docx.document import Document as WordDocument
from docx.shared import Cm

from pipeline.extract.document import Document, GridTable
from tests.unit.extract.readers.docx.test_docx import grids, prose, read

HEADS = ["Indikator", "Utfall", "Årsmål", "Period"]
ROWS = [["Andel nöjda gäster", "71 %", "", "2021"], ["Antal båtar", "7 st", "9 st", "2021"]]


def add_rows(document: WordDocument, rows: Sequence[Sequence[str]], *, stops: bool) -> None:
    """Add a paragraph a row, its cells parted by a tab; ``stops`` says where columns stand."""
    for row in rows:
        paragraph = document.add_paragraph("\t".join(row))
        for column in range(1, len(HEADS)) if stops else ():
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(4 * column))


def surest(document: Document, text: str) -> float:
    """Return how sure the cells of a text are."""
    tables = (block for block in document.blocks if isinstance(block, GridTable))
    cells = (cell for table in tables for row in table.rows for cell in row)
    return max(cell.confidence for cell in cells if cell and cell.text == text)


@pytest.mark.parametrize("heads", [HEADS, ["Brygga", "Längd", "Djup", "År"]])
def test_paragraphs_whose_tabs_part_cells_are_a_table(heads: list[str]) -> None:
    document = word.Document()
    document.add_heading("Bryggor")
    add_rows(document, [heads, *ROWS], stops=True)
    document.add_paragraph("Bryggorna är av trä och har målats om under våren.")
    found = read(document)
    assert grids(found) == [[heads, *ROWS]]
    assert prose(found) == ["Bryggor", "Bryggorna är av trä och har målats om under våren."]
    assert surest(found, "71 %") == 1.0


def test_an_analysis_without_tabs_is_of_the_row_above_it() -> None:
    document = word.Document()
    add_rows(document, [HEADS, ROWS[0]], stops=True)
    document.add_paragraph("Analys\nGästerna har blivit fler.")
    add_rows(document, [ROWS[1]], stops=True)
    (table,) = grids(read(document))
    assert [row[0] for row in table] == [
        "Indikator",
        ROWS[0][0],
        "Analys Gästerna har blivit fler.",
        ROWS[1][0],
    ]


def test_a_row_may_end_with_its_last_value_and_begin_with_a_sign() -> None:
    document = word.Document()
    heads = ["", "Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"]
    add_rows(document, [heads, ["●", "Måla bryggan", "2021-01-01"]], stops=True)
    (table,) = grids(read(document))
    assert table[1][:3] == ["●", "Måla bryggan", "2021-01-01"]


def test_tabs_without_stops_need_not_be_columns_where_a_row_lacks_values() -> None:
    document = word.Document()
    rows = [["Andel nöjda gäster", "", "", "71 %", "", "", "2021"], ROWS[1]]
    add_rows(document, [HEADS, *rows], stops=False)
    found = read(document)
    assert surest(found, "71 %") <= 0.5
    assert surest(found, "7 st") == 1.0


@pytest.mark.parametrize(
    "rows",
    [
        [["Inledning", "3"], ["Bryggor", "7"], ["Båtar", "12"]],
        [["Handläggare", "Ada Ek", "08-123"], ["Till", "Nämnden", "Plats"]],
        [["Bryggor", "Båtar", "Gäster"]],
    ],
)
def test_lists_and_letter_heads_with_tabs_are_no_tables(rows: list[list[str]]) -> None:
    document = word.Document()
    document.add_paragraph("Bryggorna är av trä.")
    add_rows(document, rows, stops=True)
    document.add_paragraph("De har målats om under våren.")
    assert grids(read(document)) == []
