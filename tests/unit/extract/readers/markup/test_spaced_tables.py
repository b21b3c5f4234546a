"""Tables of Markdown whose cells are paragraphs, as mammoth prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.document import GridTable, Paragraph, RunTable
from pipeline.extract.readers.dialects import read_text

SURE = 0.95


def written(*paragraphs: str) -> str:
    """Return paragraphs as mammoth does: escaped, and with a blank line behind each."""
    texts = [
        "# Plan",
        "Nämnden följer upp planen. Det sker på våren. Det sker på hösten. Allt är klart.",
        *paragraphs,
    ]
    escaped = [re.sub(r"(?<!^#)[-.()]", r"\\\g<0>", text) for text in texts]
    return "\n\n".join(escaped) + "\n"


def tables(*paragraphs: str) -> list[GridTable | RunTable]:
    """Return the tables that are read of paragraphs."""
    text = written(*paragraphs)
    return [block for block in read_text(text).blocks if not isinstance(block, Paragraph)]


def rows_of(*paragraphs: str) -> list[list[str | None]]:
    """Return the cells of the only table."""
    (table,) = tables(*paragraphs)
    assert isinstance(table, GridTable)
    return [[cell.text if cell else None for cell in row] for row in table.rows]


BUDGET = ("Verksamhet", "Budget 2031", "Utfall", "Avvikelse")
PARKS = ("Parker", "12,5", "11,0", "1,5")
BATHS = ("Bad", "2,5", "3,0", "-0,5")
BOATS = ("Båtar", "7,5", "7,0", "0,5")


def test_a_paragraph_is_a_cell_and_a_name_begins_a_row() -> None:
    assert rows_of(*BUDGET, *PARKS, *BATHS) == [[*BUDGET], [*PARKS], [*BATHS]]


def test_the_title_above_a_header_is_no_label() -> None:
    assert rows_of("Driften i korthet", *BUDGET, *PARKS, *BATHS)[0] == [*BUDGET]


def test_periods_and_years_may_be_labels() -> None:
    rows = rows_of("Lotter", "T1", "T2", "Helår", "Öst", "4", "5", "6", "Väst", "7", "8", "9")
    assert rows[0] == ["Lotter", "T1", "T2", "Helår"]
    assert rows[1] == ["Öst", "4", "5", "6"]


def test_rows_may_be_named_by_periods() -> None:
    rows = rows_of("Lotter", "Sålda", "Kvar", "År 2030", "4", "5", "År 2031", "7", "8")
    assert rows[1:] == [["År 2030", "4", "5"], ["År 2031", "7", "8"]]


def test_a_label_of_several_paragraphs_is_one() -> None:
    head = ("Enhet", "Överfört", "från 2030", "Resultat 2031")
    rows = rows_of(*head, "Norra parken", "4,5", "5,5", "Södra parken", "6,5", "7,5")
    assert rows[0] == ["Enhet", "Överfört från 2030", "Resultat 2031"]


def test_labels_that_come_again_stand_below_those_that_span_them() -> None:
    head = ("Enhet", "Juni", "Juli", "Barn", "Vuxna", "Barn", "Vuxna")
    over, below, row = rows_of(*head, "Bad", "1", "2", "3", "4")
    assert over == ["Enhet", "Juni", None, "Juli", None]
    assert below == ["", "Barn", "Vuxna", "Barn", "Vuxna"]
    assert row == ["Bad", "1", "2", "3", "4"]


def test_a_row_of_units_is_no_row_of_labels() -> None:
    rows = rows_of(*BUDGET, "mnkr", "mnkr", "mnkr", *PARKS, *BATHS)
    assert rows[:2] == [[*BUDGET], ["", "mnkr", "mnkr", "mnkr"]]


def test_a_row_that_lacks_a_cell_is_held_against_whole_ones_and_is_never_sure() -> None:
    (table,) = tables(*BUDGET, *PARKS, *BATHS, *BOATS, "Gator", "9,5", "8,5")
    assert isinstance(table, GridTable)
    *_, whole, short = table.rows
    assert [cell and cell.text for cell in short] == ["Gator", "9,5", "8,5", ""]
    assert all(cell and cell.confidence < SURE for cell in short[1:])
    assert all(cell and cell.confidence > SURE for cell in whole)


def test_many_columns_with_half_of_the_cells_cost_no_more_than_their_product() -> None:
    size = 40
    labels = [f"Vecka {number}" for number in range(size)]
    whole = [str(number) for number in range(2, size + 2)]
    (table,) = tables("Lotter", *labels, "Öst", *whole, "Väst", *whole[: size // 2])
    assert isinstance(table, GridTable)
    filled = [cell.text for cell in table.rows[-1] if cell and cell.text]
    assert filled == ["Väst", *whole[: size // 2]]


def test_a_column_of_words_takes_the_paragraph_behind_the_values() -> None:
    head = (*BUDGET, "Kommentar")
    rows = rows_of(*head, *PARKS, "Klart", *BATHS, *BOATS, "Pågår")
    assert rows == [
        [*head],
        [*PARKS, "Klart"],
        [*BATHS, ""],
        [*BOATS, "Pågår"],
    ]


INDICATORS = ("Indikatorns namn", "Årsmål", "KF:s årsmål", "Periodicitet")


def test_indicators_are_known_by_their_other_labels() -> None:
    rows = rows_of("Indikatorer", *INDICATORS, "Antal lotter", "4 st", "öka", "År")
    assert rows == [[*INDICATORS], ["Antal lotter", "4 st", "öka", "År"]]


def test_a_text_below_a_row_explains_it() -> None:
    said = "Fler har hört av sig i år."
    rows = rows_of(
        *INDICATORS, "Antal lotter", "4 st", "5 st", "År", "Analys", said,
        "Antal odlare", "6 st", "7 st", "År",
    )  # fmt: skip
    assert rows[2] == [f"Analys {said}", None, None, None]
    assert rows[3] == ["Antal odlare", "6 st", "7 st", "År"]


def test_days_stand_in_their_columns() -> None:
    head = ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse")
    rows = rows_of(*head, "Måla båten", "2031-01-01", "2031-05-31", "Avvikelse",
                   "Så ängen", "2031-02-01")  # fmt: skip
    assert rows[1:] == [
        ["Måla båten", "2031-01-01", "2031-05-31", "Avvikelse"],
        ["Så ängen", "2031-02-01", "", ""],
    ]


def test_numbers_that_count_rows_are_no_values() -> None:
    head = ("Nr", "Aktivitet", "Startdatum", "Slutdatum")
    rows = rows_of(*head, "1", "Måla båten", "2031-01-01", "2031-05-31",
                   "2", "Så ängen", "2031-02-01", "2031-03-01")  # fmt: skip
    assert [row[0] for row in rows[1:]] == ["Måla båten", "Så ängen"]


def test_paragraphs_of_prose_are_no_table() -> None:
    said: Sequence[str] = ("Handläggare", "Alma Ek", "Till", "Nämnden", "2031-02-01")
    assert tables(*said, "Nämnden tackar alla för ett gott arbete under året.") == []


LABELS = ("Indikator", "Periodens utfall", "Utfall VB 2030", "Årsmål", "Period")
SEXES = ("Totalt", "Män/pojkar", "Kvinnor/flickor")
WHOLE = ("Andel parker med belysning", "50 %", "49 %", "51 %", "48 %", "55 %", "Tertial 1 2031")
SHORT = ("Andel bad med ramp", "61 %", "66 %", "2031")


def test_labels_below_one_of_the_first_row_are_columns_of_their_own() -> None:
    over, below, whole, short = rows_of(*LABELS, *SEXES, *WHOLE, *SHORT)
    assert over == ["Indikator", "Periodens utfall", None, None, *LABELS[2:]]
    assert below == ["", *SEXES, "", "", ""]
    assert whole == [*WHOLE]
    assert (short[0], short[-1]) == (SHORT[0], SHORT[-1])


def test_the_second_row_may_name_the_columns_that_nothing_stands_over() -> None:
    head = ("Periodens utfall", "Indikator", *SEXES, *LABELS[2:])
    over, below, whole, _ = rows_of(*head, *WHOLE, *SHORT)
    assert over[:3] == ["", "Periodens utfall", None]
    assert below == ["Indikator", *SEXES, *LABELS[2:]]
    assert whole == [*WHOLE]


def test_a_column_of_comments_ends_no_table() -> None:
    said = "Parkerna har fått nya lampor under hela våren."
    rows = rows_of(*LABELS, "Kommentar", "Andel parker", "50 %", "48 %", "55 %",
                   "2031", said, *SHORT)  # fmt: skip
    assert [row[0] for row in rows] == ["Indikator", "Andel parker", SHORT[0]]
    assert rows[1][-1] == said


def test_values_of_a_row_that_lacks_some_are_never_sure() -> None:
    (table,) = tables(*LABELS, *SEXES, *WHOLE, *SHORT)
    assert isinstance(table, GridTable)
    assert table.unlaid
    values = [cell for cell in table.rows[-1][1:-1] if cell]
    assert max(cell.confidence for cell in values) <= 0.8
