"""Headers inside a run of rows that no bold letters tell: by the values above and below them.

Tables may follow each other with nothing between them, and their headers may be italic,
coloured or plain. A row of words over columns of numbers, with numbers below, is a header.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.readers.geometry.bands import NUMERIC, Band, points_off
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.words import Segment

_COLUMNS = 2
"""So many columns of numbers are needed."""
_ALIGNED = 1.0
"""Points by which numbers of one column may miss each other."""
_ROWS = 2
"""So many numbers make a column, and so many rows of numbers a table."""


def heads_values(bands: Sequence[Band], number: int) -> bool:
    """Tell whether a row labels every column of numbers, which stand above and below it.

    Its labels differ: a remark that is repeated in each column ("Uppgift saknas") is none.
    """
    band, above, below = bands[number], bands[:number], bands[number + 1 :]
    if band.has_values or not below:
        return False
    columns = _columns_of_values([*above, *below])
    if len(columns) < _COLUMNS or not _has_numbers(below[0], columns):
        return False
    if sum(any(NUMERIC.match(s.text) for s in row.segments) for row in above) < _ROWS:
        return False
    labels = [" ".join(segment.text for segment in _over(band, column)) for column in columns]
    return len(set(labels)) == len(labels) and not any(
        not text or is_value(text) for text in labels
    )


def heads_numbers(bands: Sequence[Band]) -> bool:
    """Tell whether a row of words heads names and one column of numbers, none of which is missing.

    They begin, end or have their middle at one place, as few texts beside each other do.
    """
    head, *rows = bands
    numbers = [max(band.segments, key=lambda segment: segment.x0) for band in rows]
    return (
        len(rows) > _ROWS
        and not head.has_values
        and all(NUMERIC.match(number.text) for number in numbers)
        and all(points_off(numbers[0], number) <= _ALIGNED for number in numbers)
    )


def _columns_of_values(bands: Sequence[Band]) -> list[tuple[float, float]]:
    """Return from where to where numbers stand below each other, from the left."""
    numbers = [s for band in bands for s in band.segments if NUMERIC.match(s.text)]
    columns: list[tuple[float, float, int]] = []
    for segment in sorted(numbers, key=lambda s: s.x0):
        if columns and segment.x0 < columns[-1][1]:
            x0, x1, count = columns[-1]
            columns[-1] = (x0, max(x1, segment.x1), count + 1)
        else:
            columns.append((segment.x0, segment.x1, 1))
    return [(x0, x1) for x0, x1, count in columns if count >= _ROWS]


def _over(band: Band, column: tuple[float, float]) -> list[Segment]:
    """Return the texts of a row that stand over a column."""
    return [s for s in band.segments if s.x0 < column[1] and column[0] < s.x1]


def _has_numbers(band: Band, columns: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a row has numbers in most columns."""
    filled = sum(any(NUMERIC.match(s.text) for s in _over(band, column)) for column in columns)
    return 2 * filled > len(columns)
