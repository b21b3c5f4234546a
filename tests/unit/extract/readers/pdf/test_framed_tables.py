"""Tables with a shaded header inside a frame: no rule parts their rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 200.0, 300.0, 400.0, 500.0)
HEADS = ["Indikator", "Utfall", "Årsmål", "Period"]
PITCH = 11.5


def framed(rows: list[list[str]]) -> list[list[list[str | None]]]:
    """Read a table in a frame, its lines as far apart as its rows, cells at the foot of rows."""
    sheet = Sheet()
    top = sheet.y
    sheet.canvas.setFillGray(0.9)
    for x0, x1 in pairwise(EDGES):
        sheet.canvas.rect(x0, top - 16, x1 - x0, 16, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table([HEADS], EDGES, rules="none", header=False)
    sheet.y = top - 16 - PITCH
    for row in rows:
        cells = [text.split("\n") for text in row]
        tallest = max(map(len, cells))
        for lines, x in zip(cells, EDGES, strict=False):
            for at, line in enumerate(lines, tallest - len(lines)):
                sheet.put(line, x + 3, sheet.y - PITCH * at)
        sheet.y -= PITCH * tallest
    foot = sheet.y + PITCH - 5
    for x in (EDGES[0], EDGES[-1]):
        sheet.canvas.line(x, foot, x, top)
    for y in (top, foot):
        sheet.canvas.line(EDGES[0], y, EDGES[-1], y)
    return grids(sheet.read())


def test_an_analysis_begins_a_row_in_a_frame_without_rules() -> None:
    rows = [
        ["Andel böcker som\nlånas ut av\nläsare", "71 %", "75 %", "2019"],
        ["Analys"],
        ["Utfallet har stigit sedan förra året, då huset var stängt."],
        ["Andel stolar som\när hela", "80 %", "90 %", "2019"],
        ["Antal rum", "12", "12", "2019"],
    ]
    (table,) = framed(rows)
    found = [" ".join(text for text in row if text) for row in table]
    assert found == [
        " ".join(HEADS),
        *(" ".join(row).replace("\n", " ") for row in (rows[0], [*rows[1], *rows[2]], *rows[3:])),
    ]


def in_one_shade(rows: Sequence[Sequence[str]], heights: Sequence[int]) -> list[list[Texts]]:
    """Read a framed table, rows so far below its top, with one shade behind the last one."""
    sheet = Sheet()
    top = sheet.y
    sheet.canvas.setFillGray(0.9)
    for x0, x1 in pairwise(EDGES):
        sheet.canvas.rect(x0, top - 60, x1 - x0, 17, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for y in (top, top - 60):
        sheet.canvas.line(EDGES[0], y, EDGES[-1], y)
    for x in (EDGES[0], EDGES[-1]):
        sheet.canvas.line(x, top, x, top - 60)
    for row, height in zip(rows, heights, strict=True):
        for text, x in zip(row, EDGES, strict=False):
            for at, line in enumerate(text.split("\n")):
                sheet.put(line, x + 3, top - height - PITCH * at)
    return grids(sheet.read())


def test_a_plain_header_in_one_shade_with_its_first_row_is_a_row_of_its_own() -> None:
    rows = [["Andel böcker\nute", "71 %", "75 %", "År"], ["Stolar", "80 %", "90 %", "År"]]
    (table,) = in_one_shade([HEADS, *rows], (10, 25, 54))
    assert table == [HEADS, ["Andel böcker ute", *rows[0][1:]], rows[1]]


def test_a_plain_header_above_values_in_one_shade_is_a_row_of_its_own() -> None:
    heads = ["Mått", "Budget\nkvar", "Utfall\nhittills", "Rest"]
    rows = [["Hyra", "12,5", "13,0", "0,5"], ["Summa", "20,1", "21,0", "0,9"]]
    (table,) = in_one_shade([heads, *rows], (10, 37, 54))
    assert table == [[head.replace("\n", " ") for head in heads], *rows]
