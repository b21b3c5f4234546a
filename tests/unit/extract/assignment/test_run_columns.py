"""Columns of the rows of other tables in flow text."""

from __future__ import annotations

from pipeline.extract.assignment.run_columns import fits_of
from pipeline.extract.document import Line
from pipeline.extract.tables.run_rows import Row

LABELS = ["Nyckeltal", "2022", "2023", "2024"]


def row(number: int, label: str, values: str) -> Row:
    line = Line(number, f"{label} {values}")
    return Row(label, None, values.split(), [line], [line])


def test_a_row_that_may_replace_the_one_above_keeps_a_column_for_every_value() -> None:
    """The numbers below the label "Antal" might be thousands: "984 983" is one."""
    rows = [row(1, "Antal", "984 983 947"), row(2, "Antal som leder till", "366 372 390")]
    for fit in fits_of(rows, 3, LABELS):
        assert len(fit.values) == len(fit.columns)


def test_of_two_ways_to_fill_all_columns_the_sum_tells_the_right_one() -> None:
    """The second row is four values in two ways; only one adds up to the sum below."""
    labels = ["Enhet", "Budget", "Fond", "Resultat", "Ny fond"]
    rows = [
        row(1, "Ekens förskolor", "65 052 -4 502 -2 097 6 505"),
        row(2, "Askens förskolor", "33 916 -267 -8 275"),
        row(3, "Lindens förskolor", "70 015 -2 604 -838 3 442"),
        row(4, "Summa", "168 983 -7 373 -2 943 10 222"),
    ]
    ash = fits_of(rows, 4, labels)[1]
    assert ash.values == ("33 916", "-267", "-8", "275")
    assert ash.columns == (0, 1, 2, 3)


def test_numbers_of_a_row_are_of_one_size_where_those_of_others_are() -> None:
    """The rows of key figures differ by thousands, the years of one hardly."""
    rows = [
        row(1, "Kostnad, kr", "117 134 151 856 132 662"),
        row(2, "Barn per vuxen", "5,1 5,2 5,0"),
        row(3, "Andel inskrivna", "85,5 84,0 86,5"),
        row(4, "Platser", "88,5 90,5 91,0"),
    ]
    fits = fits_of(rows, 3, ["Nyckeltal", "2029", "2030", "2031"])
    assert fits[0].values == ("117 134", "151 856", "132 662")
