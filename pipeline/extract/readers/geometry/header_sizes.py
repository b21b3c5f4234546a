"""How many rows of a table without uprights are its header, none of which need be bold.

Belongs here: what words above numbers tell. Which columns they head is ``columns``' work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.language.years import is_year
from pipeline.extract.readers.geometry.bands import NUMERIC, Band
from pipeline.extract.readers.geometry.column_settings import SETTINGS
from pipeline.extract.readers.geometry.words import Segment


def header_size(bands: Sequence[Band]) -> int:
    """Return how many leading bands are header: bold ones with columns, else the first.

    Titles over the whole width may stand above them.
    """
    titles = next((n for n, band in enumerate(bands) if band.columnar), 0)
    titles = 0 if titles > SETTINGS.most_titles or titles + 1 >= len(bands) else titles
    size = titles
    for band in bands[titles : titles + SETTINGS.most_header_bands]:
        if not (band.bold and band.columnar) or (size > titles and band.has_values):
            break
        size += 1
    if titles < size < len(bands):
        return size
    below = _heads_below(bands, titles) or _parts_below(bands, titles)
    return min(titles + 1 + below, len(bands))


def _heads_below(bands: Sequence[Band], first: int) -> int:
    """Return how many rows below labels over several columns are heads, none of them bold.

    They are words above columns in which the next rows have values. The names' head may stand
    between both, in the middle of its cell.
    """
    found = bands[first : first + 3 + SETTINGS.rows_below_heads]
    if len(found) < 2 + SETTINGS.rows_below_heads:
        return 0
    names = found[1:2] if len(found[1].segments) == 1 else []
    labels, heads, *rows = (band for band in found if band not in names)
    if len(rows) < SETTINGS.rows_below_heads or any(b.has_values for b in (labels, heads, *names)):
        return 0
    if any(band.segments[0].x0 > min(s.x0 for s in labels.segments) for band in names):
        return 0
    values = [value for row in rows for value in row.segments if NUMERIC.match(value.text)]
    headed = len(labels.segments) < len(heads.segments) and all(
        any(_is_under(value, head) for value in values) for head in heads.segments[-2:]
    )
    return (1 + len(names)) * headed


def _parts_below(bands: Sequence[Band], first: int) -> int:
    """Return how many rows below heads that are not bold part these: years, or words over numbers.

    Nothing stands below the names' head in them, which goes over all these rows, but below a page
    break the rest of it.
    """
    names = min(bands[first].segments, key=lambda segment: segment.x0)
    count = 0
    if bands[first].has_values:
        return count
    for number in range(first + 1, min(first + SETTINGS.most_header_bands, len(bands) - 1)):
        parts, rows = bands[number].segments, bands[number + 1 :]
        below = [segment for segment in parts if segment.x0 <= names.x1]
        torn = bands[number].page != bands[first].page
        if below and not (torn and all(segment.text[:1].islower() for segment in below)):
            break
        words = [segment for segment in parts if not is_year(segment.text)]
        if words and (bands[number].has_values or not _over_numbers(words, rows)):
            break
        count += 1
    return count


def _over_numbers(heads: Sequence[Segment], rows: Sequence[Band]) -> bool:
    """Tell whether some texts stand over numbers of rows, of which at least so many are there.

    Numbers are right below them, or all at the other side of their cells.
    """
    numbers = [
        [s for s in row.segments if NUMERIC.match(s.text)]
        for row in rows[: SETTINGS.rows_to_look_at]
    ]
    numbers = [found for found in numbers if found]
    values = [value for found in numbers for value in found]
    over = [sum(any(_is_under(value, head) for value in values) for head in heads)]
    for cells in _cells_of(heads):
        over.append(sum(any(x0 <= v.x0 and v.x1 <= x1 for v in values) for x0, x1 in cells))
    least = SETTINGS.rows_below_heads
    return len(numbers) >= least and max(over) >= min(least, len(heads))


def _cells_of(heads: Sequence[Segment]) -> Iterator[list[tuple[float, float]]]:
    """Yield from where to where cells go if heads stand at their left, and at their right.

    The last one, or the first one, is as wide as the one beside it.
    """
    ordered = sorted(heads, key=lambda head: head.x0)
    if len(ordered) > 1:
        lefts, rights = [head.x0 for head in ordered], [head.x1 for head in ordered]
        yield list(pairwise([*lefts, 2 * lefts[-1] - lefts[-2]]))
        yield list(pairwise([2 * rights[0] - rights[1], *rights]))


def _is_under(value: Segment, head: Segment) -> bool:
    return value.x0 < head.x1 + head.size and head.x0 - head.size < value.x1
