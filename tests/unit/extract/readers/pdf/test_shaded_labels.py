"""Labels with a shade each, between which texts over the whole table have none."""

from __future__ import annotations

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 220.0, 320.0, 420.0, 520.0)
ROWS = [
    ["Indikator", "Periodens utfall", "Årsmål", "Period"],
    ["Bänkar i parken", "12 st", "14 st", "2019"],
    [
        "Vatten till gräs och\nplanterade träd",
        "1,84 liter\nvatten per\nträd",
        "2 liter\nvatten per\nträd",
        "2019",
    ],
    ["Stigar i parken", "3 km", "4 km", "2019"],
]
ABOUT = "Analys Underlaget är litet."


def test_one_of_two_lines_is_no_box_beside_the_values_that_no_line_of_it_is_on() -> None:
    sheet = Sheet()
    for row in ROWS:
        height = 9 * 1.15 * max(cell.count("\n") + 1 for cell in row) + 5
        sheet.canvas.setFillGray(0.9)
        sheet.canvas.rect(EDGES[0], sheet.y - height, EDGES[1] - EDGES[0], height, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        head = row is ROWS[0]
        sheet.table([row], EDGES, rules="none", header=head, align="middle")
        if not head:
            sheet.put(ABOUT, EDGES[0] + 3, sheet.y - 9)
            sheet.gap(14)
    (table,) = grids(sheet.read())
    texts = [[cell.replace("\n", " ") for cell in row] for row in ROWS]
    assert [row for row in table if row[1]] == texts
