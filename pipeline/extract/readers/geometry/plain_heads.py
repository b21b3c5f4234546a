"""Headers inside a run of rows that no bold letters tell: by the values above and below them.

Tables may follow each other with nothing between them, and their headers may be italic,
coloured or plain. A row of words over columns of numbers, with numbers below, is a header.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.language.values import is_period
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
    if sum(any(NUMERIC.match(s.text) for s in row.segments) for row in above) < _ROWS:
        return False
    columns = _columns_of_values([*above, *below])
    if len(columns) < _COLUMNS or not _has_numbers(below[0], columns):
        return _heads_in_turn(band, below)
    return _are_labels(_labels(band, columns)) or _heads_in_turn(band, below)


def _are_labels(labels: Sequence[str]) -> bool:
    """Tell whether texts may be those of a header: words that differ, and none is missing."""
    return _are_different(labels) and not any(map(is_value, labels))


def tops_values(band: Band, rows: Sequence[Band], xs: Sequence[float]) -> bool:
    """Tell whether a row of words or periods stands over rows and labels each column of numbers.

    Args:
        band: The row that may be their header.
        rows: Rows of a table right below it.
        xs: The sides of their columns in points, from the left; the first one has their names.
    """
    numbers = [s for row in rows for s in row.segments if NUMERIC.match(s.text)]
    columns = [
        (left, right)
        for left, right in pairwise(xs[1:])
        if any(left < (s.x0 + s.x1) / 2 < right for s in numbers)
    ]
    labels = _labels(band, columns)
    values = band.has_values or any(is_value(text) and not is_period(text) for text in labels)
    return len(columns) >= _COLUMNS and _are_different(labels) and not values


def _labels(band: Band, columns: Sequence[tuple[float, float]]) -> list[str]:
    """Return what stands over each column in a row."""
    return [" ".join(segment.text for segment in _over(band, column)) for column in columns]


def _are_different(labels: Sequence[str]) -> bool:
    """Tell whether no label is empty or stands over two columns."""
    return all(labels) and len(set(labels)) == len(labels)


def _heads_in_turn(band: Band, below: Sequence[Band]) -> bool:
    """Tell whether a row has one label for names and each column of numbers below it, in turn.

    Labels at the right of their cells need not stand over values at the left, but neither
    reaches into the cells beside.
    """
    names, *texts = _texts_of(band.segments)
    columns = [column for column in _columns_of_values(below) if column[0] >= names[1]]
    if len(columns) < _COLUMNS or not _has_numbers(below[0], columns):
        return False
    if len(texts) != len(columns) or not _are_labels([text for _, _, text in texts]):
        return False
    pairs = zip(texts, columns, strict=True)
    cells = [(min(a, x0), max(b, x1)) for (a, b, _), (x0, x1) in pairs]
    return all(one[1] < two[0] for one, two in pairwise([names[:2], *cells]))


def _texts_of(segments: Sequence[Segment]) -> list[tuple[float, float, str]]:
    """Return from where to where texts stand that are below each other, and what they say."""
    texts: list[tuple[float, float, str]] = []
    for segment in sorted(segments, key=lambda s: s.x0):
        if texts and segment.x0 < texts[-1][1]:
            x0, x1, text = texts[-1]
            texts[-1] = (x0, max(x1, segment.x1), f"{text} {segment.text}")
        else:
            texts.append((segment.x0, segment.x1, segment.text))
    return texts


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
