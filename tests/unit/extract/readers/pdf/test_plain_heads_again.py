"""Heads in plain letters, printed again on the next page, and what stands far below them."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids
from tests.unit.extract.readers.pdf.test_wide_lines import wide_prose

EDGES = (LEFT, 300.0, 360.0, 420.0, 480.0)
INDICATORS = ["Indikator", "Utfall", "Årsmål", "Period"]
ACTIVITIES = ["Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"]
DAYS = ["2015-01-01", "2015-12-31", ""]


def begun() -> Sheet:
    """Return a page with running text, written down to its foot."""
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    sheet.y = 140.0
    return sheet


def put_rows(sheet: Sheet, *rows: list[str], header: bool = False, white: float = 4) -> None:
    """Draw rows without rules in small letters."""
    sheet.table(rows, EDGES, rules="none", header=header, size=8, white=white)


def test_an_analysis_far_below_its_row_is_of_a_table_that_goes_on_below_it() -> None:
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    put_rows(sheet, INDICATORS, ["Andel nöjda", "71 %", "75 %", "2021"], header=True, white=2)
    put_rows(sheet, ["Antal möten", "4 st", "5 st", "2021"], white=2)
    sheet.y -= 28
    sheet.put("Analys", LEFT + 3, sheet.y, size=8, bold=True)
    sheet.put("Underlaget är litet.", LEFT + 3, sheet.y - 18, size=8)
    sheet.y -= 26
    put_rows(sheet, ["Antal barn", "14 st", "13 st", "2021"])
    (table,) = grids(sheet.read())
    assert table[-2][0] == "Analys Underlaget är litet."
    assert table[-1] == ["Antal barn", "14 st", "13 st", "2021"]


def test_the_rest_of_a_text_may_be_far_below_a_plain_header_printed_again() -> None:
    sheet = begun()
    put_rows(sheet, INDICATORS, ["Andel nöjda", "71 %", "75 %", "2021"], white=8)
    put_rows(sheet, ["Antal möten", "4 st", "5 st", "2021"], white=8)
    sheet.put("Analys", LEFT + 3, sheet.y - 10, size=8, bold=True)
    sheet.page()
    put_rows(sheet, INDICATORS, white=8)
    sheet.y -= 32
    sheet.put(
        "Avståndet till årsmålet är stort och enheterna följer upp det.", LEFT + 3, sheet.y, size=8
    )
    sheet.y -= 10
    put_rows(sheet, ["Antal barn", "14 st", "13 st", "2021"], white=8)
    tables = grids(sheet.read())
    assert len(tables) == 1
    assert tables[0][-1] == ["Antal barn", "14 st", "13 st", "2021"]


def test_a_plain_header_printed_again_has_the_rest_of_a_name_below_it() -> None:
    sheet = begun()
    name = "Nämnden ska pröva gemensamma"
    edge = LEFT + stringWidth(name, "Helvetica", 8) + 8
    edges = (LEFT, edge, edge + 60, edge + 120, edge + 180)
    sheet.table([ACTIVITIES, [name, *DAYS]], edges, rules="none", header=False, size=8, white=8)
    sheet.page()
    rows = [ACTIVITIES, ["inköp av tjänster"]]
    sheet.table(rows, edges, rules="none", header=False, size=8, white=8)
    sheet.y -= 20
    sheet.text("Bedömningen är att målet uppfylls.", bold=True)
    (table,) = grids(sheet.read())
    assert table == [ACTIVITIES, [f"{name} inköp av tjänster", *DAYS]]


def test_a_capital_may_begin_the_rest_of_a_name_where_other_rows_have_values() -> None:
    sheet = begun()
    name = "individuell plan, samordnad"
    edge = LEFT + stringWidth(name, "Helvetica", 8) + 8
    edges = (LEFT, edge, edge + 60, edge + 120, edge + 180)
    rows = [ACTIVITIES, [f"Förvaltningen utvecklar\n{name}", *DAYS]]
    sheet.table(rows, edges, rules="none", size=8)
    sheet.page()
    more = [["SIP", "", "", ""], ["Samtalsstöd i grupp", *DAYS], ["Öppenvård", *DAYS]]
    sheet.table([ACTIVITIES, *more], edges, rules="none", size=8)
    (table,) = grids(sheet.read())
    assert [row[0] for row in table[1:]] == [
        f"Förvaltningen utvecklar {name} SIP",
        "Samtalsstöd i grupp",
        "Öppenvård",
    ]


def test_the_name_of_a_plain_header_may_stand_between_its_two_lines() -> None:
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    starts = (300.0, 350.0, 400.0, 450.0)
    top = sheet.y - 10
    for text, x in (("T2 2014", starts[0]), ("T2 2015", starts[2])):
        sheet.put(text, x, top, size=8)
    sheet.put("Verksamhet antal personer", LEFT, top - 16, size=8)
    for text, x in zip(("Kvinnor", "Män", "Kvinnor", "Män"), starts, strict=True):
        sheet.put(text, x, top - 32, size=8)
    sheet.y = top - 56
    for label, *values in (
        ("Bostad med service", "9", "12", "9", "11"),
        ("Boendestöd", "176", "92", "163", "85"),
        ("Sysselsättning", "60", "59", "60", "61"),
    ):
        for text, x in zip((label, *values), (LEFT, *starts), strict=True):
            sheet.put(text, x, sheet.y, size=8)
        sheet.y -= 18
    (table,) = (block for block in sheet.read().blocks if isinstance(block, GridTable))
    rows = [[cell.text if cell else None for cell in row] for row in table.rows]
    assert rows[table.header_rows] == ["Bostad med service", "9", "12", "9", "11"]
    assert rows[table.header_rows - 1][1:] == ["Kvinnor", "Män", "Kvinnor", "Män"]
