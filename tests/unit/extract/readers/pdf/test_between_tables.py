"""What stands between tables, above them and over their columns, where hardly a rule tells."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.readers.geometry.parting import Lines
from pipeline.extract.readers.geometry.words import TextLine, Word, lines_of
from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids, prose

EDGES = (LEFT, 220.0, 320.0, 420.0)
NUMBERS = [["Norra", "12", "310"], ["Södra", "7", "45"], ["Västra", "9", "88"]]
LATER = [["Östra", "5", "31"], ["Mellersta", "3", "12"]]


def rows(sheet: Sheet, cells: list[list[str]]) -> None:
    """Write rows as close as lines, none of them bold and without a rule."""
    sheet.table(cells, EDGES, rules="none", header=False, size=10)


def two(second: list[str], *, hanging: bool, heading: bool) -> tuple[list[list[Texts]], list[str]]:
    """Read two tables with a text between them, in letters of one size."""
    sheet = Sheet()
    rows(sheet, [["Brygga", "Båtar", "Besök"], *NUMBERS])
    sheet.gap(18)
    x = LEFT if hanging else LEFT + 3
    if heading:
        sheet.text("Hamnar i norr", x, size=10, bold=True)
    sheet.text("Alla som var där förra året kom igen i år, och flera till.", x, size=10)
    sheet.gap(3)
    rows(sheet, [second, *LATER])
    document = sheet.read()
    return grids(document), prose(document)


def test_a_text_left_of_all_labels_ends_a_table() -> None:
    first = ["Nordöstra", "12", "45"]
    tables, texts = two(first, hanging=True, heading=True)
    assert tables == [[["Brygga", "Båtar", "Besök"], *NUMBERS], [first, *LATER]]
    assert texts == ["Hamnar i norr", "Alla som var där förra året kom igen i år, och flera till."]


def test_years_below_a_heading_head_another_table() -> None:
    heads = ["Hamn", "2020", "2021"]
    tables, _ = two(heads, hanging=False, heading=True)
    assert tables == [[["Brygga", "Båtar", "Besök"], *NUMBERS], [heads, *LATER]]


def test_a_text_as_far_left_as_labels_may_be_of_their_table() -> None:
    row = ["Nordöstra", "12", "45"]
    ((_, *found),), _ = two(row, hanging=False, heading=False)
    assert found[-3:] == [row, *LATER]


def test_heads_without_a_common_line_as_near_as_rows_are_a_header() -> None:
    sheet = Sheet()
    sheet.text("Båtarna i hamnen räknades i juni.")
    sheet.gap(30)
    y = sheet.y
    sheet.put("Beskrivning av hamnen, inom parentes", LEFT + 3, y)
    sheet.put("Antal", 400, y - 4.7)
    sheet.put("båtar", LEFT + 3, y - 9.4)
    found = [("Norra", "12"), ("Södra", "14"), ("Västra", "11"), ("Östra", "15")]
    for number, (name, count) in enumerate(found):
        sheet.put(name, LEFT + 3, y - 9.4 - 15.4 * (number + 1))
        sheet.put(count, 411, y - 9.4 - 15.4 * (number + 1))
    (table,) = grids(sheet.read())
    assert table == [["Beskrivning av hamnen, inom parentes båtar", "Antal"], *map(list, found)]


def test_a_rule_below_a_label_over_columns_parts_no_names_head() -> None:
    sheet = Sheet()
    y = sheet.y
    for x, dy, text in (
        (LEFT + 3, 6.0, "Hamnar vid"),
        (LEFT + 3, 15.5, "norra viken"),
        (300.0, 3.0, "Båtar"),
        (258.0, 19.7, "Segel"),
        (398.0, 19.7, "Motor"),
    ):
        sheet.put(text, x, y - dy)
    sheet.canvas.line(180, y - 7.8, 440, y - 7.8)
    sheet.canvas.line(LEFT, y - 24, 440, y - 24)
    for number, (name, sail, motor) in enumerate(NUMBERS):
        at = y - 35 - 15.4 * number
        sheet.put(name, LEFT + 3, at)
        sheet.put(sail, 270, at)
        sheet.put(motor, 406, at)
    (table,) = grids(sheet.read())
    assert table[:2] == [["", "Båtar", None], ["Hamnar vid norra viken", "Segel", "Motor"]]
    assert table[2:] == NUMBERS


PLACES = {"label": 71.0, "third": 300.0, "fourth": 595.0, "fifth": 735.0}
HEADS = (("label", "Brygga"), ("third", "Segel"), ("fourth", "Längd"), ("fifth", "År"))


def line_of(y: float, *texts: tuple[str, str]) -> TextLine:
    """Return a line of texts at their places, whose words are written from left to right."""
    words: list[Word] = []
    for at, (place, text) in enumerate(texts):
        x = PLACES[place]
        for word in text.split():
            width = 5.5 * len(word)
            order = int(1000 * (800 - y)) + 10 * at + len(words)
            words.append(Word(word, x, x + width, y, 11.0, False, 6.0, True, order, order))
            x += width + 3
        words[-1] = replace(words[-1], spaced=False)
    (line,) = lines_of(1, words)
    return line


def test_a_text_over_several_heads_is_no_label_of_the_row_below_it() -> None:
    """Values stand in the middle of rows, far to the right, and rows are as close as lines."""
    lines = [
        line_of(477.1, ("label", "Bryggan i viken")),
        line_of(466.3, ("label", "där båtarna står"), ("fourth", "67 %"), ("fifth", "2017")),
        line_of(455.1, ("label", "och ligger")),
        line_of(442.2, ("label", "Analys")),
        line_of(430.6, ("label", "Den är mätt från land av den som sköter om bryggan.")),
        line_of(418.0, ("label", "Mätt längd på")),
        line_of(407.2, ("label", "bryggan och på"), ("fourth", "1 503 m"), ("fifth", "2017")),
        line_of(396.0, ("label", "kajen")),
    ]
    _, starts = Lines(lines, (line_of(500.0, *HEADS),)).parted(0.38)
    assert starts == [0, 3, 5]


def test_a_heading_that_begins_with_analys_is_no_comment() -> None:
    sheet = Sheet()
    sheet.y = 120.0
    rows(sheet, [["Brygga", "Båtar", "Besök"], *NUMBERS])
    sheet.page()
    sheet.text("Analys av hamnar i norr", LEFT, size=10)
    sheet.gap(10)
    sheet.text("Alla kom igen.", LEFT, size=10)
    sheet.gap(8)
    rows(sheet, [["Hamn", "Båtar", "Fyrar"], *LATER])
    document = sheet.read()
    assert grids(document)[1] == [["Hamn", "Båtar", "Fyrar"], *LATER]
