"""Tables without rules whose heads or values are as wide as their columns."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids

EDGES = (LEFT, 170.0, 212.0, 254.0, 300.0, 345.0)
ROWS = [
    ["Norra parken", "71 %", "68 %", "70", "2019"],
    ["Södra parken", "65 %", "61 %", "64", "2019"],
    ["Torget", "80 %", "84 %", "81", "2019"],
]


def test_a_word_wider_than_its_column_goes_on_below_in_lower_case() -> None:
    heads = ["Park", "Gräsklippningens\nskötsel\ni alla\nparker", "Mått\ni år", "Mål", "År"]
    sheet = Sheet()
    sheet.table([heads], EDGES, rules="none", align="bottom")
    sheet.table(ROWS, EDGES, rules="none", header=False, sides="lrrrr")
    (table,) = grids(sheet.read())
    assert table == [[head.replace("\n", " ") for head in heads], *ROWS]


@pytest.mark.parametrize("rules", ["none", "horizontal"])
@pytest.mark.parametrize(
    ("word", "edge"),
    [("Gräsklippning", 258.0), ("Gräsklippning", 262.0), ("Gräsklippningar", 266.0)],
)
def test_a_line_of_a_head_goes_on_with_the_one_that_it_is_aligned_with(
    word: str, edge: float, rules: str
) -> None:
    heads = [
        "Park",
        "Mått\ni år",
        f"{word}\nfrån år\ni alla",
        "Räknat\nresultat\ntotalt\ni år",
        "År",
    ]
    edges = (LEFT, 170.0, 212.0, edge, 310.0, 345.0)
    sheet = Sheet()
    sheet.table([heads], edges, rules="none", align="middle")
    sheet.table(ROWS, edges, rules=rules, header=False)
    (table,) = grids(sheet.read())
    assert table[0] == [head.replace("\n", " ") for head in heads]


def test_four_values_as_close_as_words_stand_in_four_columns() -> None:
    values = ["61,96 %", "65,84 %", "58,08 %", "56,44 %"]
    pitch = stringWidth("61,96 % ", "Helvetica", 9)
    edges = (LEFT, *(170.0 + pitch * n for n in range(5)))
    above = [["Norra", "71,5 %", "8 %", "3 %", "6 %"], ["Södra", "6 %", "61,2 %", "9 %", "4 %"]]
    below = [["Torget", "5 %", "2 %", "64,3 %", "5 %"], ["Bron", "3 %", "3 %", "5 %", "2 %"]]
    heads = ["Park", "Alla", "Män", "Kv.", "2018"]
    sheet = Sheet()
    sheet.table([heads], edges, rules="none", heads="lrrrr")
    sheet.table(above, edges, rules="none", header=False, sides="lrrrr")
    x0 = edges[-1] - PADDING - stringWidth(" ".join(values), "Helvetica", 9)
    sheet.put(" ".join(values), x0, sheet.y - 2.5 - 9 * 1.15 + 2)
    sheet.table([["Hamnen"]], edges, rules="none", header=False)
    sheet.table(below, edges, rules="none", header=False, sides="lrrrr")
    assert grids(sheet.read()) == [[heads, *above, ["Hamnen", *values], *below]]
