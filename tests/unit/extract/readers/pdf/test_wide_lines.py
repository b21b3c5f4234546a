"""Pages set wider than most: lines far apart, letters of a typewriter, rows with much white."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.document import Paragraph, ParagraphRole
from pipeline.extract.readers.geometry.leading import leading_of
from pipeline.extract.readers.geometry.spaces import spaces_of
from pipeline.extract.readers.geometry.words import TextLine, Word, lines_of
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 250.0, 330.0, 410.0, 490.0)
HEADER = ["Indikator", "Utfall", "Årsmål", "Period"]
WIDE = 1.6


def wide_prose(sheet: Sheet, *, size: float = 9, leading: float = WIDE) -> None:
    """Write paragraphs whose lines go on in lower case."""
    for text in (
        "Parkerna har fått nya bänkar under året, och besökarna är",
        "nöjda med hur de sköts, vilket märks i årets enkät där",
        "allt fler säger att de trivs i parken och kommer igen",
        "med sina vänner när vädret är varmt.",
    ):
        sheet.put(text, LEFT, sheet.y, size=size)
        sheet.y -= leading * size
    sheet.gap(20)


def word(
    text: str, x: float, y: float, order: int, *, width: float = 6.0, size: float = 10.0
) -> Word:
    """Return a word of a typewriter's letters, which no printed space follows."""
    width = width * size / 10
    return Word(text, x, x + width * len(text), y, size, False, width, False, order, order)


def typed(text: str, y: float, first: int) -> list[Word]:
    """Return a line of a typewriter's words."""
    found, at = [], 0
    for number, part in enumerate(text.split(" ")):
        found.append(word(part, 70.0 + 6.0 * at, y, first + number))
        at += len(part) + 1
    return found


def texts(line: TextLine) -> list[str]:
    """Return what stands together on a line."""
    return [segment.text for segment in line.segments]


def test_the_distance_of_lines_is_learned_for_each_size() -> None:
    words = [
        word(text, 70.0, 700.0 - 16 * n, 2 * n)
        for n, text in enumerate(("Nya", "bänkar", "och", "träd"))
    ]
    lines = lines_of(1, words)
    leading = leading_of([lines])
    assert leading.stretch(10.0) == pytest.approx(1.6 / 1.3)
    assert leading.white(10.0) == pytest.approx(0.6)
    assert (leading.stretch(8.0), leading.white(8.0)) == (1.0, 0.0)


def test_rows_far_below_an_analysis_are_of_its_table() -> None:
    sheet = Sheet()
    wide_prose(sheet, size=8)
    sheet.table(
        [
            HEADER,
            ["Andel barn i\nden nya parken", "71 %", "75 %", "2021"],
            ["Antal vuxna i\nden nya parken", "910 st", "950 st", "2021"],
            ["Andel nöjda\nbesökare", "81 %", "85 %", "2021"],
        ],
        EDGES,
        rules="none",
        size=7,
        leading=WIDE,
        white=3.5,
    )
    sheet.y -= 21
    for text, bold in (("Analys", True), ("Målet nås inte, då det regnade hela sommaren.", False)):
        sheet.put(text, LEFT + 3, sheet.y, size=7, bold=bold)
        sheet.y -= 18
    sheet.y += 4
    sheet.table(
        [["Antal träd\ni parken", "12 st", "14 st", "2021"]],
        EDGES,
        rules="none",
        header=False,
        size=7,
        leading=WIDE,
        white=3.5,
    )
    (table,) = grids(sheet.read())
    assert [row[:2] for row in table[3:]] == [
        ["Andel nöjda besökare", "81 %"],
        ["Analys Målet nås inte, då det regnade hela sommaren.", ""],
        ["Antal träd i parken", "12 st"],
    ]


def test_lines_of_cells_are_as_far_apart_as_the_prose_of_their_size() -> None:
    sheet = Sheet()
    wide_prose(sheet)
    rows = [
        ["Andel besök i parken", "81 %", "Tas fram av", "Tertial 1"],
        ["Parken", "", "nämnd", "2021"],
        ["Andel besök i skogen", "82 %", "Tas fram av", "Tertial 1"],
        ["Skogen", "", "nämnd", "2021"],
    ]
    for row, white in zip([HEADER, *rows], (22.0, 14.4, 22.0, 14.4, 22.0), strict=True):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x, sheet.y, bold=row is HEADER)
        sheet.y -= white
    (table,) = grids(sheet.read())
    assert table[1:] == [
        ["Andel besök i parken Parken", "81 %", "Tas fram av nämnd", "Tertial 1 2021"],
        ["Andel besök i skogen Skogen", "82 %", "Tas fram av nämnd", "Tertial 1 2021"],
    ]


def test_labels_in_the_middle_of_a_wide_header_are_one_row() -> None:
    sheet = Sheet()
    wide_prose(sheet)
    header = ["Indikator", "Periodens\nutfall", "Utfall\nmän", "Årsmål", "KF:s\nårsmål"]
    rows = [
        header,
        ["Andel besök", "81 %", "80 %", "85 %", "86 %"],
        ["Andel träd", "7 %", "", "8", ""],
    ]
    edges = (LEFT, 200.0, 270.0, 340.0, 410.0, 480.0)
    sheet.table(rows, edges, rules="none", align="middle", leading=1.75, white=4)
    (table,) = grids(sheet.read())
    assert table[0] == ["Indikator", "Periodens utfall", "Utfall män", "Årsmål", "KF:s årsmål"]


def test_words_of_a_typewriter_stand_together() -> None:
    text = "Parkerna har nya stolar och besökarna trivs där hela dagen"
    words = [w for n in range(4) for w in typed(text, 700.0 - 12 * n, 20 * n)]
    space = spaces_of([words])
    assert space(words[0]) == pytest.approx(0.64)
    assert [texts(line) for line in lines_of(1, words, space)] == [[text]] * 4
    assert len(texts(lines_of(1, words)[0])) > 1


def test_even_spaces_of_prose_are_no_wide_ones() -> None:
    words = [
        word(text, 70.0 + 33.0 * at, 700.0 - 12 * line, 20 * line + at, width=7.5)
        for line in range(6)
        for at, text in enumerate(("park", "träd", "stig", "bänk", "stol"))
    ]
    assert spaces_of([words])(words[0]) == 0.0


def test_words_of_a_heading_that_is_spaced_out_stand_together() -> None:
    sheet = Sheet()
    headings = ("Parker och torg i stadsdelen", "Bad och sim för alla barn i år",
                "Stigar genom skog och mark", "Nya bänkar vid vattnet")  # fmt: skip
    for heading in headings:
        at = LEFT
        for part in heading.split(" "):
            sheet.put(part, at, sheet.y, size=11, bold=True)
            at += stringWidth(part, "Helvetica-Bold", 11) + 0.7 * 11
        sheet.gap(20)
        wide_prose(sheet, leading=1.3)
    document = sheet.read()
    assert grids(document) == []
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.text in headings] == [
        *headings
    ]


# --- headers and rows ---------------------------------------------------------------------------


def test_a_bold_row_with_a_date_is_no_header() -> None:
    sheet = Sheet()
    rows = [["Aktivitet", "Startdatum", "Slutdatum"], ["Plantera träd", "2021-01-01", "2021-06-30"]]
    sheet.table(rows, EDGES, rules="none")
    sheet.table([["Bygga bänkar", "2021-02-01", "2021-12-31"]], EDGES, rules="none")
    (table,) = grids(sheet.read())
    assert table[2] == ["Bygga bänkar", "2021-02-01", "2021-12-31"]


def test_a_header_whose_lowest_line_stands_below_a_page_break() -> None:
    sheet = Sheet()
    sheet.text("Parkerna har nya bänkar.")
    sheet.y = 30.0
    for text, x in zip(("", "Periodens", "KF:s", ""), EDGES, strict=False):
        sheet.put(text, x, sheet.y, bold=True)
    sheet.page()
    for text, x in zip(("Indikator", "utfall", "årsmål", "Period"), EDGES, strict=False):
        sheet.put(text, x, sheet.y, bold=True)
    sheet.y -= 4
    rows = [["Andel besök", "81 %", "85 %", "2021"], ["Andel träd", "7 %", "8 %", "2021"]]
    sheet.table(rows, EDGES, rules="none", header=False)
    (table,) = grids(sheet.read())
    assert table[0] == ["Indikator", "Periodens utfall", "KF:s årsmål", "Period"]


def test_short_rests_of_two_heads_are_of_their_header() -> None:
    sheet = Sheet()
    header = ["Mnkr", "Begärda\nbudgetjusteringar", "Prognos\n(inkl.\nBJ)", "Utfall\n(inkl.\nBJ)"]
    edges = (LEFT, 180.0, 250.0, 320.0, 390.0)
    sheet.y = 70.0
    sheet.table([header], edges, rules="none")
    sheet.page()
    rows = [["Parker", "1,5", "1,6", "-0,1"], ["Gator", "2,5", "2,4", "0,1"]]
    sheet.table(rows, edges, rules="none", header=False)
    (table,) = grids(sheet.read())
    assert table[0][2:] == ["Prognos (inkl. BJ)", "Utfall (inkl. BJ)"]
    assert table[1:] == rows


def test_heads_and_dates_as_close_as_words_are_columns() -> None:
    sheet = Sheet()
    heads = (LEFT, 300.0, 350.8, 397.0)
    for text, x in zip(("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"), heads, strict=True):
        sheet.put(text, x, sheet.y, bold=True)
    for label, first, last in (
        ("Plantera träd i parken", "2021-01-01", "2021-06-30"),
        ("Bygga bänkar", "2021-02-01", "2021-12-31"),
    ):
        sheet.y -= 18
        for text, x in ((label, LEFT), (first, 300.0), (last, 348.7)):
            sheet.put(text, x, sheet.y)
    (table,) = grids(sheet.read())
    assert table[0] == ["Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"]
    assert table[2] == ["Bygga bänkar", "2021-02-01", "2021-12-31", ""]


def test_a_sign_in_a_column_of_its_own_stands_in_the_middle_of_its_row() -> None:
    sheet = Sheet()
    edges = (LEFT, 84.0, 250.0, 330.0, 410.0)
    rows = [
        ["", "Indikator", "Utfall", "Årsmål"],
        ["*", "Andel nöjda med de\nnya bänkarna", "81 %", "85 % av\nbesöken"],
        ["*", "Antal träd per\nkilometer stig", "12", "14 träd\nper år"],
        ["*", "Antal bänkar", "3", "4"],
    ]
    sheet.table(
        [[cell.replace("*", "\u25a0") for cell in row] for row in rows],
        edges,
        rules="none",
        align="middle",
    )
    (table,) = grids(sheet.read())
    assert [row[-3:] for row in table[1:]] == [
        ["Andel nöjda med de nya bänkarna", "81 %", "85 % av besöken"],
        ["Antal träd per kilometer stig", "12", "14 träd per år"],
        ["Antal bänkar", "3", "4"],
    ]


def test_lines_of_centred_labels_are_one_row() -> None:
    sheet = Sheet()
    wide_prose(sheet, leading=1.65)
    header = ["Indikator", "Periodens\nutfall", "Utfall\nmän/\npojkar", "Årsmål", "KF:s\nårsmål"]
    rows = [
        header,
        ["Andel besök", "81 %", "80 %", "85 %", "86 %"],
        ["Andel träd", "7 %", "", "8", ""],
    ]
    edges = (LEFT, 200.0, 270.0, 340.0, 410.0, 480.0)
    sheet.table(rows, edges, rules="none", heads="lcccc", leading=1.65, white=4)
    (table,) = grids(sheet.read())
    assert table[0] == [
        "Indikator",
        "Periodens utfall",
        "Utfall män/pojkar",
        "Årsmål",
        "KF:s årsmål",
    ]


# --- uprights of a part of a table --------------------------------------------------------------


def test_an_upright_beside_the_labels_does_not_hide_the_columns() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 270.0, 340.0, 410.0)
    rows = [
        ["Indikator", "Utfall\nmän/\npojkar", "Utfall\nkvinnor", "Period"],
        ["Andel nöjda med\nalla de nya\nbänkarna", "81 %", "85 %", "2021"],
        ["Antal träd per\nkilometer av\nnya stigar", "", "14 träd\nper år", "Tertial 2\n2021"],
        ["Antal bänkar", "3", "", "2021"],
    ]
    top = sheet.y
    sheet.table(rows, edges, rules="horizontal", align="middle")
    sheet.canvas.line(edges[1], top, edges[1], sheet.y)
    (table,) = grids(sheet.read())
    assert table == [
        ["Indikator", "Utfall män/pojkar", "Utfall kvinnor", "Period"],
        ["Andel nöjda med alla de nya bänkarna", "81 %", "85 %", "2021"],
        ["Antal träd per kilometer av nya stigar", "", "14 träd per år", "Tertial 2 2021"],
        ["Antal bänkar", "3", "", "2021"],
    ]


def test_heads_above_uprights_are_parted_where_those_would_go_on() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 250.0, 290.0, 340.0)
    for text, x in zip(
        ("Indikator", "Utfall", "Årsmål", "KF:s mål"), (73.0, 203.0, 257.5, 291.5), strict=True
    ):
        sheet.put(text, x, sheet.y, bold=True)
    sheet.y -= 5
    top = sheet.y
    rows = [["Andel besök", "81 %", "85 %", "86 %"], ["Andel träd", "7 %", "8 %", "9 %"]]
    sheet.table(rows, edges, rules="horizontal", header=False)
    for x in edges[1:-1]:
        sheet.canvas.line(x, top, x, sheet.y)
    (table,) = grids(sheet.read())
    assert table == [["Indikator", "Utfall", "Årsmål", "KF:s mål"], *rows]


def test_an_icon_close_to_its_name_stands_in_the_column_of_icons() -> None:
    sheet = Sheet()
    edges = (LEFT, 300.0, 360.0, 420.0)
    heads = ("Indikator", "Utfall", "Årsmål", "Period")
    rows = [
        ("Antal träd", "12", "14", "2021"),
        ("Andel besök i parken som varat en hel dag", "81 %", "85 %", "2021"),
        ("Antal stigar", "3", "4", "2021"),
    ]
    for number, row in enumerate((heads, *rows)):
        if number:
            sheet.put("\u25a0", LEFT, sheet.y, size=9 if number == 2 else 5)
        for text, x in zip(row, (LEFT + 8.5, *edges[1:]), strict=True):
            sheet.put(text, x, sheet.y, bold=number == 0)
        sheet.y -= 18
    (table,) = grids(sheet.read())
    assert table[1:] == [["\u25a0", *row] for row in rows]


def test_a_wide_header_above_rows_with_uprights_is_one_row() -> None:
    sheet = Sheet()
    header = ["Indikator", "Periodens\nutfall", "Prognos\nhelår", "KF:s\nårsmål"]
    edges = (LEFT, 200.0, 270.0, 340.0, 410.0)
    sheet.table([header], edges, rules="none", leading=1.65)
    top = sheet.y
    rows = [["Andel besök", "81 %", "80 %", "86 %"], ["Andel träd", "7 %", "8 %", "9 %"]]
    sheet.table(rows, edges, rules="horizontal", header=False)
    for x in edges[1:-1]:
        sheet.canvas.line(x, top, x, sheet.y)
    (table,) = grids(sheet.read())
    assert table == [["Indikator", "Periodens utfall", "Prognos helår", "KF:s årsmål"], *rows]


def test_a_word_too_long_for_its_cell_is_no_text_over_columns() -> None:
    sheet = Sheet()
    edges = (LEFT, 133.0, 180.0, 230.0)
    lines = [
        (("Indikator", "Utfall", "Årsmål", "Period"), True),
        (("Antal vuxna", "", "", ""), False),
        (("i skyddat hem", "395 st", "431 st", "2021"), False),
        (("Preventionsindex", "", "", ""), False),
        (("ANDTS", "54", "57", "2021"), False),
    ]
    for number, (row, bold) in enumerate(lines):
        for text, x in zip(row, edges, strict=True):
            sheet.put(text, x, sheet.y, bold=bold)
        sheet.y -= 10 if number % 2 else 15
    (table,) = grids(sheet.read())
    assert [row[0] for row in table[1:]] == [
        "Antal vuxna i skyddat hem",
        "Preventionsindex ANDTS",
    ]


def test_rows_between_shaded_ones_are_of_the_table_where_lines_are_far_apart() -> None:
    sheet = Sheet()
    wide_prose(sheet)
    edges = (LEFT, 84.0, 200.0, 270.0, 340.0, 410.0)
    rows = [
        HEADER,
        ["Andel nöjda med\nde nya bänkarna", "81 %", "85 %", "2021"],
        ["Antal träd per\nkilometer stig", "12", "14", "2021"],
        ["Andel nöjda med\nde nya stigarna", "71 %", "75 %", "2021"],
        ["Antal bänkar per\nkilometer stig", "2", "3", "2021"],
    ]
    sheet.canvas.setFillGray(0.9)
    y, heights = sheet.y, [9 * WIDE * (2 if number else 1) + 8 for number in range(len(rows))]
    for number, height in enumerate(heights):
        if number % 2 == 0:
            for x0, x1 in pairwise(edges):
                sheet.canvas.rect(x0, y - height, x1 - x0, height, stroke=0, fill=1)
        y -= height
    sheet.canvas.setFillGray(0)
    sheet.table([["", *row] for row in rows], edges, rules="none", leading=WIDE, white=4)
    (table,) = grids(sheet.read())
    assert [row[1] for row in table] == [
        "Indikator",
        "Andel nöjda med de nya bänkarna",
        "Antal träd per kilometer stig",
        "Andel nöjda med de nya stigarna",
        "Antal bänkar per kilometer stig",
    ]


# --- bold labels --------------------------------------------------------------------------------


@pytest.mark.parametrize("align", ["top", "bottom"])
def test_in_a_bold_label_column_bold_letters_say_nothing(align: str) -> None:
    sheet = Sheet()
    rows = [
        ("Andel nöjda med\nde nya bänkarna\ni Vattenviks parker", "81 %", "85 %", "2021"),
        ("Antal träd per\nkilometer stig", "12", "14", "2021"),
    ]
    sheet.table([HEADER], EDGES, rules="none")
    for number, row in enumerate(rows):
        lines = row[0].split("\n")
        for at, text in enumerate(lines):
            y = sheet.y - 10 * (at + 1)
            sheet.put(text, LEFT + 3, y, bold=True)
            if at == (0 if align == "top" else len(lines) - 1):
                for value, x in zip(row[1:], EDGES[1:], strict=False):
                    sheet.put(value, x + 3, y)
        sheet.y -= 10 * len(lines) + 6
        if number == 0:
            for text in ("Analys", "Bänkarna är nya, och det märks i enkäten."):
                sheet.put(text, LEFT + 3, sheet.y - 10, bold=True)
                sheet.y -= 18
    (table,) = grids(sheet.read())
    assert [row[0] for row in table] == [
        "Indikator",
        "Andel nöjda med de nya bänkarna i Vattenviks parker",
        "Analys Bänkarna är nya, och det märks i enkäten.",
        "Antal träd per kilometer stig",
    ]


def test_a_heading_below_a_bold_label_stays_one() -> None:
    sheet = Sheet()
    sheet.table([HEADER], EDGES, rules="none")
    for row in (("Andel besök", "81 %", "85 %", "2021"), ("Antal träd", "12", "14", "2021")):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x + 3, sheet.y - 10, bold=text == row[0])
        sheet.y -= 16
    sheet.y -= 20
    sheet.put("Barn i parken", LEFT + 3, sheet.y, bold=True)
    sheet.put("Barnen får vara med om allt.", LEFT + 3, sheet.y - 14)
    document = sheet.read()
    assert [row[0] for row in grids(document)[0]] == ["Indikator", "Andel besök", "Antal träd"]
    headings = [
        b for b in document.blocks if isinstance(b, Paragraph) and b.role is ParagraphRole.HEADING
    ]
    assert [heading.text for heading in headings] == ["Barn i parken"]


# --- headers that are not bold ------------------------------------------------------------------


def test_a_plain_header_as_close_to_its_rows_as_lines_are() -> None:
    sheet = Sheet()
    edges = (LEFT, 300.0, 347.2, 389.5)
    lines = [
        ("Indikator", "Utfall", "Årsmål", "Period"),
        ("Andel besök", "81 %", "85 %", "2021"),
        ("Antal träd", "12", "14", "2021"),
        ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"),
        ("Plantera träd längs alla gator som", "2021-01-01", "2021-06-", ""),
        ("är nya i Vattenvik", "", "30", ""),
        ("Bygga bänkar", "2021-02-01", "2021-12-", ""),
        ("", "", "31", ""),
    ]
    for line in lines:
        for text, x in zip(line, edges, strict=True):
            sheet.put(text, x if x != 347.2 or text[:1].isalpha() else 348.7, sheet.y)
        sheet.y -= 10
    indicators, activities = grids(sheet.read())
    assert indicators[2] == ["Antal träd", "12", "14", "2021"]
    assert activities == [
        ["Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"],
        ["Plantera träd längs alla gator som är nya i Vattenvik", "2021-01-01", "2021-06-30", ""],
        ["Bygga bänkar", "2021-02-01", "2021-12-31", ""],
    ]


def test_a_unit_printed_twice_is_one_of_two_values() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 240.0, 300.0)
    lines = [
        (("Indikator", "Utfall", "Årsmål", "Period"), True),
        (("Antal barn per grupp", "14,7", "15,1", "Tertial"), False),
        (("", "barn/avd.", "barn/avd.", "1 2021"), False),
    ]
    for line, bold in lines:
        for text, x in zip(line, edges, strict=True):
            sheet.put(text, x + 4 * bold, sheet.y, bold=bold)
        sheet.y -= 18 if bold else 10.5
    (table,) = grids(sheet.read())
    assert table[1] == [
        "Antal barn per grupp",
        "14,7 barn/avd.",
        "15,1 barn/avd.",
        "Tertial 1 2021",
    ]


def test_rows_between_shaded_cells_have_their_columns_though_one_upright_goes_through() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 270.0, 340.0, 410.0)
    rows = [
        HEADER,
        ["Andel besök", "81 %", "85 %", "2021"],
        ["Antal träd", "12", "14", "2021"],
        ["Andel stigar", "71 %", "75 %", "2021"],
        ["Antal bänkar", "2", "3", "2021"],
    ]
    height, top = 9 * 1.15 + 5, sheet.y
    sheet.canvas.setFillGray(0.9)
    for number in range(0, len(rows), 2):
        for x0, x1 in pairwise(edges):
            sheet.canvas.rect(x0, top - (number + 1) * height, x1 - x0, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table(rows, edges, rules="none")
    sheet.canvas.line(edges[1], top, edges[1], sheet.y)
    (table,) = grids(sheet.read())
    assert table == rows


def test_a_head_too_long_for_its_cell_does_not_take_in_the_next_one() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 240.0, 275.0, 310.0)
    rows = [
        ["Indikator", "", "", "Period"],
        ["Andel besök", "81 %", "85 %", "2021"],
        ["Antal träd", "12", "14", "2021"],
    ]
    sheet.table(rows, edges)
    y = 780.0 - 2.5 - 9 * 1.15 + 2
    width = stringWidth("Årsmål", "Helvetica-Bold", 9)
    sheet.put("Årsmål", 240.6 - width, y, bold=True)
    sheet.put("KF:s", 240.8, y, bold=True)
    (table,) = grids(sheet.read())
    assert table == [["Indikator", "Årsmål", "KF:s", "Period"], *rows[1:]]


def test_a_bold_line_at_the_foot_of_a_page_is_no_part_of_another_tables_header() -> None:
    sheet = Sheet()
    sheet.text("Parkerna har nya bänkar.")
    sheet.y = 30.0
    sheet.put("Förväntat", LEFT, sheet.y, bold=True)
    sheet.put("resultat", LEFT + 53, sheet.y, bold=True)
    sheet.page()
    rows = [HEADER, ["Andel besök", "81 %", "85 %", "2021"], ["Andel träd", "7 %", "8 %", "2021"]]
    sheet.table(rows, EDGES, rules="none")
    assert grids(sheet.read()) == [rows]


def test_shaded_rows_far_below_an_analysis_are_of_its_table() -> None:
    sheet = Sheet()
    wide_prose(sheet)
    edges = (LEFT, 200.0, 270.0, 340.0, 410.0)
    sheet.table(
        [HEADER, ["Andel besök", "81 %", "85 %", "2021"]], edges, rules="horizontal", white=4
    )
    sheet.y -= 27
    texts = ("Målet nås inte, då det regnade", "hela sommaren, så att besökarna", "blev få.")
    for text, bold in (("Analys", True), *((text, False) for text in texts)):
        sheet.put(text, LEFT, sheet.y, bold=bold)
        sheet.y -= 20 if bold else 14.4
    sheet.y -= 6
    rows = [["Antal träd", "12", "14", "2021"], ["Antal bänkar", "2", "3", "2021"]]
    height = 9 * 1.15 + 8
    sheet.canvas.setFillGray(0.9)
    for x0, x1 in pairwise(edges):
        sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table(rows, edges, rules="none", header=False, white=4)
    (table,) = grids(sheet.read())
    assert [row[0] for row in table][-2:] == ["Antal träd", "Antal bänkar"]


def heads(size: float) -> list[Word]:
    """Return lines of words that stand wide and evenly apart, and many smaller words."""
    names = ("norra", "parken", "sjön", "träden", "stigen", "bänken", "lekplatsen")
    words: list[Word] = []
    for line in range(2):
        x = 70.0
        for text in names[line:]:
            words.append(word(text, x, 700.0 - 40 * line, len(words), size=size))
            x += 0.6 * size * len(text) + 0.6 * size
    return words + [
        word("träd", 70.0 + 33.0 * at, 500.0 - 12 * line, 100 + 20 * line + at, width=7.5)
        for line in range(9)
        for at in range(5)
    ]


def test_words_of_large_letters_that_are_each_an_object_tell_their_spaces() -> None:
    large, usual = heads(14.0), heads(10.0)
    assert spaces_of([large])(large[0]) == pytest.approx(0.64)
    assert spaces_of([usual])(usual[0]) == 0.0


def test_a_header_is_one_row_though_its_lines_are_rounded_to_pixels() -> None:
    sheet = Sheet()
    edges = (LEFT, 240.0, 320.0, 400.0, 480.0)
    lines = [(0, ["", "Utfall", "Utfall", "", ""]), (16.5, ["", "män/", "kvinnor/", "KF:s", ""])]
    lines.append((33.75, ["Indikator", "pojkar", "flickor", "årsmål", "Period"]))
    for down, texts in lines:
        for text, x in zip(texts, edges, strict=True):
            sheet.put(text, x, sheet.y - down, size=10.5)
    sheet.y -= 33.75 + 21.75
    names = [("Andel gator", "med träd"), ("Antal bad", "per invånare"), ("Andel torg", "med kafé")]
    rows = [[f"{one} {two}", "58,1", "54,5", "55", "2015"] for one, two in names]
    for (one, two), (_, *values) in zip(names, rows, strict=True):
        sheet.put(two, LEFT, sheet.y - 16.5, size=10.5)
        for text, x in zip([one, *values], edges, strict=True):
            sheet.put(text, x, sheet.y, size=10.5)
        sheet.y -= 38.25
    (table,) = grids(sheet.read())
    sexes = ["Utfall män/pojkar", "Utfall kvinnor/flickor"]
    assert table == [["Indikator", *sexes, "KF:s årsmål", "Period"], *rows]
