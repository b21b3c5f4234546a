"""How sure cells of layout text are, by what their table shows."""

# ruff: noqa: E501 - tables stand as they are printed

from __future__ import annotations

import pytest

from pipeline.extract.document import Cell, GridTable
from pipeline.extract.readers.text import layout_text

SURE, DOUBTFUL = 0.95, 0.8
CLEAR = """\
Brygga (tkr)                 Timmar 2031     Inköp 2031     Netto 2031
Norra bryggan                       12,5           -2,5           10,0
Södra bryggan                       10,5           -2,5            8,0
Västra bryggan                      22,5           -3,5           19,0
Östra bryggan                       11,0           -1,0           10,0
Summa                               56,5           -9,5           47,0
"""
TORN = """\
Brygga (tkr)                 inköp           inköp       netto
och norra bryggan              12,5            1,5         8,0
södra                          10,5            2,5         7,0
  med en båt till
västra                         11,5            3,5         9,0
"""


def cells(text: str) -> dict[str, Cell]:
    """Return the cells of the tables of a text by what they hold."""
    tables = [block for block in layout_text.read(text).blocks if isinstance(block, GridTable)]
    rows = [row for table in tables for row in table.rows]
    return {cell.text: cell for row in rows for cell in row if cell is not None}


def test_values_below_their_labels_in_rows_of_one_line_are_surer_than_those_of_a_torn_table() -> (
    None
):
    clear, torn = cells(CLEAR), cells(TORN)
    least = min(clear[text].confidence for text in ("12,5", "-3,5", "47,0"))
    most = max(cell.confidence for text, cell in torn.items() if "," in text)
    assert most < DOUBTFUL < least


def test_no_cell_of_other_tables_with_few_rows_is_sure_and_labels_have_no_confidence() -> None:
    found = cells(CLEAR)
    assert all(cell.confidence < SURE for text, cell in found.items() if "," in text)
    assert found["Timmar 2031"].confidence == 1.0


def test_a_table_is_as_sure_as_its_surest_cell() -> None:
    (table,) = (block for block in layout_text.read(TORN).blocks if isinstance(block, GridTable))
    shares = [cell.confidence for row in table.rows[1:] for cell in row if cell is not None]
    assert min(shares) < table.confidence == max(shares)


INDICATORS = """\
Indikator                               Periodens   Utfall män/   Utfall kvinnor/   Utfall VB   Prognos   Årsmål   KF:s     Period
                                        utfall      pojkar        flickor           2030        helår              årsmål
Andel barn som är nöjda med sin dag     60 %        59 %          61 %              58 %        62 %      63 %     64 %     2031
Andel elever som är nöjda med sin dag   70 %        69 %          71 %              68 %        72 %      73 %     74 %     2031
Andel boende som är nöjda med sin dag   80 %        79 %          81 %              78 %        82 %      83 %     84 %     2031
Andel unga som är nöjda med sin dag     90 %        89 %          91 %              88 %        92 %      93 %     94 %     2031
"""


def test_values_of_a_clear_table_with_known_labels_are_sure() -> None:
    found = cells(INDICATORS)
    assert all(cell.confidence > SURE for text, cell in found.items() if "%" in text)


@pytest.mark.parametrize(
    ("printed", "instead", "doubtful"),
    [
        ("71 %", "    ", "69 %"),
        ("68 %        72 %", "      68 %      ", "68 %"),
    ],
    ids=["men without women", "between two columns"],
)
def test_a_value_that_misses_its_pair_or_stands_between_columns_is_not_sure(
    printed: str, instead: str, doubtful: str
) -> None:
    found = cells(INDICATORS.replace(printed, instead))
    assert found[doubtful].confidence < SURE < found["60 %"].confidence


def test_a_number_without_unit_beside_a_cell_with_two_is_not_sure() -> None:
    found = cells(INDICATORS.replace("83 %     84 %", "83 % %   84  "))
    assert found["84"].confidence < SURE < found["60 %"].confidence
    assert found["80 %"].confidence < found["60 %"].confidence
