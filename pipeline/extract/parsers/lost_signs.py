"""Minus signs that a converter left out: then no amount of a whole report is below zero.

Belongs here: what tells it, and how much is doubted. Some converters drop the hyphen that does not
break, which reports print as a minus sign. A report with many cells whose labels say that they
may be below zero, and none that is, has lost its signs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.report import Problem, ReportTable, TableCell

_OFTEN_NEGATIVE = re.compile(
    r"avvik|överskott|underskott|intäkt|resultat|förändring|-\)", re.IGNORECASE
)
_FEWEST = 12
"""Cells that may be below zero and are not. Set by hand on texts of docx2txt in looks by lot; a
report that prints no minus at all is doubted too."""
_SURE = 0.6


def doubt_signs(
    tables: Sequence[ReportTable],
) -> tuple[tuple[ReportTable, ...], tuple[Problem, ...]]:
    """Return the tables, unsure of what may have lost its sign, and a problem where it has."""
    cells = [cell for table in tables for cell in table.cells if cell.value]
    unsigned = [cell for cell in cells if _is_often_negative(cell)]
    if len(unsigned) < _FEWEST or any((cell.value or 0) < 0 for cell in cells):
        return tuple(tables), ()
    message = (
        f"None of {len(unsigned)} deviations, results and revenues is below zero: the program that "
        "made this text may have left out the minus signs. Give the file it was made from."
    )
    return tuple(map(_doubted, tables)), (Problem("signs_lost", message, unsigned[0].place),)


def _doubted(table: ReportTable) -> ReportTable:
    return replace(table, cells=tuple(map(_doubted_cell, table.cells)))


def _doubted_cell(cell: TableCell) -> TableCell:
    if not cell.value or not _is_often_negative(cell):
        return cell
    return replace(cell, confidence=min(cell.confidence, _SURE))


def _is_often_negative(cell: TableCell) -> bool:
    return _OFTEN_NEGATIVE.search(f"{cell.row_label} {cell.column_label}") is not None
