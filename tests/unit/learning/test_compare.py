"""Which table of a report is compared with one that is wanted."""

from __future__ import annotations

from collections import Counter

from pipeline.extract.document import Place
from pipeline.extract.report import ReportTable, TableCell
from tests.accuracy.compare import most_alike

HERE = Place("")


def table(*rows: tuple[str, ...]) -> ReportTable:
    """Return a table of labels and values beside them."""
    cells = tuple(
        TableCell(row_no, row[0], None, column_no, "", text, None, HERE, 1.0)
        for row_no, row in enumerate(rows, 1)
        for column_no, text in enumerate(row, 1)
    )
    return ReportTable(1, "other", "", None, (), cells, (), HERE, 1.0)


LARGE = table(*((f"Område {n}", f"{n},5", f"{n},7", f"{n},9") for n in range(1, 9)))
SMALL = Counter(["1,5", "20,1", "20,2", "20,3", "20,4"])


def test_a_large_table_is_no_reading_of_a_small_one_that_is_lost() -> None:
    assert most_alike([LARGE], SMALL, 1) is None


def test_a_part_of_a_table_is_a_reading_of_it() -> None:
    part = table(("Bad", "20,1"), ("Park", "20,2"))
    assert most_alike([LARGE, part], SMALL, 1) is part


def test_a_table_joined_with_another_is_a_reading_of_both() -> None:
    whole = Counter(cell.text for cell in LARGE.cells if cell.column_no > 1)
    assert most_alike([LARGE], Counter(list(whole)[:6]), 1) is LARGE
