"""Numbers in parts: signs, decimals and digits that narrow columns and page breaks part.

Learnt from Word files that an office program prints: it breaks a line behind a minus, repeats the
header above the rest of a row, and sets the lines of cells in the middle of their rows.
"""

from __future__ import annotations

import pytest

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 190.0, 218.0, 246.0, 274.0, 302.0)
HEAD = ["Hamn", "Bud\nget", "In\ntäkt", "Netto", "Rest"]


def without_spaces(rows: list[Texts]) -> list[list[str]]:
    """Return the texts of cells without the spaces that lines of a cell are joined by."""
    return [[(cell or "").replace(" ", "") for cell in row] for row in rows]


def test_a_minus_alone_on_its_line_goes_on_below_it() -> None:
    sheet = Sheet()
    rows = [
        ["Norra kajen", "44,7", "-0,9", "43,8", "0,1"],
        ["Västra kajen", "276,\n6", "-\n27,7", "248,\n9", "-"],
        ["Totalt", "1\n964,\n9", "-\n215,\n8", "1\n749,\n1", "-\n26,0"],
    ]
    sheet.table([HEAD, *rows], EDGES, rules="ends", sides="lrrrr", white=1.5)
    (table,) = grids(sheet.read())
    assert without_spaces(table[1:]) == [["".join(cell.split()) for cell in row] for row in rows]


@pytest.mark.parametrize("rest", ["5", "51"])
def test_the_rest_of_a_rows_numbers_below_a_repeated_header_is_no_row(rest: str) -> None:
    sheet = Sheet()
    sheet.y = 130
    upper = [
        ["Norra kajen", "44,7", "-0,9", "43,8", "0,1"],
        ["Södra kajen", "537,", "-", "489,", "-"],
    ]
    sheet.table([HEAD, *upper], EDGES, rules="ends", sides="lrrrr", white=1.5)
    sheet.page()
    lower = [
        ["", rest, "48,2", "3", "19,7"],
        ["Östra kajen", "554,\n3", "-\n94,2", "460,\n1", "-1,1"],
        ["Mellersta kajen", "35,7", "-2,5", "33,2", "0,8"],
    ]
    sheet.table([HEAD, *lower], EDGES, rules="ends", sides="lrrrr", white=1.5)
    (table,) = grids(sheet.read())
    read = without_spaces(table)
    assert read[2] == ["Södrakajen", f"537,{rest}", "-48,2", "489,3", "-19,7"]
    assert [row[0] for row in read[3:]] == ["Östrakajen", "Mellerstakajen"]


def test_a_row_of_the_page_before_goes_on_between_the_rules_of_another() -> None:
    sheet, edges = Sheet(), (LEFT, 190.0, 240.0, 290.0, 340.0)
    head = ["Indikator", "Utfall", "Årsmål", "Period"]
    sheet.y = 130
    sheet.table([head, ["Svinn i köken", "1,6 kg\nper", "1,5 kg\nper", "2026"]], edges,
                rules="ends", white=1.5)  # fmt: skip
    sheet.page()
    rest = ["", "portion", "portion", ""]
    below = ["Värme i hallarna", "2,3\nGWh", "2,2\nGWh", "2026"]
    sheet.table([head, rest, below, ["Analys Utfallet har stigit."],
                 ["Svinn till biogas", "141 ton", "133 ton", "2026"]], edges,
                rules="ends", white=1.5)  # fmt: skip
    sheet.gap()
    sheet.table([["Aktivitet", "Startdatum", "Slutdatum"],
                 ["Bygga en brygga", "2026-01-01", "2026-12-31"]],
                (LEFT, 190.0, 270.0, 350.0), rules="horizontal")  # fmt: skip
    table, _ = grids(sheet.read())
    assert [row[0] for row in table[1:]] == [
        "Svinn i köken", "Värme i hallarna", "Analys Utfallet har stigit.", "Svinn till biogas",
    ]  # fmt: skip
    assert table[1][1:] == ["1,6 kg per portion", "1,5 kg per portion", "2026"]


MONTHS = ["ja\nn", "fe\nb", "m\nar", "a\npr", "m\naj", "ju\nn"]
NARROW = [LEFT, *(150.0 + 17 * number for number in range(7))]


@pytest.mark.parametrize("align", ["top", "middle"])
def test_decimals_with_a_digit_on_each_line_are_of_one_number(align: str) -> None:
    sheet = Sheet()
    rows = [
        ["2025", "i.u.", "0,\n6\n9", "1,\n1\n9", "1,\n6", "2,\n0\n1", "3"],
        ["2026", "0,\n4\n2", "0,\n9\n1", "1,\n3", "1,\n6\n1", "1,\n8\n2", "2,\n0"],
    ]
    sheet.table([["Byten", *MONTHS], *rows], NARROW, rules="horizontal", sides="lrrrrrr",
                align=align, white=3)  # fmt: skip
    (table,) = grids(sheet.read())
    assert without_spaces(table) == [
        ["".join(cell.split()) for cell in row] for row in [["Byten", *MONTHS], *rows]
    ]


def test_last_digits_beside_the_year_of_a_label_are_no_row() -> None:
    sheet = Sheet()
    rows = [[f"Båtplatser\n{year}", *[f"{value}\n{year % 7}" for value in range(41, 47)]]
            for year in (2024, 2025, 2026)]  # fmt: skip
    sheet.table([["Antal platser", *MONTHS], *rows], NARROW, rules="none", sides="lrrrrrr", white=7)
    (table,) = grids(sheet.read())
    assert without_spaces(table[1:]) == [["".join(cell.split()) for cell in row] for row in rows]


def test_letters_of_several_heads_are_no_word_set_apart() -> None:
    sheet = Sheet()
    heads = ["Byten", "Au\ng", "Se\np", "Ok\nt", "No\nv", "De\nc"]
    rows = [["2025", "12", "13", "14", "15", "16"], ["2026", "22", "23", "24", "25", "26"]]
    sheet.table([heads, *rows], NARROW[:-1], rules="none", sides="lrrrrr", heads="lrrrrr", white=3)
    (table,) = grids(sheet.read())
    assert without_spaces(table) == [
        ["".join(cell.split()) for cell in row] for row in [heads, *rows]
    ]
