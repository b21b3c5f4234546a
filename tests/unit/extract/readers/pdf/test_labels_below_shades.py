"""A label of several rows right below a shaded header, in tables without any rule."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.unit.extract.readers.drawing import Sheet, Texts, grids

EDGES = (60.0, 220.0, 300.0, 380.0, 460.0)
HEADS = ["kr", "Vår", "Höst", "Skillnad"]
ROWS = [
    ["Dukar", "25 021", "58 613", "123"],
    ["Hyra av stolar", "8 457", "7 640", "-391"],
    ["Summa utgifter", "33 478", "66 253", "-268"],
]
MORE = [["Biljetter", "-4 725", "-4 557", "34"], ["Lotter", "-243", "-2 175", "-78"]]
PROSE = "Huset hölls öppet så länge någon av oss ville vara där och läsa."


def read(
    labels: tuple[str, str], *, pitch: float, gap: float = 0.0, bold: bool = True
) -> list[list[Texts]]:
    """Read a table with a shaded header and a bold label above two parts of its rows."""
    sheet = Sheet()
    for _ in range(4):
        sheet.text(PROSE)
    sheet.gap(16)
    sheet.canvas.setFillGray(0.8)
    for left, right in pairwise(EDGES):
        sheet.canvas.rect(left, sheet.y - 6, right - left, 21, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for text, x in zip(HEADS, EDGES, strict=False):
        sheet.put(text, x + 3, sheet.y, bold=True)
    sheet.gap(pitch + gap)
    for row in ([labels[0]], *ROWS, [labels[1]], *MORE):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x + 3, sheet.y, bold=bold and len(row) == 1)
        sheet.gap(pitch)
    sheet.gap(20)
    for _ in range(4):
        sheet.text(PROSE)
    return grids(sheet.read())


@pytest.mark.parametrize("bold", [True, False])
@pytest.mark.parametrize("pitch", [16.5, 20.0])
def test_a_label_of_rows_below_a_shaded_header_ends_no_table(pitch: float, bold: bool) -> None:
    (table,) = read(("Utgifter", "Inkomster"), pitch=pitch, bold=bold)
    assert table[0] == HEADS
    assert [row[0] for row in table[1:]] == [
        "Utgifter", *(row[0] for row in ROWS), "Inkomster", *(row[0] for row in MORE)
    ]  # fmt: skip
    assert [row for row in table if row[1]] == [HEADS, *ROWS, *MORE]


def test_a_heading_far_below_a_shaded_header_is_no_label_of_its_rows() -> None:
    tables = read(("Utgifter", "Inkomster"), pitch=13.0, gap=60.0)
    assert all(table[0] == HEADS or HEADS not in table for table in tables)
    assert not any("Utgifter" in row for table in tables for row in table)
