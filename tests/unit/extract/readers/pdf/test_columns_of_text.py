"""Pages whose text is in columns, or that hold two pages beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids, prose

RIGHT = 310.0
TOP = 780.0
LINES = 40
HEADS = ["Sort", "Antal", "Pris"]
EDGES = (0.0, 90.0, 150.0, 200.0)
ROWS = [HEADS, ["Päron", "12", "7"], ["Äpplen", "310", "45"], ["Plommon", "9", "8"]]
WIDE = [
    ["Gård", "Hektar som är kvar i bruk", "Skörd i år", "Mot i fjol"],
    ["Norrby", "31,5", "1 204", "-12"],
    ["Söderby", "8,25", "377", "+4"],
    ["Västerby", "14", "58", "0"],
]


def at(x: float, edges: Sequence[float] = EDGES) -> list[float]:
    return [edge + x for edge in edges]


def column(sheet: Sheet, x: float, start: int, lines: int) -> None:
    """Write lines of one text, of which each says which one it is."""
    for number in range(start, start + lines):
        sheet.text(f"rad {number} om hur frukten mognar på gren", x, size=10)


def pages(write: Callable[[Sheet, int], None], count: int = 2) -> Sheet:
    sheet = Sheet()
    for number in range(count):
        write(sheet, number)
        sheet.page()
    return sheet


def numbers(texts: Sequence[str]) -> list[int]:
    """Return the numbers of lines in the order in which they are read."""
    words = " ".join(texts).split()
    return [int(two) for one, two in pairwise(words) if one == "rad"]


def test_a_column_is_read_before_the_one_beside_it() -> None:
    def write(sheet: Sheet, page: int) -> None:
        first = page * 2 * LINES
        column(sheet, LEFT, first, LINES)
        sheet.y = TOP
        column(sheet, RIGHT, first + LINES, LINES)

    document = pages(write).read()
    assert numbers(prose(document)) == list(range(4 * LINES))
    places = [block.place for block in document.blocks]
    assert {place.page for place in places} <= {1, 2}


def test_a_table_goes_on_in_the_next_column_and_says_where_it_is_printed() -> None:
    def write(sheet: Sheet, page: int) -> None:
        column(sheet, LEFT, page * 2 * LINES, LINES)
        sheet.table(ROWS, at(LEFT), rules="full")
        sheet.y = TOP
        sheet.table([HEADS, ["Körsbär", "77", "3"]], at(RIGHT), rules="full")
        sheet.gap()
        column(sheet, RIGHT, page * 2 * LINES + LINES, LINES)

    document = pages(write).read()
    assert [[row[0] for row in rows] for rows in grids(document)] == [
        ["Sort", "Päron", "Äpplen", "Plommon", "Körsbär"]
    ] * 2
    tables = [block for block in document.blocks if isinstance(block, GridTable)]
    last = tables[0].rows[-1][0]
    assert last is not None
    assert last.place.page == 1
    assert last.place.bbox is not None
    assert abs(last.place.bbox[0] - RIGHT) < 5


def test_a_table_over_both_columns_parts_them() -> None:
    def write(sheet: Sheet, page: int) -> None:
        first = page * 4 * 15
        for part in range(2):
            top = sheet.y
            column(sheet, LEFT, first + part * 30, 15)
            foot, sheet.y = sheet.y, top
            column(sheet, RIGHT, first + part * 30 + 15, 15)
            sheet.y = foot
            sheet.gap()
            if not part:
                sheet.table(WIDE, at(LEFT, (0, 130, 260, 350, 450)), rules="none")
                sheet.gap()

    document = pages(write).read()
    assert grids(document) == [WIDE, WIDE]
    assert numbers(prose(document)) == list(range(120))


def test_a_table_with_high_rows_in_two_columns_of_text_is_one() -> None:
    """Its cells are written one after the other, too, but each row begins below the last one."""
    long = "\n".join(f"ord {number} av en lång text" for number in range(9))

    def write(sheet: Sheet, page: int) -> None:
        sheet.text("Ett stycke som går över hela sidans bredd och inte är i några spalter alls.")
        sheet.gap()
        rows = [["Insats", "Läge"]] + [[f"{name} {long}", f"{long}"] for name in "AB"]
        sheet.table(rows, (LEFT, RIGHT, 520.0), rules="full")
        sheet.gap()
        sheet.text("Ett stycke som går över hela sidans bredd och inte är i några spalter alls.")

    found = grids(pages(write, 4).read())
    cells = [[cell or "" for cell in row] for rows in found for row in rows[-2:]]
    assert [[cell[-13:] for cell in row] for row in cells] == [["av en lång text"[-13:]] * 2] * 8


def test_a_line_between_columns_is_no_rule_of_a_table_over_both() -> None:
    def write(sheet: Sheet, page: int) -> None:
        column(sheet, LEFT, page * 60, 30)
        sheet.y = TOP
        column(sheet, RIGHT, page * 60 + 30, 30)
        sheet.gap(30)
        sheet.table(WIDE, at(LEFT, (0, 130, 250, 350, 450)), rules="none")
        for x in (LEFT - 4, RIGHT - 14):
            sheet.canvas.line(x, TOP, x, sheet.y)

    assert grids(pages(write).read()) == [WIDE, WIDE]


def test_running_heads_over_both_columns_are_no_text() -> None:
    def write(sheet: Sheet, page: int) -> None:
        sheet.put("Odlarnas årsbok om träd och frukt", 220, 815)
        column(sheet, LEFT, page * 2 * LINES, LINES)
        sheet.y = TOP
        column(sheet, RIGHT, page * 2 * LINES + LINES, LINES)
        sheet.put(f"Sid {page + 1} (3)", RIGHT + 150, 30)

    document = pages(write, 3).read()
    assert numbers(prose(document)) == list(range(6 * LINES))
    assert "Odlarnas" not in " ".join(prose(document))
    assert len([place for place in document.furniture if "Odlarnas" in place.text]) == 3
    assert document.page_count == 3
