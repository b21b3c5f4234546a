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
