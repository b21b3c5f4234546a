"""Which notes below a table are about one of its cells.

Belongs here: marks of footnotes and what they are tied to. What a note says of periods is
``periods``' work, what it says of units is ``units``'.
"""

from __future__ import annotations

import re

from pipeline.extract.report import ReportTable, TableCell

_MARK = re.compile(r"\*+|(?<=\w)[¹²³⁴⁵⁶⁷⁸⁹]+")


def note_of(table: ReportTable, cell: TableCell) -> str | None:
    """The notes below the table with the cell's own mark, and those without a mark in it.

    A mark that nothing in the table bears is about the whole table. None without a note.
    """
    own = set(_MARK.findall(f"{cell.row_label} {cell.column_label} {cell.text}"))
    kept = [
        note
        for note in table.notes
        if (mark := _mark_of(note)) is None or mark in own or not _bears(table, mark)
    ]
    return "\n".join(kept) or None


def _bears(table: ReportTable, mark: str) -> bool:
    labels = (*table.columns, *(cell.row_label for cell in table.cells))
    return any(mark in _MARK.findall(label) for label in labels)


def _mark_of(note: str) -> str | None:
    found = _MARK.match(note.strip())
    return found.group() if found else None
