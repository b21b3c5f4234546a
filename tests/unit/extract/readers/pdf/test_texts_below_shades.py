"""Texts about a shaded row, and rows without a shade below it, of a table of small letters."""

from __future__ import annotations

from itertools import pairwise

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 200.0, 280.0, 360.0, 440.0, 520.0)
SIZE = 6.5
PAD = 5.0
HEADS = ["Indikator", "Periodens utfall", "Prognos", "Årsmål", "Period"]
ABOVE = ["Lån per dag", "12 st", "14 st", "15 st", "2019"]
SHADED = ["Andel nöjda", "81 %", "82 %", "80 %", "2019"]
BELOW = ["Öppna kvällar", "3 st", "4 st", "4 st", "2019"]
ABOUT = ["Analys", "Salen var stängd i mars."]


def read(*parts: list[str]) -> list[list[Texts]]:
    """Read a table between prose: a header and parts; rows that are SHADED have a shade."""
    sheet = Sheet()
    for _ in range(6):
        sheet.text("Huset hölls öppet så länge någon av oss ville vara där och läsa.")
    sheet.gap(20)
    for row in (HEADS, *parts):
        if row[0] == "Analys":
            sheet.gap(2 * PAD + SIZE)
            sheet.put(row[0], EDGES[0] + PAD, sheet.y, size=SIZE, bold=True)
            sheet.gap(2.1 * SIZE)
            sheet.put(row[1], EDGES[0] + PAD, sheet.y, size=SIZE)
            sheet.gap(2 * PAD)
            continue
        cells = [cell.split("\n") for cell in row]
        height = 1.2 * SIZE * max(map(len, cells)) + 2 * PAD
        if row[0].startswith(SHADED[0]):
            sheet.canvas.setFillGray(0.9)
            for x0, x1 in pairwise(EDGES):
                sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        for lines, x in zip(cells, EDGES, strict=False):
            for at, line in enumerate(lines, start=1):
                y = sheet.y - PAD - 1.2 * SIZE * at + 2
                sheet.put(line, x + PAD, y, size=SIZE, bold=row is HEADS)
        sheet.gap(height)
    sheet.gap(30)
    for _ in range(6):
        sheet.text("Huset hölls öppet så länge någon av oss ville vara där och läsa.")
    return grids(sheet.read())


def test_a_text_about_the_last_row_of_a_table_stands_below_its_shade() -> None:
    (table,) = read(ABOVE, SHADED, ABOUT)
    assert table[:3] == [HEADS, ABOVE, SHADED]
    assert [row[0] for row in table[3:]] == [" ".join(ABOUT)]


def test_a_row_below_a_text_about_a_shaded_row_goes_on_with_the_table() -> None:
    (table,) = read(ABOVE, SHADED, ABOUT, BELOW)
    assert table[:3] == [HEADS, ABOVE, SHADED]
    assert table[3][0] == " ".join(ABOUT)
    assert table[4:] == [BELOW]


def test_a_shaded_row_of_values_may_have_texts_of_two_lines() -> None:
    wrapped = ["Andel nöjda\nmed salen", "29 st", "26 st", "24", "Tertial 1\n2019\ni salen"]
    (table,) = read(ABOVE, ABOUT, wrapped)
    assert table[:2] == [HEADS, ABOVE]
    assert table[3:] == [[text.replace("\n", " ") for text in wrapped]]
