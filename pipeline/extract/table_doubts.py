"""Tables of which it was inferred what stands where, and that look as if it were not so.

Belongs here: what is told by a table alone, once its cells have their labels. Such a table is
counted as read, with its low confidence; a problem says it besides, with its place. Tables that
were surely not read are ``accounting``'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.report import Problem, ReportTable

DOUBTED = "table_columns_unsure"
_SURE, _UNSURE = 0.95, 0.85
"""A table with a cell that is so sure is as printed; the least mean of one that is not doubted.

Of 322 tables in ten invented reports with a line a cell 26 were wrong; what is asked here doubts
25 of these, and 12 of the others. Of 18 wrong ones in ten reports that nobody looked at, it
doubts 9.
"""


def table_doubts(tables: Sequence[ReportTable]) -> Iterator[Problem]:
    """Yield a problem for every table whose values may stand in other columns."""
    for table in tables:
        values = [cell for cell in table.cells if cell.column_no > 1]
        sureness = [cell.confidence for cell in values]
        if values and max(sureness) < _SURE and (reason := _reason(table, sureness)):
            message = f"Values of this table may stand in other columns: {reason}."
            yield Problem(DOUBTED, message, table.place)


def _reason(table: ReportTable, sureness: Sequence[float]) -> str:
    """Return why a table is doubted; nothing where it is not."""
    labels = [label for label in table.columns[1:] if label]
    filled = {cell.column_label for cell in table.cells if cell.text}
    words = [label.casefold().split() for label in labels]
    if empty := [label for label in labels if label not in filled]:
        return f"none stands below '{empty[0]}'"
    if any(len({*said}) < len(said) for said in words):
        return "a label says a word twice"
    if len({*labels}) < len(labels):
        return "two labels are the same"
    if sum(sureness) < _UNSURE * len(sureness):
        return "it is hardly told which way they stand"
    return ""
