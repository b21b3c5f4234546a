"""Tables as typesetters of other people set them: what a reader of the page sees in each.

Learnt from ReportLab's Platypus, fpdf2, Typst, WeasyPrint, Chromium's flexible boxes and Word
documents printed by LibreOffice (tests/corpus/layouts, those for developing).
"""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.document import Document, GridTable, Paragraph
from tests.unit.extract.readers.drawing import LEFT, PADDING, RIGHT, Sheet, grids, prose

EDGES = (LEFT, 250, 320, 390, 460, 520)
HEAD = ["Indikator", "Utfall", "Årsmål", "KF:s årsmål", "Period"]
ROWS = [
    ["Andel nöjda i hemtjänsten", "81,5 %", "83 %", "85 %", "2024"],
    ["Antal platser i parken", "12 st", "14 st", "15 st", "2024"],
]
ACTIVITIES = [
    ["Aktivitet", "Startdatum", "Slutdatum"],
    ["Bygga en lekplats", "2021-01-01", "2021-12-31"],
]
FILLER = "Texten är lika stor som den i tabellen och går över hela raden, så som texter gör här."


def filled(sheet: Sheet, down_to: float, *, size: float = 11) -> None:
    """Write prose until the page is full down to a height."""
    while sheet.y > down_to + 12:
        sheet.text(FILLER, size=size)
    sheet.y = down_to


def order(document: Document) -> list[str]:
    """Return paragraphs and, for a table, its first cell, as they follow each other."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, GridTable):
            first = block.rows[0][0]
            found.append(first.text if first else "")
    return found


# --- words --------------------------------------------------------------------------------------


def test_a_full_line_cuts_words_behind_others_and_whole_words_stay_apart() -> None:
    sheet = Sheet()
    sheet.text("Här följer budgetjusteringar, resultatöverföringar och en resultatenhet i taget.")
    sheet.gap()
    names, first, second = "Andel som når målen i", "Begärda budg", "Prognos resulta"
    rows = [["Mnkr", f"{first}\netjusteringar", f"{second}\ntöverföringar"],
            [f"{names}\nmatematik", "9,0", "12,0"], ["Äldreomsorg", "1,0", "2,0"]]  # fmt: skip
    fonts = ("Helvetica", "Helvetica-Bold", "Helvetica-Bold")
    widths = [stringWidth(*text, 9) for text in zip((names, first, second), fonts, strict=True)]
    edges = [LEFT]
    for width in widths:
        edges.append(edges[-1] + width + 2 * PADDING + 0.1)
    sheet.table(rows, edges)
    assert grids(sheet.read())[0][:2] == [
        ["Mnkr", "Begärda budgetjusteringar", "Prognos resultatöverföringar"],
        ["Andel som når målen i matematik", "9,0", "12,0"],
    ]


def test_two_headings_of_one_line_are_two_though_their_size_has_no_wrapped_lines() -> None:
    sheet = Sheet()
    for number in (1, 2, 3):
        sheet.put("Nämndmål:", LEFT, sheet.y, size=13, bold=True)
        sheet.put(f"1.1.{number} Invånare är trygga", LEFT, sheet.y - 22, size=13, bold=True)
        sheet.y -= 44
        sheet.text("Texten under målet är så lång att den går över hela raden och fortsätter")
        sheet.text("på nästa rad, där den slutar.")
        sheet.gap(10)
    assert prose(sheet.read())[:2] == ["Nämndmål:", "1.1.1 Invånare är trygga"]


# --- headers ------------------------------------------------------------------------------------


def test_a_label_over_the_last_columns_is_no_heading() -> None:
    sheet = Sheet()
    sheet.text("Tabellen visar insatser.")
    sheet.gap()
    edges = (LEFT, 200, 270, 340, 410)
    sheet.put("Varav", 273, sheet.y - 8, bold=True)
    sheet.y -= 16
    rows = [["Insats", "Snitt", "kvinnor", "män"], ["Hemtjänst", "486", "310", "157"],
            ["Servicehus", "146", "99", "49"]]  # fmt: skip
    sheet.table(rows, edges, rules="none")
    document = sheet.read()
    assert grids(document) == [[["", "", "Varav", None], *rows]]
    assert prose(document) == ["Tabellen visar insatser."]


def test_a_header_word_too_long_for_its_box_heads_its_own_column_only() -> None:
    sheet = Sheet()
    edges = (LEFT, 180, 240, 330, 420)
    for line, texts in enumerate(
        (("Mnkr", "Budget", "Prognos"), ("", "2021", "resultatöverföring"))
    ):
        for text, x in zip(texts, (LEFT, 180, 240), strict=True):
            sheet.put(text, x + 3, 760 - 10 * line, bold=True)
    sheet.put("Avvikelse", 333, 760, bold=True)
    sheet.y = 742
    rows = [["Äldreomsorg", "424,6", "426,7", "2,1"], ["Förskola", "347,7", "350,0", "2,3"]]
    # Values stand farther left than their headers: the boxes of each row are as wide as its texts.
    sheet.table(rows, (LEFT, 190, 235, 285, 420), rules="none", header=False)
    assert edges[-1] == 420
    assert grids(sheet.read()) == [
        [["Mnkr", "Budget 2021", "Prognos resultatöverföring", "Avvikelse"], *rows]
    ]


def test_a_torn_head_word_is_known_and_a_header_torn_by_the_break_is_one() -> None:
    sheet = Sheet()
    filled(sheet, 60, size=9)
    edges = (LEFT, 104, 170, 240, 310)
    sheet.table([["Indik\nator", "Utfall\nmän/", "Årsmål", "Period"]], edges, rules="none")
    sheet.page()
    sheet.put("pojkar", 107, 780, bold=True)
    sheet.y = 772
    rows = [["Antal\nträd", "12 st", "14 st", "2024"], ["Antal\nkafé", "3 st", "4 st", "2024"]]
    sheet.table(rows, edges, rules="none", header=False)
    assert grids(sheet.read())[0] == [
        ["Indikator", "Utfall män/pojkar", "Årsmål", "Period"],
        ["Antal träd", "12 st", "14 st", "2024"],
        ["Antal kafé", "3 st", "4 st", "2024"],
    ]


# --- tables below each other --------------------------------------------------------------------


def test_rules_between_rows_only_part_no_tables_but_a_title_and_header_do() -> None:
    sheet = Sheet()
    wide = (LEFT, 300, 410, RIGHT)
    for table in ([HEAD, *ROWS], ACTIVITIES):
        edges = EDGES if table[0] is HEAD else wide
        for number, row in enumerate(table):
            sheet.table([row], edges, rules="none", header=number == 0)
            if number + 1 < len(table):
                sheet.canvas.line(LEFT, sheet.y, RIGHT, sheet.y)
        sheet.gap(8)
    assert grids(sheet.read()) == [[HEAD, *ROWS], ACTIVITIES]


def test_a_table_stands_below_the_text_that_parts_it_from_rules_above() -> None:
    sheet = Sheet()
    sheet.table([HEAD, *ROWS], EDGES, rules="below")
    sheet.gap(20)
    sheet.text("Nämndmål: Parken är trygg", size=13, bold=True)
    sheet.text("Här följer de aktiviteter som ska leda dit.")
    sheet.gap(6)
    sheet.table(ACTIVITIES, (LEFT, 300, 410, RIGHT), rules="below")
    assert order(sheet.read()) == [
        "Indikator",
        "Nämndmål: Parken är trygg",
        "Här följer de aktiviteter som ska leda dit.",
        "Aktivitet",
    ]


# --- over page breaks ---------------------------------------------------------------------------


def test_the_rest_of_a_cell_below_a_repeated_header_belongs_to_its_row() -> None:
    sheet = Sheet()
    filled(sheet, 76)
    sheet.table([HEAD, ["Antal platser i", *ROWS[1][1:]]], EDGES, rules="none", size=11)
    sheet.page()
    sheet.table([HEAD, ["parken", "", "", "", ""]], EDGES, rules="none", size=11)
    sheet.gap(20)
    sheet.text("Nämndmål: Parken är trygg", size=13, bold=True)
    document = sheet.read()
    assert grids(document) == [[HEAD, ROWS[1]]]
    assert "parken" not in prose(document)


def test_an_analysis_that_goes_on_below_the_break_is_followed_by_rows_of_its_table() -> None:
    sheet = Sheet()
    filled(sheet, 80)
    sheet.table([HEAD, ROWS[0]], EDGES, rules="none", size=11)
    sheet.put("Analys", LEFT + 3, sheet.y - 14, size=11)
    sheet.page()
    sheet.put("Underlaget är litet, och resultatet ska läsas med försiktighet av alla som",
              LEFT + 3, 780, size=11)  # fmt: skip
    sheet.put("använder det.", LEFT + 3, 767, size=11)
    sheet.y = 755
    sheet.table([ROWS[1]], EDGES, rules="none", header=False, size=11)
    (table,) = grids(sheet.read())
    assert (table[0], table[1], table[3]) == (HEAD, ROWS[0], ROWS[1])
    assert table[2][0] == (
        "Analys Underlaget är litet, och resultatet ska läsas med försiktighet av alla som "
        "använder det."
    )


def test_a_title_that_is_printed_again_with_the_header_parts_no_table() -> None:
    sheet = Sheet()
    filled(sheet, 90)
    for row in ROWS:
        sheet.text("Uppföljning av parker", size=9, bold=True)
        sheet.table([HEAD, row], EDGES, rules="none")
        if row is ROWS[0]:
            sheet.page()
    document = sheet.read()
    assert grids(document) == [[HEAD, *ROWS]]
    assert prose(document).count("Uppföljning av parker") == 1


def test_footnotes_follow_at_the_end_and_part_no_paragraph() -> None:
    sheet = Sheet()
    filled(sheet, 120)
    sheet.text(
        "Antalet besökare i parken har ökat sedan året innan¹ och förväntas fortsätta att öka"
    )
    sheet.text("även under nästa år, då den nya lekplatsen och det nya kaféet har öppnat för alla")
    sheet.put("1 Uppgiften gäller hela året.", LEFT, 60, size=8)
    sheet.page()
    sheet.text("som bor i stadsdelen.")
    sheet.gap()
    sheet.text("Ett annat stycke.")
    texts = prose(sheet.read())
    assert texts[-1] == "1 Uppgiften gäller hela året."
    assert texts[-3].endswith("för alla som bor i stadsdelen.")


def test_a_note_below_a_table_makes_no_notes_of_what_stands_below_it() -> None:
    sheet = Sheet()
    filled(sheet, 230)
    sheet.table([HEAD, ROWS[0]], EDGES, rules="horizontal")
    sheet.gap(8)
    sheet.text("* Uppgiften är preliminär.", size=8)
    sheet.gap()
    sheet.text("Nämndmål: Parken är trygg", size=13, bold=True)
    sheet.gap(4)
    sheet.text("Stadsdelen mäter varje år hur många som är nöjda med parken.")
    sheet.page()
    sheet.table([HEAD, ROWS[1]], EDGES, rules="horizontal")
    assert order(sheet.read())[-4:] == [
        "* Uppgiften är preliminär.",
        "Nämndmål: Parken är trygg",
        "Stadsdelen mäter varje år hur många som är nöjda med parken.",
        "Indikator",
    ]


# --- shades and icons ---------------------------------------------------------------------------


def test_a_header_above_rows_of_which_every_other_is_shaded_ends_where_bold_ends() -> None:
    sheet = Sheet()
    header = ["Indikator", "Årsmål", "KF:s årsmål\når 2025", "Periodicitet"]
    rows = [["Andel nöjda i hemtjänsten", "84", "80 %", "År"], ["Antal träd", "5", "9", "År"],
            ["Antal kaféer", "3", "", "År"], ["Antal parker", "", "7", "Tertial"]]  # fmt: skip
    for number, row in enumerate([header, *rows]):
        if number and number % 2 == 0:
            sheet.canvas.setFillGray(0.9)
            sheet.canvas.rect(LEFT, sheet.y - 15.35, RIGHT - LEFT, 15.35, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        sheet.table([row], (LEFT, 220, 320, 420, RIGHT), rules="none", header=number == 0,
                    heads="cccc", sides="lrrr", align="bottom")  # fmt: skip
    joined = ["Indikator", "Årsmål", "KF:s årsmål år 2025", "Periodicitet"]
    assert grids(sheet.read()) == [[joined, *rows]]


def test_icons_in_a_column_without_a_header_leave_every_value_below_its_own() -> None:
    sheet = Sheet()
    edges = (LEFT, 85, 260, 330, 400, 460, RIGHT)
    header = ["", "Indikator", "Utfall", "Årsmål", "KF:s årsmål", "Period"]
    rows = [["", name, "", goal, own, period] for name, _, goal, own, period in ROWS]
    sheet.table([header, *rows], edges, rules="none", sides="llrrrl")
    sheet.canvas.setFont("ZapfDingbats", 9)
    for above in range(len(rows)):
        sheet.canvas.drawString(LEFT + PADDING, sheet.y + 5 + 15.35 * above, "n")
    square = "\N{BLACK SQUARE}"
    assert grids(sheet.read()) == [[header, *([square, *row[1:]] for row in rows)]]


def test_apostrophes_part_thousands_in_the_last_row_too() -> None:
    sheet = Sheet()
    rows = [["Mnkr", "Budget 2025", "Bokslut 2024"], ["Förskola", "974,5", "911,3"],
            ["Omsorg", "1’225,7", "1’198,6"]]  # fmt: skip
    sheet.table(rows, (LEFT, 250, 380, RIGHT), rules="none", sides="lrr", heads="lrr")
    sheet.gap(4)
    sheet.table([["Summa", "2’200,2", "2’109,9"]], (LEFT, 250, 380, RIGHT), rules="none",
                header=True, sides="lrr", heads="lrr")  # fmt: skip
    assert grids(sheet.read()) == [[*rows, ["Summa", "2’200,2", "2’109,9"]]]
