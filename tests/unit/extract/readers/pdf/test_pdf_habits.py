"""PDFs as other programs write them: browsers, Word's relatives, web reports.

What is drawn here was learnt from files that LibreOffice and Chromium made.
"""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.extract.document import GridTable
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.pdf import reader as pdf
from tests.unit.extract.readers.drawing import LEFT, PADDING, RIGHT, Sheet, grids, prose

ACTIVITIES = [
    ["Aktivitet", "Startdatum", "Slutdatum"],
    ["Bygga en lekplats", "2021-01-01", "2021-12-31"],
    ["Öppna ett kafé", "2021-03-01", "2021-12-31"],
]
INDICATORS = [
    ["Indikator", "Utfall", "Period"],
    ["Antal träd", "12 st", "2021"],
    ["Antal kaféer", "3 st", "2021"],
]
EDGES = (LEFT, 250.0, 380.0, RIGHT)


def shade(sheet: Sheet, edges: tuple[float, ...], top: float, bottom: float) -> None:
    """Shade a row cell by cell, as browsers do."""
    sheet.canvas.setFillColor(HexColor("#e0e0e0"))
    for x0, x1 in pairwise(edges):
        sheet.canvas.rect(x0, bottom, x1 - x0, top - bottom, stroke=0, fill=1)
    sheet.canvas.setFillColor(HexColor("#000000"))


def test_rows_shaded_cell_by_cell_and_rows_without_any_shade_are_one_table() -> None:
    sheet = Sheet()
    rows = [*ACTIVITIES, ["Plantera tio träd", "2021-04-01", ""], ["Ordna fest", "", "2021-06-30"]]
    top = sheet.y
    for number in range(len(rows)):
        if number % 2 == 0:
            shade(sheet, EDGES, top - 16 * number, top - 16 * (number + 1))
    for number, row in enumerate(rows):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x + 3, top - 16 * number - 11, bold=number == 0)
    assert grids(sheet.read()) == [rows]


def test_a_table_whose_last_rows_alone_are_shaded_is_one() -> None:
    sheet = Sheet()
    rows = [*ACTIVITIES, ["Plantera tio träd", "2021-04-01", ""], ["Ordna fest", "", "2021-06-30"]]
    more = [["Rensa ån", "2021-05-01", "2021-05-31"], ["Måla bänkar", "2021-07-01", ""]]
    top = sheet.y
    for number in range(len(rows), len(rows) + len(more)):
        shade(sheet, EDGES, top - 16 * number, top - 16 * (number + 1))
    for number, row in enumerate([*rows, *more]):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x + 3, top - 16 * number - 11, bold=number == 0)
    assert grids(sheet.read()) == [[*rows, *more]]


def test_a_title_between_shaded_rows_parts_two_tables() -> None:
    sheet = Sheet()
    head = ["Mnkr", "Budget", "Utfall"]
    tables = [[head, ["Parker", "1,0", "2,0"]], [["Mnkr", "Prognos", "Utfall"], *INDICATORS[1:]]]
    top, number = sheet.y, 0
    for at, rows in enumerate(tables):
        for row in rows:
            if number % 2 == 0:
                shade(sheet, EDGES, top - 16 * number, top - 16 * (number + 1))
            for text, x in zip(row, EDGES, strict=False):
                sheet.put(text, x + 3, top - 16 * number - 11, bold=row is rows[0])
            number += 1
        if at == 0:
            sheet.put("Uppföljning", LEFT + 3, top - 16 * number - 11, bold=True)
            top -= 16
    assert grids(sheet.read()) == tables


def test_uprights_beside_every_second_row_only() -> None:
    sheet = Sheet()
    rows = [*ACTIVITIES, ["Plantera tio träd", "2021-04-01", "2021-06-30"]]
    top = sheet.y
    for number, row in enumerate(rows):
        upper, lower = top - 16 * number, top - 16 * (number + 1)
        sheet.canvas.line(LEFT, upper, RIGHT, upper)
        sheet.canvas.line(LEFT, lower, RIGHT, lower)
        for x in EDGES if number % 2 else (LEFT, RIGHT):
            sheet.canvas.line(x, upper, x, lower)
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x + 3, lower + 5, bold=number == 0)
    assert grids(sheet.read()) == [rows]


@pytest.mark.parametrize("between", [False, True])
def test_tables_with_rules_below_rows_only(between: bool) -> None:
    sheet = Sheet()
    sheet.table(INDICATORS, EDGES, rules="below")
    sheet.gap(10)
    if between:
        sheet.text("Nämndmål: Barnen leker", size=13, bold=True)
        sheet.text("Här följer de aktiviteter som ska leda dit.")
        sheet.gap(6)
    sheet.table(ACTIVITIES, EDGES, rules="below")
    document = sheet.read()
    assert grids(document) == [INDICATORS, ACTIVITIES]
    assert ("Nämndmål: Barnen leker" in prose(document)) is between


def test_two_header_rows_above_the_first_rule_of_full_width() -> None:
    sheet = Sheet()
    sheet.text("Tabellen visar antalet platser per kön.")
    sheet.gap(4)
    edges = (70.0, 250.0, 310.0, 370.0, 430.0, 490.0)
    upper, lower = (
        ["Verksamhet", "T2 2015", "", "T2 2016", ""],
        ["", "Kvinnor", "Män", "Kvinnor", "Män"],
    )
    values = [["Boendestöd", "8", "10", "9", "12"], ["Servicehus", "8", "5", "", "7"]]
    for row in (upper, lower, *values):
        for text, x in zip(row, edges, strict=False):
            if text:
                sheet.put(text, x + 3, sheet.y - 10, size=8, bold=row in (upper, lower))
        start = edges[1] if row is upper else edges[0]
        sheet.canvas.line(start, sheet.y - 14, edges[-1], sheet.y - 14)
        sheet.y -= 14
    (table,) = (b for b in sheet.read().blocks if isinstance(b, GridTable))
    assert [cell.text for cell in table.rows[2] if cell] == values[0]
    assert table.header_rows == 2
    assert table.rows[0][0] is not None
    assert table.rows[0][0].text == "Verksamhet"


def test_an_analysis_below_the_last_rule_belongs_to_the_last_row() -> None:
    sheet = Sheet()
    top = sheet.y
    shade(sheet, EDGES, top, top - 16)
    shade(sheet, EDGES, top - 32, top - 48)
    for number, row in enumerate(INDICATORS):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x + 3, top - 16 * number - 11, bold=number == 0)
    sheet.put("Analys", LEFT + 3, top - 59, bold=True)
    sheet.put("Träden växer bra trots den torra sommaren och står nu i blom.", LEFT + 3, top - 72)
    (table,) = (b for b in sheet.read().blocks if isinstance(b, GridTable))
    assert len(table.rows) == 4
    assert table.rows[-1][0] is not None
    assert table.rows[-1][0].text.startswith("Analys Träden växer")


TREES = ["Antal träd i parken", "12 st", "2021"]
GROWTH = "Träden växer bra trots den torra sommaren."


def table_with_cut_analysis(sheet: Sheet, rules: str, size: float, foot: int) -> None:
    """Draw a row whose Analys text goes on below a page break and a repeated header.

    So many of its lines, the word Analys counted, stand at the foot of the first page.
    """
    header = ["Indikator", "Periodens utfall", "Period"]
    for _ in range(9):
        sheet.text("Text om parker som står i rapportens vanliga storlek och slutar med punkt.")
    sheet.y = 130
    sheet.table([header, TREES], EDGES, rules=rules, size=size)
    for text in ("Analys", GROWTH)[:foot]:
        sheet.put(text, LEFT + 3, sheet.y - 16, size=size, bold=text == "Analys")
        sheet.y -= 16
    sheet.page()
    sheet.table([header], EDGES, rules=rules, size=size)
    for text in ("Analys", GROWTH)[foot:]:
        sheet.put(text, LEFT + 3, sheet.y - 12, size=size, bold=text == "Analys")
        sheet.y -= 16
    sheet.gap(6)
    if rules == "below":
        sheet.canvas.line(EDGES[0], sheet.y, EDGES[-1], sheet.y)
    sheet.table([["Antal buskar i parken", "30 st", "2021"]], EDGES, rules=rules, header=False,
                size=size)  # fmt: skip


@pytest.mark.parametrize("foot", [0, 1])
@pytest.mark.parametrize("rules", ["full", "horizontal", "below", "none"])
def test_an_analysis_goes_on_below_a_page_break_and_a_repeated_header(
    rules: str, foot: int
) -> None:
    sheet = Sheet()
    table_with_cut_analysis(sheet, rules, 8, foot)
    (table,) = grids(sheet.read())
    assert [[cell for cell in row if cell] for row in table[1:]] == [
        TREES,
        [f"Analys {GROWTH}"],
        ["Antal buskar i parken", "30 st", "2021"],
    ]


def test_the_word_analys_at_the_foot_of_some_pages_is_no_page_footer() -> None:
    sheet = Sheet()
    for number in range(12):
        sheet.gap(30 * number)
        sheet.text("Analys", bold=True)
        sheet.text(f"Sidan om ämne nummer {number} har en egen text som slutar med punkt.")
        if number in (3, 5, 7):
            sheet.put("Analys", LEFT, 60, size=11, bold=True)
        sheet.page()
    assert sum(text == "Analys" for text in prose(sheet.read())) == 15


def test_the_same_first_header_line_on_top_of_some_pages_is_no_page_header() -> None:
    sheet = Sheet()
    for page in range(3):
        sheet.y = 800
        sheet.table(
            [["Indikator", "Periodens\nutfall", "Period"], [f"Antal träd {page}", "12 st", "2021"]],
            EDGES,
            rules="none",
        )
        sheet.gap(40)
        for _ in range(12):
            sheet.text(f"En rad text på sidan {page} som står för sig själv och slutar med punkt.")
            sheet.gap(8)
        sheet.page()
    for _ in range(6):
        sheet.text("En sida utan tabell har bara text.")
        sheet.page()
    found = [table[0] for table in grids(sheet.read())]
    assert found == [["Indikator", "Periodens utfall", "Period"]] * 3


def test_a_time_stamp_on_every_page_is_a_page_header() -> None:
    sheet = Sheet()
    for page in range(1, 6):
        sheet.put("11/22/26, 4:07 AM", 30, 820)
        sheet.text(f"Sidan om ämne nummer {page} har en egen text som slutar med punkt.")
        sheet.page()
    assert not any("4:07" in text for text in prose(sheet.read()))


# --- words and lines ----------------------------------------------------------------------------


def draw_words(sheet: Sheet, words: list[str], x: float, gap: float) -> None:
    """Draw each word, with a space printed behind it, at even distances."""
    for word in words:
        sheet.put(f"{word} ", x, sheet.y, size=11)
        x += stringWidth(word, "Helvetica", 11) + gap
    sheet.y -= 13.2


def test_words_of_a_justified_line_are_one_text() -> None:
    sheet = Sheet()
    draw_words(sheet, ["Nämnden", "ska", "under", "året", "öppna", "kaféer", "och"], LEFT, 14)
    draw_words(sheet, ["lekplatser", "i", "alla", "parker", "som", "har", "plats."], LEFT, 13)
    document = sheet.read()
    assert grids(document) == []
    assert prose(document) == [
        "Nämnden ska under året öppna kaféer och lekplatser i alla parker som har plats."
    ]


def test_prose_with_another_distance_of_lines_than_the_tables_of_its_size() -> None:
    sheet = Sheet()
    for _ in range(3):
        for line in (
            "Nämnden följer under året hur arbetet med parker och torg går och hur det",
            "uppfattas av dem som bor i området, både unga och gamla, så att insatserna kan",
            "sättas in där de gör mest nytta.",
        ):
            sheet.put(line, LEFT, sheet.y, size=11)
            sheet.y -= 15
        sheet.y -= 8
    rows = [["Post", "Beskrivning"], *(["Träd", "\n".join(["ord"] * 12)] for _ in range(4))]
    sheet.table(rows, (LEFT, 250, RIGHT), size=11)
    assert len(prose(sheet.read())) == 3


def test_a_heading_at_the_foot_of_a_page_and_one_on_top_of_the_next() -> None:
    sheet = Sheet()
    sheet.text("Nämnden har mål för sina verksamheter och följer upp dem.")
    sheet.y = 90
    sheet.text("Nämndmål: Invånare är trygga på torg och gångvägar året om", size=13, bold=True)
    sheet.page()
    sheet.text("Beskrivning", size=13, bold=True)
    sheet.text("Fler lampor sätts upp.")
    assert prose(sheet.read())[1:3] == [
        "Nämndmål: Invånare är trygga på torg och gångvägar året om",
        "Beskrivning",
    ]


def test_the_mark_of_a_footnote_stays_with_its_word_and_out_of_its_number() -> None:
    sheet = Sheet()
    sheet.text("Nämnden har öppnat två kaféer i parken.")
    sheet.gap()
    sheet.table(INDICATORS, EDGES)
    sheet.put("1", EDGES[1] + 3 + stringWidth("12 st", "Helvetica", 9), sheet.y + 23, size=5.5)
    sheet.gap(20)
    sheet.put("1", LEFT, sheet.y + 4, size=6)
    sheet.text("Räknat i maj.", LEFT + 4)
    assert grids(sheet.read())[0][1] == ["Antal träd", "12 st¹", "2021"]


# --- words cut in narrow cells ------------------------------------------------------------------

SAID = (
    "Alla förskollärare och barnskötare i stadsdelsnämndens förskolor får utbildning under året.",
    "Av inskrivningsgraden och av enkäter framgår att barngrupperna är lagom stora i regel.",
    "Andelen legitimerade förskollärare och andelen barnskötare med utbildning ökar något.",
)


def cell_of(lines: list[str]) -> str:
    """Read a cell that its first line fills, in a report that says what ``SAID`` says.

    Another table of it cuts words.
    """
    sheet = Sheet()
    for text in SAID:
        sheet.text(text, size=10)
        sheet.gap(6)
    narrow = LEFT + stringWidth("stadsdels", "Helvetica", 9) + 6.5
    cut = [["Namn", "Tal"], ["stadsdels\nnämndens", "1"], ["inskriv-\nningsgraden", "2"]]
    sheet.table([*cut, ["utbild\nning", "3"]], (LEFT, narrow, 300), size=9)
    sheet.gap(30)
    edge = LEFT + stringWidth(lines[0], "Helvetica", 9) + 6.5
    sheet.table([["Ord", "Tal"], ["\n".join(lines), "4"]], (LEFT, edge, 300), size=9)
    document = sheet.read()
    return next(row[0] or "" for table in grids(document) for row in table if row[1] == "4")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["förskol", "lärare"], "förskollärare"),
        (["småbarnsavdelni", "ngar"], "småbarnsavdelningar"),
        (["(årsarbetare", ")"], "(årsarbetare)"),
        (["pojkar/", "flickor"], "pojkar/flickor"),
        (["Tertial", "2 2021"], "Tertial 2 2021"),
        (["Avvikelse", "(budget)"], "Avvikelse (budget)"),
        (["Skattning", "i förskolan"], "Skattning i förskolan"),
        (["enkäter", "barnskötare"], "enkäter barnskötare"),
        (["45", "%"], "45 %"),
    ],
)
def test_where_the_lines_of_a_narrow_cell_are_joined(lines: list[str], text: str) -> None:
    assert cell_of(lines) == text


def wrapped(text: str, room: float) -> str:
    """Wrap a text as an office program does.

    A word too wide for a line is cut anywhere; a space that has no room left is not printed.
    """
    lines = [""]
    for word in text.split():
        rest = word
        if lines[-1] and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines[-1] += " " if width_of(lines[-1] + " ") <= room else ""
            lines.append("")
        while width_of(rest) > room:
            fits = max(size for size in range(1, len(rest)) if width_of(rest[:size]) <= room)
            lines[-1], rest = rest[:fits], rest[fits:]
            lines.append("")
        lines[-1] = rest
    return "\n".join(lines)


def width_of(text: str) -> float:
    return stringWidth(text, "Helvetica", 9)


NAMES = (
    "Andel ekologiska livsmedel i egna kök",
    "Antal planterade träd på parkmark",
    "Klimatpåverkan från måltider och livsmedel",
    "Andel personer som är nöjda med fritidsaktiviteter",
    "Förskolornas skattning av utomhusmiljön",
    "Index för god arbetsmiljö enligt medarbetarna",
)


@pytest.mark.parametrize("room", [29.5, 34, 38, 43, 52, 61, 75])
def test_names_in_a_column_of_a_few_letters_where_only_spaces_with_room_are_printed(
    room: float,
) -> None:
    sheet = Sheet()
    for room_of_prose in (230, 231.5, 238, 250, 262):
        for line in wrapped(" ".join(SAID), room_of_prose).split("\n"):
            sheet.text(line, size=9)
        sheet.gap(6)
    rows = [["Namn", "Tal"], *([wrapped(name, room), "1"] for name in NAMES[:3])]
    sheet.table(rows, (LEFT, LEFT + room + 6, 300), size=9)
    sheet.page()
    rows = [["Namn", "Tal"], *([wrapped(name, room), "2"] for name in NAMES[3:])]
    sheet.table(rows, (LEFT, LEFT + room + 6, 300), size=9)
    read = [row[0] for table in grids(sheet.read()) for row in table if row[1] != "Tal"]
    assert read == list(NAMES)


def test_a_document_whose_cells_cut_no_words_keeps_them_apart() -> None:
    sheet = Sheet()
    rows = [["Namn", "Tal"], ["Skarpsill\nfångst", "1"], ["Blåbär\nplock", "2"]]
    sheet.table(rows, (LEFT, LEFT + 45, 300), size=9)
    assert [row[0] for row in grids(sheet.read())[0]] == [
        "Namn",
        "Skarpsill fångst",
        "Blåbär plock",
    ]


# --- pages --------------------------------------------------------------------------------------


def write(sheet: Sheet, y: float) -> None:
    """Write a line and a table from a height on."""
    sheet.y = y
    sheet.text("Nämnden har öppnat två kaféer i parken under året.")
    sheet.gap()
    sheet.table(INDICATORS, EDGES)


@pytest.mark.parametrize(
    ("rotation", "moved", "angle"),
    [
        (90, (A4[1], 0), 90),
        (180, A4, 180),
        (270, (0, A4[0]), -90),
        (0, (A4[0], 0), 90),
        (0, (0, A4[1]), -90),
        (90, (0, 0), 0),
    ],
)
def test_a_page_is_read_the_way_its_text_stands(
    rotation: int, moved: tuple[float, float], angle: float
) -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(rotation)
    sheet.canvas.translate(*moved)
    sheet.canvas.rotate(angle)
    write(sheet, 520)
    document = sheet.read()
    assert grids(document) == [INDICATORS]
    (table,) = (b for b in document.blocks if isinstance(b, GridTable))
    assert table.place.bbox is not None
    assert table.place.bbox[0] == pytest.approx(LEFT + 3, abs=0.1)


def test_what_stands_outside_the_page_as_shown_is_not_read() -> None:
    sheet = Sheet()
    sheet.canvas.setCropBox((50, 400, 560, 842))
    write(sheet, 780)
    sheet.put("Utanför sidan", 10, 100)
    document = sheet.read()
    assert grids(document) == [INDICATORS]
    assert prose(document) == ["Nämnden har öppnat två kaféer i parken under året."]


def test_a_watermark_across_the_page_is_set_aside() -> None:
    sheet = Sheet()
    write(sheet, 780)
    sheet.canvas.saveState()
    sheet.canvas.translate(430, 560)
    sheet.canvas.rotate(45)
    sheet.put("UTKAST", -300, 0, size=60, bold=True)
    sheet.canvas.restoreState()
    document = sheet.read()
    assert grids(document) == [INDICATORS]
    assert prose(document) == ["Nämnden har öppnat två kaféer i parken under året."]
    assert sorted(place.text for place in document.furniture) == sorted("UTKAST")


def test_text_that_is_drawn_invisibly_over_a_scanned_page_is_read() -> None:
    sheet = Sheet()
    text = sheet.canvas.beginText(LEFT, 780)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(3)
    text.textLine("Texten är tolkad från en bild av sidan.")
    sheet.canvas.drawText(text)
    assert prose(sheet.read()) == ["Texten är tolkad från en bild av sidan."]


@pytest.mark.parametrize("seen", [False, True])
def test_a_table_whose_text_was_recognised_in_a_picture_is_unsure(seen: bool) -> None:
    sheet = Sheet()
    for number, row in enumerate(INDICATORS):
        top = 780 - 14 * number
        for x in EDGES:
            sheet.canvas.line(x, top, x, top - 14)
        sheet.canvas.line(LEFT, top, RIGHT, top)
        sheet.canvas.line(LEFT, top - 14, RIGHT, top - 14)
        for value, x in zip(row, EDGES, strict=False):
            text = sheet.canvas.beginText(x + 3, top - 10)
            text.setFont("Helvetica", 8)
            text.setTextRenderMode(0 if seen else 3)
            text.textOut(value)
            sheet.canvas.drawText(text)
    document = sheet.read()
    (table,) = (block for block in document.blocks if isinstance(block, GridTable))
    assert grids(document) == [INDICATORS]
    assert document.recognised == (() if seen else (1,))
    assert table.confidence == (1.0 if seen else 0.9)


def test_cells_drawn_from_right_to_left_letter_by_letter() -> None:
    sheet = Sheet()
    for number, row in enumerate(INDICATORS):
        top = 780 - 14 * number
        for x in EDGES:
            sheet.canvas.line(x, top, x, top - 14)
        sheet.canvas.line(LEFT, top, RIGHT, top)
        sheet.canvas.line(LEFT, top - 14, RIGHT, top - 14)
        for text, x in reversed(list(zip(row, EDGES, strict=False))):
            font = "Helvetica-Bold" if number == 0 else "Helvetica"
            at = x + 3
            for letter in text:
                if letter != " ":
                    sheet.put(letter, at, top - 10, bold=number == 0)
                at += stringWidth(letter, font, 9)
    assert grids(sheet.read()) == [INDICATORS]


# --- fonts --------------------------------------------------------------------------------------


def in_embedded_font(*, mapped: bool) -> bytes:
    """Draw text in an embedded font; its table of letters is hidden where not ``mapped``."""
    registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0)
    for line in range(12):
        canvas.setFont("Vera", 10)
        canvas.drawString(LEFT, 780 - 14 * line, "Nämnden har öppnat två kaféer i parken.")
    canvas.save()
    data = buffer.getvalue()
    assert b"/ToUnicode" in data
    return data if mapped else data.replace(b"/ToUnicode", b"/NoUnicode")


def test_a_font_that_does_not_say_its_letters_is_an_error_and_no_garbage() -> None:
    assert pdf.read(in_embedded_font(mapped=True)).illegible == ()
    with pytest.raises(UnreadableDocument) as raised:
        pdf.read(in_embedded_font(mapped=False))
    assert raised.value.reason_code == "garbled_text"


def test_a_letter_that_its_font_does_not_say_leaves_a_mark_and_its_place() -> None:
    registerFont(TTFont("Vera", "Vera.ttf"))
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0)
    canvas.setFont("Vera", 10)
    canvas.drawString(LEFT, 780, "Blå dunge")
    canvas.setFont("Helvetica", 10)
    for line in range(12):
        canvas.drawString(LEFT, 740 - 14 * line, "Nämnden har öppnat två kaféer i parken.")
    canvas.save()
    document = pdf.read(buffer.getvalue().replace(b"/ToUnicode", b"/NoUnicode"))
    assert prose(document)[0] == "Bl\ufffd dunge"
    assert [place.text for place in document.illegible] == ["Bl\ufffd dunge"]


def test_labels_of_two_lines_beside_values_in_the_middle_are_two_rows() -> None:
    """Between the values of two rows stand the rest of one label and the start of the other."""
    sheet = Sheet()
    edges = (LEFT, 190.0, 290.0, 390.0, 490.0)
    rows = [
        ["Verksamhet", "Kostnader", "Intäkter", "Netto"],
        ["Parker", "58,7", "-1,2", "57,5"],
        ["Summa", "58,7", "-1,2", "57,5"],
        ["varav\nsommarjobb", "0,8", "-0,8", "0,0"],
    ]
    sheet.table(rows, edges, rules="none", align="middle", sides="lrrr", heads="lrrr")
    assert grids(sheet.read()) == [[[cell.replace("\n", " ") for cell in row] for row in rows]]


def test_dates_in_two_lines_of_a_narrow_column_are_one_row() -> None:
    sheet = Sheet()
    rows = [
        ["Aktivitet", "Start", "Slut"],
        ["Bygga en lekplats vid torget tillsammans\nmed barnen", "2021-01-\n01", "2021-12\n-31"],
        ["Ordna en fest för dem som är nya i\nområdet", "2021-02-\n01", "2021-11\n-30"],
        ["Öppna ett kafé", "2021-03-\n01", "2021-12\n-31"],
    ]
    sheet.table(rows, (LEFT, 330.0, 374.0, 412.0), rules="none")
    assert grids(sheet.read()) == [
        [
            rows[0],
            ["Bygga en lekplats vid torget tillsammans med barnen", "2021-01-01", "2021-12-31"],
            ["Ordna en fest för dem som är nya i området", "2021-02-01", "2021-11-30"],
            ["Öppna ett kafé", "2021-03-01", "2021-12-31"],
        ]
    ]


def test_words_too_long_for_a_narrow_head_are_cut_behind_others_and_set_in_the_middle() -> None:
    """A word that has room on a line of its own is moved there instead."""
    sheet = Sheet()
    for text in ("Budgetjusteringar och omslutningsförändringar", "Resultatöverföringar görs"):
        sheet.text(f"{text} varje år, och de visas i tabellen här nedanför.")
    sheet.gap()
    rows = [
        ["Område", "Begärda budgetj\nusteringar", "Beslutade oms\nlutningsföränd\nringar",
         "Väntade resultat\növerföringar", "Budget efter\njusteringar"],
        ["Förskola", "12,5", "3,5", "2,0", "18,0"],
        ["Parker", "8,5", "1,5", "1,0", "11,0"],
    ]  # fmt: skip
    heads = [text.replace("\n", "") for text in rows[0][:-1]]
    sheet.table(rows, (70, 150, 225, 292, 366, 440), rules="none", sides="lcccc", heads="lcccc")
    (table,) = grids(sheet.read())
    assert table == [[*heads, "Budget efter justeringar"], *rows[1:]]


def test_a_heading_as_close_as_a_line_of_the_header_is_told_by_the_next_page() -> None:
    """The header is printed again there, without the heading."""
    sheet = Sheet()
    edges = (LEFT, 220.0, 330.0, 440.0)
    head = ["Mnkr", "Budget", "Bokslut"]
    sheet.y = 110
    sheet.put("Parker", LEFT + 3, sheet.y - 0.5, bold=True)
    sheet.table([head, ["Netto", "656,0", "645,5"]], edges, rules="none")
    sheet.page()
    sheet.table([head, ["Fond", "5,1", "4,7"]], edges, rules="none")
    document = sheet.read()
    assert grids(document) == [[head, ["Netto", "656,0", "645,5"], ["Fond", "5,1", "4,7"]]]
    assert prose(document) == ["Parker"]


def test_a_title_in_the_middle_of_a_table_is_no_label_of_its_middle_columns() -> None:
    sheet = Sheet()
    edges = (LEFT, 220.0, 320.0, 420.0, 520.0)
    rows = [["Mnkr", "Budget", "Bokslut", "Avvikelse"], ["Netto", "656,0", "645,5", "10,5"]]
    title = "Parker och torg, mnkr"
    middle = (edges[0] + edges[-1] - stringWidth(title, "Helvetica-Bold", 9)) / 2
    sheet.canvas.line(edges[0], sheet.y, edges[-1], sheet.y)
    sheet.put(title, middle, sheet.y - 11, bold=True)
    sheet.y -= 16
    sheet.table(rows, edges, rules="horizontal", sides="lrrr", heads="lrrr")
    assert grids(sheet.read()) == [[[title, None, None, None], *rows]]


def test_tables_of_one_title_but_two_heads_are_two_though_a_page_break_parts_them() -> None:
    edges = (LEFT, 220.0, 320.0, 420.0, 520.0)
    title = ["Uppföljning av driften, mnkr"]
    tables = [
        [["Mnkr", "Budget", "Bokslut", "Avvikelse"], ["Netto", "656,0", "645,5", "10,5"]],
        [["Mnkr", "Budget", "Justering", "Prognos"], ["Parker", "45,5", "0,0", "45,5"]],
    ]
    sheet = Sheet()
    sheet.y = 120
    for table in tables:
        sheet.table([title], edges)
        sheet.table(table, edges)
        sheet.page()
    whole = [[[*title, None, None, None], *table] for table in tables]
    assert grids(sheet.read()) == whole


def test_a_column_beside_words_at_even_distances_is_no_word_of_theirs() -> None:
    """Without printed spaces a line looks justified that fills its cell beside short ones."""
    sheet = Sheet()
    places = (LEFT, 440.0, 495.0)

    def put_row(words: list[str], *values: str, bold: bool = False) -> None:
        x, font = LEFT, "Helvetica-Bold" if bold else "Helvetica"
        for word in words:
            sheet.put(word, x, sheet.y, bold=bold)
            x += stringWidth(word, font, 9) + 2.5
        assert x < places[1]
        for value, at in zip(values, places[1:], strict=False):
            sheet.put(value, at, sheet.y, bold=bold)
        sheet.y -= 11

    put_row(["Aktivitet"], "Startdatum", "Slutdatum", bold=True)
    sheet.gap(5)
    long = "Nämnden ska tillsammans med andra se över hur alla de gamla parklekarna som finns här"
    rest = ["kan", "bli", "fler"]
    put_row(long.split(), "2022-01-01", "2022-12-")
    put_row(rest, "", "31")
    assert places[1] - LEFT - stringWidth(long, "Helvetica", 9) < 1.5 * 9
    assert grids(sheet.read()) == [
        [
            ["Aktivitet", "Startdatum", "Slutdatum"],
            [" ".join([long, *rest]), "2022-01-01", "2022-12-31"],
        ]
    ]


def test_a_header_that_a_page_break_tears_is_one() -> None:
    sheet = Sheet()
    places = (LEFT, 220.0, 300.0, 380.0, 450.0)

    def put_row(texts: list[str], *, bold: bool = False) -> None:
        for text, x in zip(texts, places, strict=True):
            if text:
                sheet.put(text, x, sheet.y, bold=bold)
        sheet.y -= 11

    sheet.text("Här nedanför står vad nämnden har fått och vad den har lagt ut under året.")
    sheet.y = 90
    put_row(["Mnkr", "Budget", "Bokslut", "Avvikelse bokslut", ""], bold=True)
    sheet.page()
    put_row(["", "2020", "efter", "2020", "2019"], bold=True)
    put_row(["", "", "fonder", "", ""], bold=True)
    rows = [["Netto", "673,5", "670,8", "2,7", "9,2"], ["Parker", "12,0", "13,0", "-1,0", "0,5"]]
    for row in rows:
        sheet.gap(5)
        put_row(row)
    assert grids(sheet.read()) == [
        [
            ["", "", "", "Avvikelse bokslut", None],
            ["Mnkr", "Budget 2020", "Bokslut efter fonder", "2020", "2019"],
            *rows,
        ]
    ]


def test_a_header_at_the_foot_of_a_page_and_its_only_row_on_the_next_are_a_table() -> None:
    sheet = Sheet()
    edges = (LEFT, 220.0, 300.0, 380.0, 460.0)
    rows = [["Mnkr", "Budget", "Bokslut", "Avvikelse"], ["Netto", "182,7", "185,2", "-2,5"]]
    sheet.y = 90
    sheet.table(rows[:1], edges, rules="none")
    sheet.page()
    sheet.table(rows[1:], edges, rules="none", header=False)
    sheet.gap()
    text = "Verksamheten redovisar ett underskott, och det tas ur en fond."
    sheet.text(text)
    document = sheet.read()
    assert grids(document) == [rows]
    assert prose(document) == [text]


@pytest.mark.parametrize("name_above", [True, False])
def test_a_row_whose_name_and_values_a_page_break_parts_is_one(name_above: bool) -> None:
    """Browsers set cells in the middle of a row, and break between their lines."""
    sheet = Sheet()
    edges = (LEFT, 250.0, 340.0, 430.0)
    head, before, after = INDICATORS[0], ["Antal parker", "7 st", "2021"], INDICATORS[2]
    name, values = ["Antal träd", "", ""], ["", "12 st", "2021"]
    first, second = (name, values) if name_above else (values, name)
    sheet.y = 120
    sheet.table([head, before, first], edges)
    sheet.page()
    sheet.table([head, second, after], edges)
    assert grids(sheet.read()) == [[head, before, ["Antal träd", "12 st", "2021"], after]]


@pytest.mark.parametrize("size", [7.5, 11])
def test_a_header_of_other_letters_than_its_rows_heads_them(size: float) -> None:
    sheet = Sheet()
    edges = (LEFT, 250.0, 340.0, 430.0)
    rows = [["Antal\nträd", "12 st", "Tertial 1"], ["Antal\nkaféer", "3 st", "Tertial 1"]]
    sheet.table(INDICATORS[:1], edges, rules="none", size=size)
    sheet.table(rows, edges, rules="none", header=False, align="middle")
    assert grids(sheet.read()) == [
        [INDICATORS[0], ["Antal träd", "12 st", "Tertial 1"], ["Antal kaféer", "3 st", "Tertial 1"]]
    ]


def test_what_the_fields_of_a_form_say_is_read_where_it_stands() -> None:
    sheet = Sheet()
    edges = (LEFT, 250.0, 340.0, 430.0)
    sheet.text("Tabellen är ett formulär som förvaltningen har fyllt i under året.")
    sheet.gap()
    empty = [[row[0], "", row[2]] for row in INDICATORS[1:]]
    sheet.table([INDICATORS[0], *empty], edges, rules="none")
    for number, row in enumerate(reversed(INDICATORS[1:])):
        sheet.canvas.acroForm.textfield(
            name=f"utfall{number}", value=row[1], x=250, y=round(sheet.y + 15.35 * number),
            width=60, height=14, fontSize=9, borderWidth=1,
        )  # fmt: skip
    assert grids(sheet.read()) == [INDICATORS]


def test_dots_that_lead_from_a_label_to_its_values_are_no_part_of_it() -> None:
    sheet = Sheet()
    edges = (LEFT, 300.0, 380.0, 460.0)
    rows = [
        ["Mnkr", "Budget", "Utfall"],
        ["Parker", "1,0", "2,0"],
        ["Torg och gator", "3,0", "4,0"],
    ]
    top = sheet.y
    sheet.table(rows, edges, rules="none")
    for number, row in enumerate(rows[1:], 1):
        x = LEFT + 3 + stringWidth(row[0], "Helvetica", 9) + 3
        dots = "." * int((edges[1] - 4 - x) / stringWidth(".", "Helvetica", 9))
        sheet.put(dots, x, top - 15.35 * number - 10.85)
    assert grids(sheet.read()) == [rows]


def test_a_box_beside_a_table_is_no_column_of_it() -> None:
    sheet = Sheet()
    edges = (LEFT, 190.0, 260.0, 330.0)
    rows = [["Mnkr", "Budget", "Utfall"], *([f"Park {n}", f"{n},0", f"{n},5"] for n in range(1, 6))]
    top = sheet.y
    sheet.canvas.setFillColor(HexColor("#d8e8ff"))
    sheet.canvas.rect(380, top - 60, 130, 56, stroke=0, fill=1)
    sheet.canvas.setFillColor(HexColor("#000000"))
    sheet.put("12,4 mnkr", 400, top - 29, size=16, bold=True)
    sheet.put("är underskottet jämfört", 390, top - 44, size=8)
    sheet.put("med nämndens budget", 390, top - 53.5, size=8)
    sheet.table(rows, edges, rules="none")
    document = sheet.read()
    assert grids(document) == [rows]
    assert "är underskottet jämfört med nämndens budget" in " ".join(prose(document))


def test_a_shaded_column_is_no_box_beside_the_table() -> None:
    sheet = Sheet()
    edges = (LEFT, 190.0, 260.0, 330.0)
    rows = [["Mnkr", "Budget", "Utfall"], *([f"Park {n}", f"{n},0", f"{n},5"] for n in range(1, 6))]
    sheet.canvas.setFillColor(HexColor("#d8e8ff"))
    sheet.canvas.rect(edges[1], sheet.y - 15.35 * 6, 70, 15.35 * 6, stroke=0, fill=1)
    sheet.canvas.setFillColor(HexColor("#000000"))
    sheet.table(rows, edges, rules="none")
    assert grids(sheet.read()) == [rows]


def test_a_shaded_column_of_long_labels_is_no_box_beside_the_table() -> None:
    sheet = Sheet()
    edges = (LEFT, 190.0, 260.0, 330.0)
    rows = [["Mnkr", "Budget", "Utfall"]]
    rows += [[f"Parken {n} med\nsina stigar,\nbänkar och\nlekplatser", f"{n},0", f"{n},5"]
             for n in range(1, 6)]  # fmt: skip
    sheet.canvas.setFillColor(HexColor("#d8e8ff"))
    height = 15.35 + 5 * (4 * 9 * 1.15 + 5)
    sheet.canvas.rect(LEFT, sheet.y - height, 190.0 - LEFT, height, stroke=0, fill=1)
    sheet.canvas.setFillColor(HexColor("#000000"))
    sheet.table(rows, edges, rules="none")
    assert grids(sheet.read()) == [[[cell.replace("\n", " ") for cell in row] for row in rows]]


def test_a_heading_at_the_very_top_of_a_page_parts_tables_of_one_header() -> None:
    sheet = Sheet()
    edges = (LEFT, 220.0, 330.0, 440.0)
    head = ["Mnkr", "Budget", "Bokslut"]
    tables = [[head, ["Netto", "656,0", "645,5"]], [head, ["Fond", "5,1", "4,7"]]]
    sheet.text("Så har nämndens pengar räckt under året som har gått.")
    sheet.y = 90
    sheet.table(tables[0], edges, rules="none")
    sheet.page()
    sheet.y = 815
    sheet.text("Parker och torg", bold=True, size=12)
    sheet.table(tables[1], edges, rules="none")
    assert grids(sheet.read()) == tables


def test_a_row_that_is_kept_whole_below_a_gap_is_still_of_its_table() -> None:
    sheet = Sheet()
    edges = (LEFT, 220.0, 330.0, 440.0)
    rows = [["Parker", "6,0", "5,5"], ["Torg", "2,0", "2,5"], ["Gator och\nvägar", "7,0", "6,5"]]
    sheet.table([["Mnkr", "Budget", "Bokslut"], *rows[:2]], edges, rules="none")
    sheet.gap(16.5)
    sheet.table([*rows[2:], ["Vatten", "1,0", "1,5"]], edges, rules="none", header=False)
    assert grids(sheet.read()) == [
        [["Mnkr", "Budget", "Bokslut"], *rows[:2], ["Gator och vägar", "7,0", "6,5"],
         ["Vatten", "1,0", "1,5"]],
    ]  # fmt: skip


@pytest.mark.parametrize("edges", [(LEFT, 250.0, 340.0, 430.0), (LEFT, 220.0, 300.0, 430.0)])
def test_a_second_header_below_the_rows_of_a_ruled_table_starts_another_one(
    edges: tuple[float, ...],
) -> None:
    sheet = Sheet()
    tables = [
        [["Mnkr", "Budget 2025", "Bokslut 2024"], ["Parker", "6,0", "5,5"], ["Torg", "2,0", "2,5"]],
        [["Mnkr", "Plan 2026", "Plan 2027"], ["Parker", "7,0", "7,5"], ["Torg", "3,0", "3,5"]],
    ]
    sheet.table(tables[0], (LEFT, 250.0, 340.0, 430.0))
    sheet.table(tables[1], edges)
    assert grids(sheet.read()) == tables


def test_a_minus_at_the_other_side_of_its_cell_belongs_to_its_number() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 300.0, 400.0)
    rows = [["Mnkr", "Budget", "Avvikelse"], ["Parker", "6,0", "33,7"], ["Torg", "2,0", "2,5"],
            ["Vatten", "3,0", "11,3"]]  # fmt: skip
    sheet.table(rows, edges, rules="none", heads="lrr", sides="lrr")
    for number in (1, 3):
        sheet.put("-", edges[2] + 4, 780 - 15.35 * number - 10.85)
    assert grids(sheet.read()) == [
        [*rows[:1], ["Parker", "6,0", "- 33,7"], rows[2], ["Vatten", "3,0", "- 11,3"]]
    ]


def test_a_dash_where_other_rows_have_values_is_a_missing_one() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 300.0, 400.0)
    rows = [["Mnkr", "Budget", "Avvikelse"], ["Parker", "-", "33,7"], ["Torg", "2,0", "2,5"]]
    sheet.table(rows, edges, rules="none")
    assert grids(sheet.read()) == [rows]


def test_shaded_rows_with_longer_names_than_the_rows_above_are_of_their_table() -> None:
    sheet = Sheet()
    edges = (LEFT, 230.0, 300.0, 370.0, 440.0)
    head = ["Mnkr", "Budget 2020", "2020", "2019"]
    rows = [["Netto", "556,6", "0,0", "-4,9"],
            ["Resultatöverföring från året före", "", "4,3", ""],
            ["Resultatöverföring till nästa år", "", "-5,9", ""],
            ["Netto efter resultatdispositioner", "", "-1,6", "-8,6"]]  # fmt: skip
    sheet.put("Avvikelse", edges[2] + 3, sheet.y, bold=True)
    sheet.y -= 4
    sheet.table([head, rows[0]], edges, rules="none")
    top = sheet.y
    for number in range(3):
        shade(sheet, edges, top - 15.35 * number, top - 15.35 * (number + 1))
    sheet.table(rows[1:], edges, rules="none", header=False)
    assert grids(sheet.read()) == [[["", "", "Avvikelse", None], head, *rows]]


def test_values_that_the_side_of_the_page_cuts_are_unsure_and_said() -> None:
    sheet = Sheet()
    width = A4[0]
    for row in [["Enhet", "Budget", "Utfall"], ["Lek", "1 200", "31 057"], ["Torg", "80", "2 911"]]:
        for text, x in zip(row, (LEFT, LEFT + 150, width - 12), strict=True):
            sheet.put(text, x, sheet.y, bold=row[0] == "Enhet")
        sheet.y -= 16
    document = sheet.read()
    (table,) = [block for block in document.blocks if isinstance(block, GridTable)]
    body = [[cell for cell in row if cell is not None] for row in table.rows[1:]]
    assert [row[1].text for row in body] == ["1 200", "80"]
    assert all(row[1].confidence == 1.0 for row in body)
    assert all(row[2].text in row[2].place.text and row[2].confidence < 0.5 for row in body)
    assert {place.page for place in document.hidden} == {1}


@pytest.mark.parametrize("side", ["left", "right"])
def test_numbers_of_lines_in_the_margin_are_furniture(side: str) -> None:
    sheet = Sheet()
    y, number = sheet.y, 0
    sheet.text("Parken blev klar under året, och två torg fick nya träd.")
    sheet.gap()
    sheet.table(ACTIVITIES, EDGES, rules="none")
    sheet.text("Arbetet går vidare nästa år med fler lekplatser.")
    while y >= sheet.y:
        y, number = y - 11, number + 5
        width = stringWidth(str(number), "Helvetica", 7)
        sheet.put(str(number), 40 - width if side == "left" else 550, y, size=7)
    document = sheet.read()
    assert grids(document) == [ACTIVITIES]
    assert prose(document) == [
        "Parken blev klar under året, och två torg fick nya träd.",
        "Arbetet går vidare nästa år med fler lekplatser.",
    ]
    assert [place.text for place in document.furniture] == [
        str(5 * line) for line in range(1, number // 5 + 1)
    ]


MONEY = [
    ["Mnkr", "Budget", "Utfall"],
    ["Parker", "12,5", "13,1"],
    ["Torg", "8,0", "7,9"],
    ["Lekplatser", "3,2", "3,0"],
    ["Summa", "23,7", "24,0"],
]


def test_rows_of_typed_dashes_are_rules() -> None:
    sheet = Sheet()
    sheet.text("Parken blev klar under året.")
    for number, row in enumerate(MONEY):
        if number == 1:
            sheet.canvas.setFont("Courier", 9)
            sheet.canvas.drawString(LEFT, sheet.y, "-" * 60)
            sheet.y -= 10
        sheet.canvas.setFont("Courier", 9)
        sheet.canvas.drawString(LEFT, sheet.y, f"{row[0]:<20}{row[1]:>12}{row[2]:>12}")
        sheet.y -= 10
    assert grids(sheet.read()) == [MONEY]


def test_a_sum_stands_apart_from_the_rows_above_it() -> None:
    sheet = Sheet()
    for row in MONEY:
        sheet.y -= 18 if row[0] == "Summa" else 0
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x, sheet.y, bold=row[0] in ("Mnkr", "Summa"))
        sheet.y -= 17
    assert grids(sheet.read()) == [MONEY]


def test_a_row_s_rule_across_a_heading_strikes_nothing() -> None:
    """Browsers print the rule of a row that a page break cuts over the heading below it."""
    sheet = Sheet()
    sheet.put("Mål 2.3 Parker nära alla", LEFT, 700, size=14, bold=True)
    sheet.canvas.line(LEFT - 5, 704, RIGHT, 704)
    sheet.put("Detta gäller", LEFT, 660)
    sheet.put("inte längre", LEFT + 60, 660)
    sheet.canvas.line(
        LEFT + 60, 662.5, LEFT + 60 + stringWidth("inte längre", "Helvetica", 9), 662.5
    )
    assert prose(sheet.read()) == ["Mål 2.3 Parker nära alla", "Detta gäller"]


def test_a_page_that_begins_with_a_bold_analys_goes_on_with_its_table() -> None:
    sheet = Sheet()
    for _ in range(8):
        sheet.text("Parken blev klar under året, och två torg fick nya träd.")
    rows = [*INDICATORS, ["Antal bänkar", "7 st", "2021"]]
    for number, row in enumerate(rows):
        if number == len(rows) - 1:
            sheet.page()
            sheet.put("Analys", LEFT, sheet.y, size=8, bold=True)
            sheet.put("Utfallet beror på att två kaféer har stängt.", LEFT, sheet.y - 12, size=8)
            sheet.y -= 26
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x, sheet.y, size=8, bold=number == 0)
        sheet.y -= 14
    (table,) = grids(sheet.read())
    assert [row[0] for row in table] == [
        *(row[0] for row in INDICATORS),
        "Analys Utfallet beror på att två kaféer har stängt.",
        "Antal bänkar",
    ]


def test_heads_that_run_into_each_other_are_parted_and_stand_once() -> None:
    """A word too wide for its column ends a hair before the next head; cells are drawn whole."""
    sheet = Sheet()
    ends = (250.0, 300.0, 350.0, 356.8 + stringWidth("Prognos", "Helvetica-Bold", 9))
    heads = [["Indikator"], ["Utfall", "män"], ["Periodens", "utfall"], ["Prognos", "helår"]]
    for lines, end in zip(heads, ends, strict=True):
        for number, line in enumerate(lines):
            right = end + (5 if line == "Periodens" else 0)
            x = LEFT if line == "Indikator" else right - stringWidth(line, "Helvetica-Bold", 9)
            sheet.put(line, x, sheet.y - 10 * number, bold=True)
    sheet.y -= 24
    rows = [["Antal träd", "12 st", "13 st", ""], ["Antal kaféer", "3 st", "4 st", ""]]
    for row in rows:
        for text, end in zip(row, ends, strict=True):
            sheet.put(
                text, LEFT if end == ends[0] else end - stringWidth(text, "Helvetica", 9), sheet.y
            )
        sheet.y -= 14
    document = sheet.read()
    assert grids(document) == [
        [["Indikator", "Utfall män", "Periodens utfall", "Prognos helår"], *rows]
    ]
    assert prose(document) == []


def test_headings_between_an_analys_and_the_next_table_are_of_neither() -> None:
    """Where rules stand above rows only, the last rule of a table has all below it."""
    sheet = Sheet()
    width = (LEFT, RIGHT)
    for text, x in zip(ACTIVITIES[0], EDGES, strict=False):
        sheet.put(text, x + 3, sheet.y, size=8, bold=True)
    sheet.canvas.line(width[0], sheet.y - 4, width[1], sheet.y - 4)
    sheet.y -= 14
    sheet.put("Analys", LEFT + 3, sheet.y, size=8)
    sheet.put("Lekplatsen blev klar i juni.", LEFT + 3, sheet.y - 10, size=8)
    sheet.y -= 40
    sheet.text("Nämndmål: 1.2 Parker nära alla", bold=True, size=12)
    sheet.text("Uppfylls helt", size=10)
    for number, row in enumerate(ACTIVITIES):
        if number:
            sheet.canvas.line(width[0], sheet.y + 10, width[1], sheet.y + 10)
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x + 3, sheet.y, size=8, bold=number == 0)
        sheet.y -= 14
    assert prose(sheet.read())[-2:] == ["Nämndmål: 1.2 Parker nära alla", "Uppfylls helt"]


@pytest.mark.parametrize(("percent", "wrapped"), [(" %", "82,5 %"), ("%", "82,5%")])
def test_a_sign_that_its_cell_has_no_room_for_stands_as_the_document_writes_it(
    percent: str, wrapped: str
) -> None:
    sheet = Sheet()
    for text in ("Parken har fått nya bänkar och ", "träd som ger skugga åt alla. "):
        sheet.text(text)
    names = ("Andel nöjda med parken", "Andel nöjda med badet", "Andel nöjda med torget")
    rows = [[name, f"{8 + at}{percent}", f"7{at}{percent}"] for at, name in enumerate(names)]
    rows[1][1] = "82,5\n%"
    edges = (LEFT, 220.0, 220.0 + 2 * PADDING + stringWidth("82,5 ", "Helvetica", 9), 320.0)
    sheet.table([["Indikator", "Utf.", "Årsmål"], *rows], edges)
    (table,) = grids(sheet.read())
    assert table[2][1] == wrapped


def test_shaded_rows_below_a_header_with_a_label_over_its_columns_are_of_its_table() -> None:
    sheet = Sheet()
    edges = (LEFT, 170.0, 240.0, 310.0, 380.0, 450.0, 520.0)
    rows = [["Indikator", "", "", "", "Årsmål", "Period"], ["", "Totalt", "Män", "Kvinnor", "", ""],
            ["Andel nöjda barn", "81 %", "", "", "85 %", "2024"],
            ["Andel nöjda vuxna", "71 %", "70 %", "72 %", "75 %", "2024"],
            ["Andel som trivs", "61 %", "60 %", "62 %", "65 %", "2024"]]  # fmt: skip
    sheet.put("Periodens utfall", 245.0, sheet.y - 10.85)
    sheet.table(rows[:3], edges, rules="horizontal", header=False)
    for number in range(2):
        shade(sheet, edges, sheet.y - 15.35 * number, sheet.y - 15.35 * (number + 1))
    sheet.table(rows[3:], edges, rules="horizontal", header=False)
    (table,) = grids(sheet.read())
    assert table[2:] == rows[2:]


def test_shaded_rows_below_two_rows_of_heads_and_a_row_are_of_their_table() -> None:
    sheet = Sheet()
    edges = (LEFT, 170.0, 250.0, 330.0, 410.0, 490.0)
    rows = [["Netto", "383,7", "389,8", "-6,1", "-7,5"],
            ["Överföring från 2024", "", "", "41,6", ""],
            ["Överföring till 2026", "", "", "-41,3", ""]]  # fmt: skip
    sheet.put("Avvikelse bokslut", 370.0, sheet.y - 10.85)
    heads = [["Mnkr", "Budget 2025", "Bokslut 2025", "", ""], ["", "", "", "2025", "2024"]]
    sheet.table([*heads, rows[0]], edges, rules="none", header=False, sides="lcccc")
    for at in range(2):
        shade(sheet, edges, sheet.y - 15.35 * at, sheet.y - 15.35 * (at + 1))
    sheet.table(rows[1:], edges, rules="none", header=False)
    (table,) = grids(sheet.read())
    assert table[2:] == rows


def test_a_header_of_which_only_the_first_row_is_shaded_heads_the_columns_of_the_second() -> None:
    sheet = Sheet()
    edges = (LEFT, 230.0, 310.0, 370.0, 430.0, 490.0)
    rows = [["Verksamhet", "Budget", "", "", ""], ["", "", "2023", "2024", "2025"],
            ["Parker", "1,0", "2,0", "3,0", "4,0"], ["Torg", "1,5", "2,5", "3,5", "4,5"],
            ["Bad", "2,5", "3,5", "4,5", "5,5"]]  # fmt: skip
    top, low = sheet.y, sheet.y - 22.35
    sheet.canvas.setFillColor(HexColor("#e0e0e0"))
    for x0, x1, foot in ((LEFT, 230, low - 22.35), (230, 310, low - 22.35), (310, 490, low)):
        sheet.canvas.rect(x0, foot, x1 - x0, top - foot, stroke=0, fill=1)
    sheet.canvas.setFillColor(HexColor("#000000"))
    sheet.put("Utfall", 388.0, top - 14.35, bold=True)
    sheet.table(rows[:1], edges, rules="none", white=6)
    sheet.table(rows[1:2], edges, rules="none", white=6)
    sheet.table(rows[2:], edges, rules="none", header=False, sides="lrrrr", white=6)
    (table,) = grids(sheet.read())
    assert table[0] == ["", "", "Utfall", None, None]
    assert table[1:] == [["Verksamhet", "Budget", "2023", "2024", "2025"], *rows[2:]]


def test_shaded_cells_of_labels_show_the_rows_of_columns_with_nothing_but_uprights() -> None:
    sheet = Sheet()
    edges = (LEFT, 230.0, 300.0, 370.0)
    rows = [["Mnkr", "Budget", "Utfall"], ["Parker", "1,0", "1,5"], ["Torg", "", "2,5"],
            ["Bad", "3,0", "3,5"], ["Skog", "4,0", ""]]  # fmt: skip
    top, high = sheet.y, 15.35
    shade(sheet, edges, top, top - high)
    for number in range(1, len(rows)):
        shade(sheet, edges[:2], top - high * number, top - high * (number + 1) + 0.5)
    for x in edges[1:]:
        sheet.canvas.line(x, top, x, top - high * len(rows))
    sheet.table(rows, edges, rules="none")
    assert grids(sheet.read()) == [rows]


def test_two_grids_of_other_columns_below_each_other_are_two_tables() -> None:
    sheet = Sheet()
    tables = [
        [["Titel", "T1", "VB"], ["2022", "1,44", "3,24"], ["2023", "0,89", "3,49"]],
        [["Titel i procent", "jan", "feb", "mar", "apr"], ["2022", "1,0", "1,1", "1,2", "1,4"]],
    ]
    for table, columns in zip(tables, ((190.0, 320.0, 450.0), (190.0, 255.0, 320.0, 385.0, 450.0)),
                              strict=True):  # fmt: skip
        sheet.table(table, (LEFT, *columns), header=False)
        sheet.gap(22)
    assert grids(sheet.read()) == tables


def test_struck_digits_right_before_those_put_in_are_no_part_of_them() -> None:
    sheet = Sheet()
    sheet.text("Parkerna har öppnat i år.")
    sheet.gap()
    rows = [["Park", "Bänkar", "Träd"], ["Norra", "4151,2", "7"], ["Södra", "12", "8091"]]
    sheet.table(rows, (70.0, 200.0, 280.0, 360.0))
    wide = [stringWidth(text, "Helvetica", 9) for text in ("41", "80")]
    height = 9 * 1.15 + 5
    for x, y, long in ((203.0, sheet.y + height, wide[0]), (283.0, sheet.y, wide[1])):
        sheet.canvas.line(x, y + 4.5 + 2.7, x + long, y + 4.5 + 2.7)
    assert grids(sheet.read()) == [
        [["Park", "Bänkar", "Träd"], ["Norra", "51,2", "7"], ["Södra", "12", "91"]]
    ]


def test_labels_over_columns_of_a_header_that_is_printed_again_are_no_running_head() -> None:
    sheet = Sheet()
    head = ("Park", "Bänkar", "Stolar", "Träd", "Avser")
    xs = (70.0, 180.0, 240.0, 300.0, 380.0)
    for page in range(3):
        sheet.put("Parknämndens berättelse", 200, 810, size=8)
        for x, text in ((180.0, "Möbler 2026"), (300.0, "Antal")):
            sheet.put(text, x, 780, bold=True)
        for x, text in zip(xs, head, strict=True):
            sheet.put(text, x, 769, bold=True)
        sheet.canvas.line(70, 765, 450, 765)
        for row in range(4):
            sheet.put(f"Park {page}{row}", xs[0], 750 - 18 * row)
            for x, text in zip(xs[1:], ("12", "34", "7", "2026"), strict=True):
                sheet.put(text, x, 750 - 18 * row)
        sheet.y = 650
        sheet.text(f"Parkerna på sida {page} har fått fler besökare än året innan.")
        if page < 2:
            sheet.page()
    read = sheet.read()
    assert [place.text for place in read.furniture] == ["Parknämndens berättelse"] * 3
    assert all("Möbler 2026" in str(table) for table in grids(read))
