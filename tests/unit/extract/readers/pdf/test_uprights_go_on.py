"""Uprights that go on below a shaded header, and what page breaks tear in plain headers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 190.0, 225.0, 265.0, 305.0)
HEADS = ("Brygga", "Läng\nd vid\nland", "Djup", "År")
REMARK = "Mätt från land av den som sköter bryggan, och utan is."
ROWS = (
    ("Norra", "12 m", "3 m", "2021"),
    ("Södra", "", "2 m", "2021"),
    ("Västra", "8 m", "", "2020"),
)


def shaded_head(sheet: Sheet, heads: Sequence[str]) -> None:
    """Draw a header that is not bold, in a shaded box."""
    height = 10.4 * max(len(head.split("\n")) for head in heads) + 5
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(LEFT, sheet.y - height, EDGES[-1] + 40 - LEFT, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table([heads], (*EDGES[: len(heads)], EDGES[-1] + 40), rules="none", header=False)


def uprights(sheet: Sheet, top: float) -> None:
    """Draw the rules between columns from a height down to where the sheet is."""
    for x in EDGES[1:4]:
        sheet.canvas.line(x, sheet.y, x, top)


def interrupted(white: float) -> list[Texts]:
    """Read a table with a remark over its width below its first row and below its second."""
    sheet = Sheet()
    top = sheet.y
    edges = (*EDGES[:4], EDGES[-1] + 40)
    shaded_head(sheet, HEADS)
    for row in ROWS:
        sheet.table([row], edges, rules="none", header=False, white=white)
        uprights(sheet, top)
        if row != ROWS[-1]:
            sheet.table([[f"Analys\n{REMARK}"]], edges, rules="none", header=False, white=white)
        top = sheet.y
    (table,) = grids(sheet.read())
    return table


@pytest.mark.parametrize("white", [3.0, 6.0, 8.0])
def test_uprights_that_go_on_below_a_text_over_all_columns_are_of_one_table(white: float) -> None:
    table = interrupted(white)
    assert table[1::2] == [list(row) for row in ROWS]
    assert table[2::2] == [[f"Analys {REMARK}", None, None, None]] * 2


def test_uprights_below_another_header_are_of_its_table() -> None:
    sheet = Sheet()
    edges = (*EDGES[:4], EDGES[-1] + 40)
    for names in (("Norra", "Södra"), ("Västra", "Östra")):
        top = sheet.y
        shaded_head(sheet, HEADS)
        sheet.table([[names[0], "12 m", "3 m", "2021"]], edges, rules="none", header=False)
        uprights(sheet, top)
        sheet.table([[f"Analys\n{REMARK}"]], edges, rules="none", header=False)
        top = sheet.y
        sheet.table([[names[1], "12 m", "3 m", "2021"]], edges, rules="none", header=False)
        uprights(sheet, top)
        sheet.gap(30)
        sheet.text("Bryggorna i nästa vik är av trä.")
        sheet.gap(10)
    found = [[row[0] for row in table[1:]] for table in grids(sheet.read())]
    assert found == [
        ["Norra", f"Analys {REMARK}", "Södra"],
        ["Västra", f"Analys {REMARK}", "Östra"],
    ]


@pytest.mark.parametrize("last", [True, False])
def test_a_shade_of_labels_goes_through_texts_over_all_columns(last: bool) -> None:
    rows = [(f"{name}\nbryggan\ni viken", *values) for name, *values in ROWS[: 1 if last else 3]]
    sheet = Sheet()
    edges = (*EDGES[:4], EDGES[-1] + 40)
    shaded_head(sheet, HEADS)
    first = sheet.y
    runs = [rows[:1], rows[1:]]
    sheet.canvas.setFillGray(0.9)
    foot = first - sum(3 * 10.4 + 5 for _ in rows) - 2 * 10.4 - 5
    sheet.canvas.rect(LEFT, foot, EDGES[1] - LEFT, first - foot, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for run, remark in zip(runs, (REMARK, ""), strict=True):
        top = sheet.y
        for row in run:
            sheet.table([row], edges, rules="none", header=False)
        if run:
            uprights(sheet, top)
        if remark:
            sheet.table([[f"Analys\n{remark}"]], edges, rules="none", header=False)
    (table,) = grids(sheet.read())
    wanted: list[Texts] = [[" ".join(text.split()) for text in row] for row in rows]
    wanted.insert(1, [f"Analys {REMARK}", None, None, None])
    assert table[1:] == wanted


def test_rows_at_the_top_of_a_page_are_not_those_of_a_shaded_header_below_them() -> None:
    sheet = Sheet()
    edges = (*EDGES[:4], EDGES[-1] + 40)
    sheet.table(ROWS, edges, rules="none", header=False, white=0.5)
    sheet.gap(4)
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(LEFT, sheet.y - 15.4, edges[-1] - LEFT, 15.4, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    top = sheet.y
    sheet.table([["Fyr", "Höjd"]], (LEFT, 250.0, edges[-1]), rules="none")
    sheet.canvas.line(250.0, sheet.y, 250.0, top)
    tables = grids(sheet.read())
    assert [len(row) for table in tables for row in table] == [4, 4, 4, 2]


def torn(foot: Sequence[Sequence[str]], top: Sequence[Sequence[str]]) -> list[Texts]:
    """Read a table with full rules and a page break in it, no row of which is bold."""
    sheet = Sheet()
    sheet.y = 60.0 + 30 * len(foot)
    sheet.table(foot, EDGES, header=False)
    sheet.page()
    sheet.table(top, EDGES, header=False)
    (table,) = grids(sheet.read())
    return table


def test_a_header_that_is_not_bold_goes_on_below_a_page_break() -> None:
    rows = [["Norra", "12", "3", "4"], ["Södra", "7", "2", "4"]]
    table = torn(
        [["Bryggor", "Längd\nvid", "Djup\nvid", "Bredd\nvid"]],
        [["", "land", "land", "land"], *rows],
    )
    assert table == [["Bryggor", "Längd vid land", "Djup vid land", "Bredd vid land"], *rows]


def test_a_first_row_of_words_below_a_header_is_no_part_of_it() -> None:
    rows = [["Norra", "hel", "djup", "bred"], ["Södra", "ny", "grund", "smal"]]
    heads = ["Bryggor", "Skick", "Djup", "Bredd"]
    assert torn([heads], rows) == [heads, *rows]


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_text_over_all_columns_goes_on_in_lower_case_below_a_page_break(goes_on: bool) -> None:
    heads, row = ["Brygga", "Längd", "Djup", "År"], ["Norra", "12 m", "3 m", "2021"]
    rest = "och av den som har en båt." if goes_on else "Båthuset"
    sheet = Sheet()
    sheet.y = 120.0
    sheet.table([heads, row, [f"Analys\n{REMARK}"]], EDGES, rules="none")
    for x in EDGES[1:-1]:
        sheet.canvas.line(x, 120, x, 93)
    sheet.page()
    sheet.table([[rest, "", "", ""], row], EDGES, rules="none", header=False)
    (table,) = grids(sheet.read())
    remark = [f"Analys {REMARK}"]
    below = (
        [[f"{remark[0]} {rest}", None, None, None]]
        if goes_on
        else [[remark[0], None, None, None], [rest, "", "", ""]]
    )
    assert table[2:] == [*below, row]
