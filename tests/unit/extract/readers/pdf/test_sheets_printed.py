"""Tables of a calculation sheet that is printed: plain heads on two rows, rows higher than theirs.

Learnt from LibreOffice Calc and jsPDF.
"""

from __future__ import annotations

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 200, 255, 315, 385, 440, 520)
PROSE = "Nämnden bedömer att arbetet går framåt och följer upp det varje tertial med alla enheter."


def test_heads_that_one_plain_head_is_parted_in_stand_below_it() -> None:
    sheet = Sheet()
    sheet.text(PROSE)
    sheet.gap(30)
    heads = ["Indikator", "", "Periodens utfall", "", "Årsmål", "Period"]
    parts = ["", "Totalt", "Män/pojkar", "Kvinnor/flickor", "", ""]
    rows = [
        ["Andel nöjda i parken", "70,7 %", "70,9 %", "68,5 %", "71,7 %", "2020"],
        ["Antal lekplatser", "12 kWh", "", "", "14 kWh", "2020"],
    ]
    sheet.table([heads, parts, *rows], EDGES, rules="none", header=False, white=6)
    document = sheet.read()
    (table,) = grids(document)
    (grid,) = (block for block in document.blocks if isinstance(block, GridTable))
    assert grid.header_rows == 2
    assert [row[1:4] for row in table[1:]] == [row[1:4] for row in (parts, *rows)]
    assert [row[0] for row in table[-2:]] == [row[0] for row in rows]


def test_heads_below_plain_labels_are_heads_where_some_rows_lack_a_value() -> None:
    sheet = Sheet()
    sheet.text(PROSE)
    sheet.gap(30)
    labels = ["", "Kostnader", "", "Intäkter", ""]
    heads = ["Verksamhet", "Budget", "Utfall", "Budget", "Utfall"]
    rows = [["Förskola", "64,5", "135,4", "550,2", "380,1"], ["Park", "403,3", "63,7", "451,1", ""]]
    sheet.table([labels, heads, *rows], EDGES[:6], rules="none", header=False, white=6)
    (table,) = grids(sheet.read())
    assert table == [["", "Kostnader", None, "Intäkter", None], heads, *rows]


def test_rows_of_a_known_table_may_be_far_apart() -> None:
    sheet = Sheet()
    sheet.text(PROSE, size=9)
    sheet.gap(30)
    heads = ["Aktivitet", "Startdatum", "Slutdatum"]
    rows = [
        ["Bygga ut parken", "2021-01-01", "2021-12-31"],
        ["Pröva nya\nlekplatser", "2021-02-01", "2021-06-30"],
        ["Öppna bryggan", "2021-03-01", ""],
    ]
    edges = (LEFT, 250, 330, 410)
    sheet.table([heads, rows[0]], edges, rules="none", header=False)
    for row in rows[1:]:
        sheet.gap(26)
        sheet.table([row], edges, rules="none", header=False, align="middle")
    whole = [[cell.replace("\n", " ") for cell in row] for row in rows]
    assert grids(sheet.read()) == [[heads, *whole]]
