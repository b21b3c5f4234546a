"""Plain heads at one side of their cells, values at the other: nothing stands below its head."""

from __future__ import annotations

import pytest

from pipeline.extract.readers.geometry.bands import Band, band_of
from pipeline.extract.readers.geometry.header_sizes import header_size
from pipeline.extract.readers.geometry.words import Word, lines_of
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 190.0, 290.0, 390.0, 490.0)
SIDES = [("rrrr", "llll"), ("llll", "rrrr")]
FIRST = [["Torg", "Höst", "Vår"], ["Norra", "1,5", "3,1"], ["Södra", "2,5", "4,7"]]
SECOND = [
    ["Park", "jan", "feb", "mar"],
    ["Östra", "0,1", "0,2", "0,3"],
    ["Västra", "0,4", "0,5", "0,6"],
]


@pytest.mark.parametrize(("heads", "sides"), SIDES)
def test_a_plain_header_opens_a_table_below_another_one(heads: str, sides: str) -> None:
    sheet = Sheet()
    for title, rows, edges in (
        ("Besök på torgen", FIRST, (LEFT, 190.0, 340.0, 490.0)),
        ("Besök i parkerna", SECOND, EDGES),
    ):
        sheet.put(title, LEFT + 3, sheet.y - 6)
        sheet.y -= 12
        for row in rows:
            side = heads if row is rows[0] else sides
            sheet.table([row], edges, rules="none", header=False, sides="l" + side)
        sheet.gap(8)
    assert grids(sheet.read()) == [FIRST, SECOND]


def band(y: float, texts: dict[float, str]) -> Band:
    """Return a row of words, each 8 points wide, that begin at these places."""
    return band_of(
        lines_of(
            1,
            [
                Word(text, x, x + 8, y, 10.0, False, 6.0, False, at, at)
                for at, (x, text) in enumerate(texts.items())
            ],
        )
    )


@pytest.mark.parametrize("off", [30, -30])
def test_parts_of_a_label_stand_beside_their_numbers(off: int) -> None:
    head = band(740, {70: "Namn", 250: "Besök"})
    parts = band(720, {200: "vår", 250: "höst", 300: "vinter"})
    rows = [
        band(y, {70: "Norra", 200 + off: "1,5", 250 + off: "2,5", 300 + off: "3,5"})
        for y in (700, 680, 660)
    ]
    assert header_size([head, parts, *rows]) == 2
    beside = band(720, {200: "vår", 250: "höst", 300: "vinter", 70: "Södra"})
    assert header_size([head, beside, *rows]) == 1


def test_a_head_in_the_middle_of_its_cell_is_no_label_over_several_columns() -> None:
    sheet = Sheet()
    for text, x, y in (
        ("Skillnad bok", 338, 780), ("Namn", LEFT, 765), ("Budget 26", 198, 765),
        ("Bokslut 26", 255, 765), ("2026", 312, 750), ("2025", 370, 750),
    ):  # fmt: skip
        sheet.put(text, x, y)
    rows = [["Norra", "90,7", "91,4", "-0,7", "1,8"], ["Södra", "37,2", "37,1", "0,1", "-0,8"]]
    sheet.y = 738
    edges = (LEFT - 3, 193.0, 250.0, 307.5, 365.0, 422.0)
    sheet.table(rows, edges, rules="none", header=False, sides="lrrrr")
    (table,) = grids(sheet.read())
    heads = ["Namn", "Budget 26", "Bokslut 26", "2026", "2025"]
    assert table[-3:] == [heads, *rows]


def test_lines_set_wide_show_that_cells_cut_words() -> None:
    sheet = Sheet()
    sheet.text("Ett vårdnadsbidrag och en boendestödjare finns i parken.")
    sheet.gap()
    rows = [
        ["Namn", "Stöd vårdna\ndsbidrag", "En boende\nstödjare"],
        ["Norra\nparken", "1,5", "2,5"],
        ["Södra\nhamnen", "3,5", "4,5"],
        ["Östra\nskogen", "5,5", "6,5"],
    ]
    sheet.table(
        rows, (LEFT, 190.0, 250.0, 310.0), rules="none", header=False, leading=1.65, white=5
    )
    (table,) = grids(sheet.read())
    assert table[0] == ["Namn", "Stöd vårdnadsbidrag", "En boendestödjare"]


def test_a_plain_head_inside_of_a_table_that_is_printed_again_opens_no_other_one() -> None:
    sheet = Sheet()
    sheet.y = 160
    first, more = ["Torg", "Höst", "Vår", "Alla"], ["Norra", "1,5", "3,1", "4,6"]
    rows = [["Kajen", "2,4", "0,2", "2,6"], ["Bron", "0,5", "0,7", "1,2"]]
    sheet.table([first, more], EDGES, rules="none", header=False, sides="llll")
    sheet.table([SECOND[0]], EDGES, rules="none", header=False, sides="lrrr")
    sheet.table(SECOND[1:], EDGES, rules="none", header=False, sides="llll")
    sheet.page()
    sheet.table([SECOND[0]], EDGES, rules="none", header=False, sides="lrrr")
    sheet.table(rows, EDGES, rules="none", header=False, sides="llll")
    (table,) = grids(sheet.read())
    assert table[-2:] == rows
