"""The columns of names in layout text: one, or two where groups of rows have names of their own.

Belongs here: which texts of a table name its rows. Where the columns of its values stand is told
elsewhere (``layout_columns``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.extract.readers.text.layout_lines import SEVERAL, Span, segments_of, words_of

_LEAST_GROUP = 4
"""Letters of the shortest name of a group of rows."""
_VALUED = re.compile(r"^[-+–(]?\d")


def has_groups(rows: Sequence[str], columns: Sequence[Span]) -> bool:
    """Tell whether the second column has words in most rows and no values: names, beside groups."""
    if len(columns) <= SEVERAL:
        return False
    inside = [inside for text in rows if (inside := text[slice(*columns[1])].strip())]
    return len(inside) * 2 > len(rows) and not any(map(_VALUED.match, inside))


def without_names(header: Sequence[Sequence[Span]], first: Span, far: Sequence[int]) -> int:
    """Return how many lines a header has without names of the first row, if they stand apart.

    Other lines of the header are closer to each other than the last one is to a name. ``first``
    is the first column of values.
    """
    size = len(header)
    start = size
    while start > 1 and header[start - 1] and header[start - 1][-1][1] < first[0]:
        start -= 1
    apart_at = [at for at in range(start, size) if far[at] > max(far[1:start], default=1)]
    return apart_at[-1] if apart_at else size


def name_columns(
    columns: Sequence[Span], header: Sequence[Sequence[Span]], rows: Sequence[str]
) -> list[Span]:
    """Return the columns of names: two where groups of rows stand beside their names.

    Each has a label, and the names begin below each other where no word of a group stands.
    """
    end = columns[1][0]
    labels = max(([span for span in row if span[1] < end] for row in header), key=len, default=[])
    names = [[span for span in segments_of(text) if span[1] < end] for text in rows]
    begins = Counter(start for row in names for start, _ in row if start >= _LEAST_GROUP)
    if len(labels) != SEVERAL or not begins:
        return [columns[0]]
    (begin, times), *_ = begins.most_common(1)
    groups = [word for text in rows for word in words_of(text) if word[0] < begin]
    last = max((group[1] for group in groups), default=0)
    if times < SEVERAL or not _LEAST_GROUP <= last < begin:
        return [columns[0]]
    return [(0, last), (begin, max(columns[0][1], begin + 1))]
