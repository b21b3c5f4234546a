"""Tables whose values stand at the foot of their rows: below a shaded header, totals, shades."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, Texts, grids

TEXT = "Bänkarna är nya och räknas varje vår i alla parker."
EDGES = (
    LEFT,
    LEFT + PADDING + stringWidth("Bänkarna är nya", "Helvetica", 9) + 1.25,
    250.0,
    350.0,
    450.0,
)
"""The first column ends where a space of the text is."""
HEADS = ["Park", "Bänkar", "Träd", "Bord"]
NAMES = ["Norra parken\nvid ån och\nbron", "Södra parken", "Östra parken\nvid hamnen", "Torget"]
ROWS = [[name, f"{n} 1{n}0", f"{n},5", f"{n}4"] for n, name in enumerate(NAMES, 1)]
WHOLE = [[name.replace("\n", " "), *values] for name, *values in ROWS]


def behind_labels(sheet: Sheet, height: float) -> None:
    """Draw a grey box behind the labels of what stands next."""
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(LEFT, sheet.y - height, EDGES[1] - LEFT, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)


def height_of(rows: list[list[str]]) -> float:
    """Return how high rows are."""
    return sum(max(cell.count("\n") + 1 for cell in row) * 9 * 1.15 + 5 for row in rows)


@pytest.mark.parametrize("align", ["bottom", "middle"])
def test_rows_far_apart_below_a_shaded_header(align: str) -> None:
    sheet = Sheet()
    sheet.canvas.setFillGray(0.9)
    for x0, x1 in pairwise(EDGES):
        sheet.canvas.rect(x0, sheet.y - 9 * 1.15 - 12, x1 - x0, 9 * 1.15 + 12, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table([HEADS], EDGES, rules="none", white=6)
    for row in (*ROWS[::2], *ROWS[1::2]):
        sheet.table([row], EDGES, rules="none", header=False, align=align, white=6)
    assert grids(sheet.read()) == [[HEADS, *WHOLE[::2], *WHOLE[1::2]]]


@pytest.mark.parametrize(
    "rows", [[HEADS, ROWS[0], [TEXT], ROWS[2], [TEXT]], [HEADS, ROWS[0], [TEXT]]]
)
def test_a_text_over_all_columns_on_the_shade_of_the_labels(rows: list[list[str]]) -> None:
    drawn = [[f"Analys\n{TEXT}"] if row == [TEXT] else row for row in rows]
    sheet = Sheet()
    behind_labels(sheet, height_of(drawn))
    for number, row in enumerate(drawn):
        sheet.table([row], EDGES, rules="none", header=number == 0, align="bottom")
    analysis = [f"Analys {TEXT}", None, None, None]
    assert grids(sheet.read()) == [
        [analysis if row == [TEXT] else [cell.replace("\n", " ") for cell in row] for row in rows]
    ]


@pytest.mark.parametrize("ruled", [True, False])
def test_one_row_with_a_shaded_label_is_no_box_beside_the_text(*, ruled: bool) -> None:
    rows = ROWS[:1] if ruled else ROWS[2:3]
    sheet = Sheet()
    sheet.text("Bänkarna räknas varje vår.", size=9)
    sheet.y = 80.0
    sheet.table([HEADS], EDGES, rules="none")
    sheet.page()
    behind_labels(sheet, height_of(rows))
    if ruled:
        sheet.canvas.line(LEFT, sheet.y, EDGES[-1], sheet.y)
    sheet.table(rows, EDGES, rules="none", header=False, align="bottom")
    assert grids(sheet.read()) == [[HEADS, WHOLE[0 if ruled else 2]]]


@pytest.mark.parametrize("align", ["top", "bottom"])
def test_totals_in_bold_letters_with_labels_of_several_lines(align: str) -> None:
    totals = (
        ["Alla parker i\nstadsdels-\nområdet", "", "", "12"],
        ["Alla torg i\nområdet", "", "", "7"],
    )
    sheet = Sheet()
    for number, row in enumerate([HEADS, *ROWS, totals[0], ROWS[1], totals[1]]):
        bold = number == 0 or row in totals
        sheet.table([row], EDGES, rules="none", header=bold, align=align)
    assert grids(sheet.read()) == [
        [
            HEADS,
            *WHOLE,
            ["Alla parker i stadsdelsområdet", "", "", "12"],
            WHOLE[1],
            ["Alla torg i området", "", "", "7"],
        ]
    ]


def test_numbers_at_one_side_of_a_cell_and_words_at_the_other_share_a_head() -> None:
    edges = (LEFT, 150.0, 270.0, 390.0, 510.0)
    heads = ["Park", "Bänkar", "Bänkar nästa år", "Räknas"]
    rows = [
        ["Norra", "15 %", "20 %", "Tertial"],
        ["Södra", "20,8 %", "11 %", "Tertial"],
        ["Östra", "75 st", "Tas fram av nämnd", "Tertial"],
        ["Västra", "11,7 %", "1 %", "Tertial"],
    ]
    sheet = Sheet()
    sheet.table([heads], edges, rules="none", heads="lccc", white=6)
    for row in rows:
        sheet.table(
            [row], edges, rules="none", header=False, white=6, sides="lrrl" if "%" in row[1] else ""
        )
    assert grids(sheet.read()) == [[heads, *rows]]


def test_shaded_cells_of_labels_show_rows_between_texts_over_all_columns() -> None:
    text = ["Analys\nBänkarna är nya."]
    rows = [HEADS, *ROWS[:2], text, *ROWS[2:], text]
    sheet = Sheet()
    for row in rows:
        edges = EDGES if row is HEADS else (EDGES[0], EDGES[-1 if row is text else 1])
        for x0, x1 in pairwise(edges):
            height = height_of([row])
            sheet.canvas.setFillGray(0.9)
            sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        sheet.table([row], EDGES, rules="none", header=row is HEADS)
    analysis = ["Analys Bänkarna är nya.", None, None, None]
    assert grids(sheet.read()) == [[HEADS, *WHOLE[:2], analysis, *WHOLE[2:], analysis]]


@pytest.mark.parametrize("leading", [1.2, 1.4, 1.5])
def test_a_total_of_several_lines_is_one_row_where_lines_are_set_wide(leading: float) -> None:
    total = ["Alla parker\nvid ån och\nvid havets\nstrand", "7 310", "12,5", "84"]
    sheet = Sheet()
    for row in (HEADS, *ROWS, total, ROWS[0]):
        bold = row in (HEADS, total)
        sheet.table(
            [row], EDGES, rules="none", header=bold, align="bottom", leading=leading, white=0.6
        )
    whole = [total[0].replace("\n", " "), *total[1:]]
    assert grids(sheet.read()) == [[HEADS, *WHOLE, whole, WHOLE[0]]]


def test_rows_as_close_as_lines_below_a_shaded_header() -> None:
    edges = (LEFT, 200.0, 300.0, 400.0)
    rows = [
        ["Norra parken\nvid ån och\nbron", "75 %", "År"],
        ["Södra parken\nvid sjön", "9 %", "År"],
    ]
    sheet = Sheet()
    for x0, x1 in pairwise(edges):
        sheet.canvas.setFillGray(0.9)
        sheet.canvas.rect(x0, sheet.y - 15.35, x1 - x0, 15.35, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table([["Park", "Andel", "Period"]], edges, rules="none", heads="rrr")
    sheet.table(rows, edges, rules="none", header=False, align="bottom", leading=1.5, white=0)
    whole = [[name.replace("\n", " "), *values] for name, *values in rows]
    assert grids(sheet.read()) == [[["Park", "Andel", "Period"], *whole]]


@pytest.mark.parametrize("align", ["top", "bottom"])
def test_a_row_set_in_its_middle_among_rows_set_otherwise(align: str) -> None:
    edges = (LEFT, 150.0, *(200.0 + 45 * n for n in range(7)))
    heads = ["Park", *(["Bänkar", "Bord", "Träd", "Buskar", "Gungor", "Lyktor", "Stigar"])]
    first = ["Stora parken\nvid ån\noch\nbron", *(f"{n} 1{n}0" for n in range(1, 8))]
    rows = [[name, *(f"{n},{at}" for n in range(1, 8))] for at, name in enumerate(NAMES)]
    sheet = Sheet()
    sheet.table([heads], edges, rules="none")
    sheet.table([first], edges, rules="none", header=False, align="middle", white=1)
    sheet.table(rows, edges, rules="none", header=False, align=align, white=1)
    whole = [[name.replace("\n", " "), *values] for name, *values in (first, *rows)]
    assert grids(sheet.read()) == [[heads, *whole]]


def test_lines_between_two_shaded_rows_are_a_row_though_one_is_set_a_little_wider() -> None:
    sheet = Sheet()
    names = ["Andel som kan\nsimma", "Andel som kan\ndyka", "Andel som kan\ncykla", "Andel som\når"]
    rows: list[list[str]] = [HEADS]
    for name in names:
        rows += [[name, "48 %", "51 %", "55 %"], [f"Analys\n\n{TEXT}"]]
    for number, row in enumerate(rows):
        height = (row[0].count("\n") + 1) * 9 * 1.57 + 10
        sheet.canvas.setFillGray(0.9 if number % 2 == 0 else 1)
        for x0, x1 in pairwise(EDGES if len(row) > 1 else (EDGES[0], EDGES[-1])):
            sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        sheet.table(
            [row],
            EDGES,
            rules="none",
            header=number == 0,
            align="bottom",
            leading=1.65 if number == 1 else 1.57,
            white=5,
        )
    wanted: list[Texts] = [[*HEADS]]
    for name in names:
        wanted.append([name.replace("\n", " "), "48 %", "51 %", "55 %"])
        wanted.append([f"Analys {TEXT}", None, None, None])
    assert grids(sheet.read()) == [wanted]
