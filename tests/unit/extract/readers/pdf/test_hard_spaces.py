"""Numbers whose spaces are drawn as a distance, as where a font has no letter for them."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import Sheet, grids

HEADS = ["Namn", "Vår", "Höst", "Andel"]
RIGHTS = (220.0, 300.0, 380.0)
WIDE = 5.2
"""Points of such a space: wider than between words."""


def put_row(sheet: Sheet, row: list[str]) -> None:
    """Write a row from left to right: an object that is drawn first is read first."""
    sheet.put(row[0], 60, sheet.y)
    for text, right in zip(row[1:], RIGHTS, strict=True):
        parts = text.split(" ")
        x = right - sum(stringWidth(p, "Helvetica", 9) for p in parts) - WIDE * (len(parts) - 1)
        for part in parts:
            sheet.put(part, x, sheet.y)
            x += stringWidth(part, "Helvetica", 9) + WIDE
    sheet.y -= 16


def read(rows: list[list[str]]) -> list[list[str | None]]:
    """Read a table of rows."""
    sheet = Sheet()
    for text, x in zip(HEADS, (60.0, 200.0, 275.0, 350.0), strict=True):
        sheet.put(text, x, sheet.y, bold=True)
    sheet.y -= 16
    for row in rows:
        put_row(sheet, row)
    (table,) = grids(sheet.read())
    return table


def test_numbers_at_the_distance_of_a_space_are_one() -> None:
    rows = [
        ["Böcker", "1 206,4", "-1 014,9", "83 %"],
        ["Stolar", "671,1", "2 589,5", "7,5 %"],
        ["Läsare", "12 323", "1 276,8", "12 %"],
        ["Kvällar", "1 829", "792,3", "9 %"],
        ["Bord", "3 131", "111,3", "100 %"],
        ["Lampor", "9 187", "153,2", "61 %"],
    ]
    assert read(rows) == [HEADS, *rows]


def test_numbers_of_any_length_at_that_distance_stand_in_columns() -> None:
    found = {
        "Böcker": "1 206",
        "Stolar": "2 31",
        "Läsare": "3 114",
        "Kvällar": "4 9",
        "Bord": "5 333",
        "Lampor": "6 1204",
        "Tavlor": "7 512",
        "Hyllor": "8 700",
        "Mattor": "9 821",
    }
    sheet = Sheet()
    for text, x in zip(["Namn", "Nr", "Antal"], (60.0, 205.0, 222.0), strict=True):
        sheet.put(text, x, sheet.y, bold=True)
    for name, values in found.items():
        sheet.y -= 16
        sheet.put(name, 60, sheet.y)
        first, second = values.split()
        sheet.put(first, 215 - stringWidth(first, "Helvetica", 9), sheet.y)
        sheet.put(second, 215 + WIDE, sheet.y)
    rows = [[name, *values.split()] for name, values in found.items()]
    assert grids(sheet.read()) == [[["Namn", "Nr", "Antal"], *rows]]


def test_columns_of_three_digits_at_one_distance_are_no_numbers_of_thousands() -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun"]
    places = [
        ["595", "584", "600", "595", "582", "566"],
        ["547", "525", "531", "534", "546", "560"],
    ]
    pitch = stringWidth("595", "Helvetica", 9) + 4.6
    sheet = Sheet()
    for row in (["Platser", *months], ["Vid havet", *places[0]], ["I skogen", *places[1]]):
        sheet.put(row[0], 60, sheet.y, bold=row[0] == "Platser")
        for at, text in enumerate(row[1:]):
            sheet.put(text, 200 + at * pitch, sheet.y, size=9 if text.isdigit() else 8)
        sheet.y -= 16
    (table,) = grids(sheet.read())
    assert [row[1:] for row in table[1:]] == places
