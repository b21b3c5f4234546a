"""Tables of one look in a document: what rows of the others show of a table's columns.

A report prints the same kind of table many times, with one header at one place on the page. A
table of one row hardly shows its columns; with the rows of the others it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from pipeline.extract.readers.geometry.bands import Band, lone_band

_MOST = 80
"""So many rows of other tables show all that can be shown."""
_LEAST_HEADS = 3
"""So many heads stand at the same places in no two tables by chance."""

Look = tuple[tuple[str, int], ...]


def rows_alike(tables: Iterable[Sequence[Band]]) -> Mapping[int, Sequence[Band]]:
    """Return the rows of other tables with the same header at the same places.

    Args:
        tables: The bands of each table without uprights.

    Returns:
        The rows by the number of the table; nothing of one that is like no other.
    """
    found: dict[Look, list[tuple[int, Sequence[Band]]]] = {}
    for number, bands in enumerate(tables):
        at = next((n for n, band in enumerate(bands) if band.columnar), None)
        if at is None or len(bands[at].segments) < _LEAST_HEADS or bands[at].has_values:
            continue
        rows = list(takewhile(_is_of_table, bands[at + 1 :]))
        found.setdefault(_look(bands[at]), []).append((number, rows))
    return {
        number: [band for other, rows in alike if other != number for band in rows][:_MOST]
        for alike in found.values()
        if len(alike) > 1
        for number, _ in alike
    }


def _is_of_table(row: Band) -> bool:
    """Tell whether a row has no header of a known table in it: what is below is another table."""
    return not any(lone_band(line).known_head for line in row.lines)


def _look(head: Band) -> Look:
    return tuple((segment.text, round(segment.x0)) for segment in head.segments)
