"""Tables whose rows are far apart, and titles in their first row."""

from __future__ import annotations

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids
from tests.unit.extract.readers.pdf.test_wide_lines import wide_prose

EDGES = (LEFT, 250.0, 330.0, 410.0, 490.0)
HEADER = ["Indikator", "Utfall", "Årsmål", "Period"]


def test_an_analysis_as_far_below_as_rows_nearly_are_is_of_the_table() -> None:
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    rows = [
        HEADER,
        ["Andel nöjda\nbadgäster", "71 %", "75 %", "2021"],
        ["Antal nya båtar", "9 st", "12 st", "2021"],
    ]
    sheet.table(rows, EDGES, rules="none", align="middle", size=8, white=7)
    sheet.y -= 22
    sheet.put("Analys", LEFT + 3, sheet.y, size=8, bold=True)
    sheet.y -= 20
    sheet.put("Vattnet var kallt hela sommaren.", LEFT + 3, sheet.y, size=8)
    sheet.y -= 11
    more = [["Andel nöjda\nseglare", "64 %", "70 %", "2021"]]
    sheet.table(more, EDGES, rules="none", align="middle", size=8, white=7, header=False)
    (table,) = grids(sheet.read())
    assert [row[:3] for row in table[1:3]] == [
        ["Andel nöjda badgäster", "71 %", "75 %"],
        ["Antal nya båtar", "9 st", "12 st"],
    ]
    assert table[-1][:3] == ["Andel nöjda seglare", "64 %", "70 %"]
    assert any("Analys" in str(cell) for row in table for cell in row)


def test_the_first_line_of_a_head_set_wide_spans_no_other_column() -> None:
    sheet = Sheet()
    wide_prose(sheet, size=8, leading=1.75)
    rows = [
        ["Nyckeltal", "Belopp", "Plan för\n2024", "Ansvar"],
        ["Antal lån per år", "12 600", "13 000", "Bibliotek"],
        ["Antal besök", "8 100", "8 400", "Bibliotek"],
        ["Öppna timmar", "2 200", "2 300", "Bibliotek"],
    ]
    sheet.table(rows, EDGES, rules="none", heads="rrrr", align="middle", size=8, leading=1.75)
    (table,) = grids(sheet.read())
    assert table[0] == ["Nyckeltal", "Belopp", "Plan för 2024", "Ansvar"]


def titled(title: str, middle: float) -> Sheet:
    """Return a page with a title above the heads of a table without rules."""
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    width = sheet.canvas.stringWidth(title, "Helvetica-Bold", 8)
    sheet.put(title, middle - width / 2, sheet.y - 8, size=8, bold=True)
    sheet.y -= 12
    rows = [
        ["Mnkr", "Budget", "Utfall", "Avvikelse", "Prognos"],
        ["Lokaler", "12,6", "13,0", "-0,4", "13,1"],
        ["Personal", "81,0", "80,2", "0,8", "80,0"],
        ["Övrigt", "7,1", "6,9", "0,2", "7,0"],
    ]
    edges = (LEFT, 190.0, 270.0, 340.0, 425.0, 500.0)
    sheet.table(rows, edges, rules="none", heads="ccccc", sides="lcccc", size=8, white=4)
    return sheet


def test_a_title_in_the_middle_of_a_table_without_rules_is_over_all_columns() -> None:
    document = titled("Kulturhusets ekonomi under året, mnkr", (LEFT + 500.0) / 2).read()
    (table,) = (block for block in document.blocks if isinstance(block, GridTable))
    assert table.rows[0][0] is not None
    assert (table.rows[0][0].columns, table.rows[0][0].text[:11]) == (5, "Kulturhuset")


def test_a_label_in_the_middle_of_its_columns_is_no_title() -> None:
    document = titled("Under året", (190.0 + 425.0) / 2).read()
    (table,) = (block for block in document.blocks if isinstance(block, GridTable))
    label = next(cell for cell in table.rows[0] if cell and cell.text)
    assert label.columns == 3


def test_a_rule_below_a_label_above_the_uprights_parts_it_from_its_heads() -> None:
    sheet = Sheet()
    edges = (LEFT, 220.0, 320.0, 410.0, 500.0)
    top = sheet.y
    for text, x, y in (
        ("VB", 323.0, 10),
        ("Mått", LEFT + 3, 18),
        ("Snitt 2022", 223.0, 18),
        ("2023", 323.0, 25),
        ("2024", 413.0, 25),
    ):
        sheet.put(text, x, top - y, size=8, bold=True)
    sheet.canvas.line(320.0, top - 13.5, 500.0, top - 13.5)
    sheet.y = foot = top - 28.0
    rows = [["Antal lån", "410", "420", "430"], ["Antal kort", "81", "82", "83"]]
    sheet.table(rows, edges, rules="horizontal", header=False, size=8)
    for x in edges[1:-1]:
        sheet.canvas.line(x, foot, x, sheet.y)
    (table,) = grids(sheet.read())
    assert table[:2] == [
        ["Mått", "Snitt 2022", "VB", ""],
        [None, None, "2023", "2024"],
    ]
    assert table[-1] == ["Antal kort", "81", "82", "83"]


def test_a_row_of_wrapped_words_below_an_analysis_on_the_next_page_is_of_the_table() -> None:
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    header = ["Indikator", "Utfall", "KF:s årsmål", "Period"]
    edges = (LEFT, 280.0, 350.0, 420.0, 490.0)
    sheet.y = 140.0
    rows = [header, ["Andel nöjda\nlåntagare", "71 %", "75 %", "2021"]]
    sheet.table(rows, edges, rules="none", heads="cccc", align="middle", size=8, white=7)
    sheet.page()
    sheet.table([header], edges, rules="none", heads="cccc", size=8, white=7)
    sheet.y -= 21
    sheet.put("Analys", LEFT + 3, sheet.y, size=8, bold=True)
    sheet.y -= 19
    sheet.put("Fler böcker finns att låna.", LEFT + 3, sheet.y, size=8)
    sheet.y -= 16
    more = [["Antal lån av böcker", "33 800 st", "Tas fram av\nnämnd", "VB\n2021"]]
    sheet.table(more, edges, rules="none", align="middle", size=8, white=7, header=False)
    (table,) = grids(sheet.read())
    assert table[-1] == ["Antal lån av böcker", "33 800 st", "Tas fram av nämnd", "VB 2021"]
