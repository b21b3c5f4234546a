"""Heads of several lines that stand as wide as the lines of the cells below, which are larger."""

from __future__ import annotations

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

XS = (LEFT, 200.0, 250.0, 300.0, 350.0)
PITCH = 1.65
HEADS = [["NAMN"], ["LÅNA", "DE I", "ÅR"], ["TOTAL", "T"], ["KVÄL", "LAR"], ["STOL", "AR"]]
ROWS = [
    (["Antal läsare i", "salen"], ["12", "310", "4", "71"]),
    (["Böcker som lånas", "hem"], ["7", "45", "12", "9"]),
    (["Kvällar då huset", "hålls öppet"], ["9", "18", "6", "33"]),
    (["Bord i salen"], ["23", "8", "44", "12"]),
]


def test_lines_of_a_head_in_capitals_stand_as_wide_as_those_of_cells_do() -> None:
    sheet = Sheet()
    for lines, x in zip(HEADS, XS, strict=True):
        for at, line in enumerate(reversed(lines)):
            sheet.put(line, x, sheet.y + PITCH * 7 * at, size=7, bold=True)
    sheet.y -= 16
    for lines, values in ROWS:
        for text, x in zip(values, XS[1:], strict=True):
            sheet.put(text, x, sheet.y, size=8.5)
        for line in lines:
            sheet.put(line, LEFT, sheet.y, size=8.5)
            sheet.y -= PITCH * 8.5
        sheet.y -= 2
    (table,) = grids(sheet.read())
    assert table[1:] == [[" ".join(lines), *values] for lines, values in ROWS]
    assert table[0][0] == "NAMN"


def test_lines_of_a_head_stand_as_wide_as_those_of_the_text_that_is_nearest_in_size() -> None:
    heads = [["Plats"], ["Budget", "2027", "(netto)", "Alla", "Medel"]]
    heads.append(["Utfall", "2026", "(brutto)", "Egna", "Pengar"])
    rows = [
        ["Stolar", "12", "310"],
        ["Bord", "7", "45"],
        ["Böcker", "9", "18"],
        ["Hyllor", "8", "3"],
    ]
    sheet = Sheet()
    for _ in range(4):
        sheet.put("Huset hölls öppet så länge någon av oss ville", LEFT, sheet.y, size=10)
        sheet.put("vara där och läsa.", LEFT, sheet.y - 15.6, size=10)
        sheet.y -= 34
    sheet.y -= 70
    for lines, x in zip(heads, XS, strict=False):
        for at, line in enumerate(reversed(lines)):
            sheet.put(line, x, sheet.y + 14 * at, bold=True)
    for row in rows:
        sheet.y -= 11
        for text, x in zip(row, XS, strict=False):
            sheet.put(text, x, sheet.y)
    assert grids(sheet.read()) == [[[" ".join(lines) for lines in heads], *rows]]
