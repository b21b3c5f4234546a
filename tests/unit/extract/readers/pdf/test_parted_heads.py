"""Headers that a page's foot, a rule or a column's edge parts, and rows as close as their lines.

Learnt from Word, LaTeX, Platypus and Chromium: what stands between two labels of a header, or
between a header and its rows, differs; the header is one.
"""

from __future__ import annotations

from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 240.0, 340.0, 440.0)
HEAD = ["Område (mnkr)", "kostnader", "intäkter"]
ROWS = [
    ["Park och strand", "0,8", "-0,8"],
    ["Bad och bastu", "50,1", "-50,1"],
    ["Kulturhus", "12,4", "-12,4"],
]
WHOLE = [["", "Ökade", ""], HEAD, *ROWS]


def joined(tables: list[list[Texts]]) -> list[list[str]]:
    """Return the rows of the one table, cells of merged ones empty."""
    (table,) = tables
    return [[cell or "" for cell in row] for row in table]


def test_labels_of_a_header_and_it_at_a_pages_foot_head_the_rows_of_the_next() -> None:
    sheet = Sheet()
    sheet.text("Texten före tabellen.")
    sheet.y = 100
    sheet.put("Ökade", EDGES[1] + 3, sheet.y, size=9, bold=True)
    sheet.y -= 14
    sheet.table([HEAD], EDGES, rules="none")
    sheet.page()
    sheet.table(ROWS, EDGES, rules="none", header=False)
    assert joined(grids(sheet.read()))[-4:] == [HEAD, *ROWS]


def test_a_rule_below_a_label_over_columns_parts_no_header() -> None:
    sheet = Sheet()
    top = sheet.y
    sheet.canvas.setFillGray(0.8)
    for down in (0, 13):
        for left, right in pairwise(EDGES):
            sheet.canvas.rect(left, top - down - 2, right - left, 8, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for text, x, down in (
        ("Område (mnkr)", EDGES[0] + 3, 0),
        ("Ökade", (EDGES[1] + EDGES[3] - 20) / 2, 0),
        ("kostnader", EDGES[1] + 3, 13),
        ("intäkter", EDGES[2] + 3, 13),
    ):
        sheet.put(text, x, top - down, size=7, bold=True)
    sheet.canvas.line(EDGES[1] + 4, top - 4, EDGES[3] - 4, top - 4)
    sheet.canvas.line(EDGES[0], top - 17, EDGES[3], top - 17)
    sheet.y = top - 19
    sheet.table(ROWS, EDGES, rules="none", header=False, size=7, white=1)
    table = joined(grids(sheet.read()))
    assert table[-3:] == ROWS
    assert next("".join(cells) for cells in zip(*table[:-3], strict=True)) == "Område (mnkr)"


def test_amounts_below_a_unit_are_rows_though_as_close_as_the_lines_of_a_label() -> None:
    sheet = Sheet()
    rows = [["Skötsel (1)", "1,9"], ["Mångfald (1)", "0,9"], ["Hyra (1)", "1,5"]]
    sheet.canvas.rect(LEFT - 4, sheet.y - 50, 380, 60)
    for left, right in (
        ("Beskrivning av ansökan, inom parentes", ""),
        ("antal ansökningar", "Mnkr"),
        *rows,
    ):
        sheet.y -= 0.9 if left in dict(rows) else 0
        sheet.put(left, LEFT, sheet.y, size=8)
        sheet.put(right, LEFT + 270, sheet.y, size=8)
        sheet.y -= 9.7
    table = joined(grids(sheet.read()))
    assert table == [["Beskrivning av ansökan, inom parentes antal ansökningar", "Mnkr"], *rows]


def test_a_word_that_a_hard_space_holds_to_another_is_closed_where_its_column_cuts_it() -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.text("Kommunens prognos och nämndens bokslut gäller kostnader och intäkter.")
    head = ["Område", "Kostna\nder", "Bokslu\nt 2017", "Netto p\nrognos", "Intäkte\nr 2019"]
    rows = [["Park", "12,5", "14,1", "15,0", "1,2"], ["Bad", "7,5", "8,1", "9,0", "2,2"]]
    edges = (LEFT, *(200 + 38.0 * at for at in range(5)))
    sheet.table([head, *rows], edges, rules="all", size=9)
    table = joined(grids(sheet.read()))
    assert table[0] == ["Område", "Kostnader", "Bokslut 2017", "Netto prognos", "Intäkter 2019"]


def test_a_space_is_wide_where_all_words_of_bold_letters_stand_as_far_apart() -> None:
    sheet = Sheet()
    titles = [
        "Alla barn får lära sig simma i nämndens bad",
        "Parker och stränder är rena varje sommar för alla",
        "Bibliotek har öppet på kvällar och vid helger",
    ]
    for _ in range(6):
        sheet.text("Kommunens prognos och nämndens bokslut gäller kostnader och intäkter.")
    for title in titles:
        x = LEFT
        for word in title.split():
            sheet.put(word, x, sheet.y, size=9, bold=True)
            x += stringWidth(word, "Helvetica-Bold", 9) + 0.47 * 9
        sheet.y -= 4
        sheet.table([HEAD, *ROWS], EDGES, rules="none")
        sheet.y -= 24
    texts = [getattr(block, "text", "") for block in sheet.read().blocks]
    assert [text for text in texts if text in titles] == titles
