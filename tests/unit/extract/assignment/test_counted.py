"""Kinds of a thing are seldom more than the thing."""

from __future__ import annotations

from pipeline.extract.assignment.counted import within_counts
from pipeline.extract.assignment.fit import Fit
from pipeline.extract.tables.run_rows import Row


def row(label: str, group: str | None, *pieces: str) -> Row:
    return Row(label, group, list(pieces), [], [])


def test_negative_amounts_below_a_small_number_are_no_error() -> None:
    # Text of a PDF in narrow columns put amounts below the label of another table's count.
    rows = [
        row("Antal ärenden", None, "0,1"),
        row("Intäkter", "Antal ärenden", "900"),
        row("Kostnader", "Antal ärenden", "-900"),
    ]
    full = [Fit(("0,1",), (0,)), Fit(("900",), (0,)), None]
    ranked = [[Fit(("0,1",), (0,), 1.0)], [Fit(("900",), (0,), 1.0)], [Fit(("-900",), (0,), 1.0)]]
    assert within_counts(rows, ranked, full)[2][0].probability == 1.0
