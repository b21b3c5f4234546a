"""The columns of a table in layout text whose header is not known: those that its rows show.

Belongs here: where values stand, by the rows that have the most of them, or by the labels of the
header where all values stand below these. Known headers are told elsewhere (``layout_columns``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.extract.readers.text.layout_columns import (
    NO_HEADER,
    Header,
    known_header,
    matched,
)
from pipeline.extract.readers.text.layout_lines import (
    FAR_RIGHT,
    SEVERAL,
    Span,
    atoms_of,
    is_cell,
    is_value,
    segments_of,
    spans_of,
    stands_above,
    strips_of,
)
from pipeline.extract.readers.text.layout_names import has_groups, name_columns, without_names
from pipeline.extract.readers.text.layout_words import apart

_VALUED = re.compile(r"^[-+–(]?\d")
_MOSTLY = 0.9
_MOST_LABELS = 100
"""A header of more texts is none; what stands above what is asked of each."""
_BELOW = 3.0
"""Letters by which values may stand beside their label."""
_FAR_BELOW = 10.0
"""Letters by which they may where the next label is twice as far."""


def header_of(texts: Sequence[str], far: Sequence[int] = ()) -> Header:
    """Return the header of a table and where its columns stand.

    The words of a known header tell them; else the rows that have the most values. ``far`` says
    how many lines each text stands below the one before; all stand close where it is not given.
    """
    known = known_header(texts)
    return known if known.size else _valued_columns(texts, far or [1] * len(texts))


def _valued_columns(texts: Sequence[str], far: Sequence[int]) -> Header:
    """Return the columns of a table by its rows with the most values, and what is above them."""
    rows = [_cells_of(text) for text in texts]
    valued = [
        at
        for at, (text, row) in enumerate(zip(texts, rows, strict=True))
        if any(is_cell(text[start:end]) for start, end in row[1:])
    ]
    counts = Counter(len(rows[at]) for at in valued)
    several = min(SEVERAL, len(valued))
    columns: list[Span] = []
    for size, times in sorted(counts.items(), reverse=True):
        if size > 1:
            columns = spans_of([rows[at] for at in valued if len(rows[at]) == size])
            if times >= several or _hold(columns, [rows[at] for at in valued]):
                break
    else:
        return NO_HEADER
    labels = [row[0][1] for row in rows[valued[0] :] if row[0][0] < columns[0][1]]
    columns[0] = (0, min(max(labels), columns[1][0] - 1))
    header = valued[0]
    while header and _goes_on(texts[header], rows[header - 1], columns, far[header - 1 :]):
        header -= 1
    grouped = has_groups([texts[at] for at in valued], columns)
    header = without_names(rows[:header], columns[1 + grouped], far)
    names = columns[:SEVERAL] if grouped else name_columns(columns, rows[:header], texts[header:])
    values = columns[1 + grouped :]
    labelled = _below_labels(rows[:header], [texts[at] for at in valued], columns[: 1 + grouped])
    placed = len(labelled) > len(values)
    if placed:
        values = labelled
        end = values[0][0] - 1
        found = name_columns([(0, end), values[0]], rows[:header], texts[header:])
        names = [(a, min(b, end)) for a, b in names] if grouped else found
    return Header(header, [*names, *values], [], len(names), placed)


def _below_labels(
    header: Sequence[Sequence[Span]], texts: Sequence[str], names: Sequence[Span]
) -> list[Span]:
    """Return the columns of values that the labels of a header show, those without values too.

    ``texts`` are lines with values, each of which must stand below a label of its own; none are
    returned where one does not. The labels of ``names`` are as many or begin left of their end.
    """
    labels = _labels_of(header) if sum(map(len, header)) <= _MOST_LABELS else []
    if not labels:
        return []
    lines = [[(span, is_value(text[slice(*span)])) for span in _cells_of(text)] for text in texts]
    first = min(
        (_nearest(span, labels) for line in lines for span, valued in line if valued), default=0
    )
    named = sum(start < names[-1][1] for start, _ in labels)
    first = min(first, max(len(names), named))
    below: list[list[Span]] = [[] for _ in labels]
    for line in lines if first else ():
        values = [span for span, _ in line if _nearest(span, labels) >= first]
        at_labels = matched(values, labels[first:])
        if at_labels is None:
            return []
        for span, at in zip(values, at_labels, strict=True):
            below[first + at].append(span)
            if not _is_below(span, labels, first + at):
                return []
    return [
        _around(labels[at], spans, labels[at + 1 : at + 2])
        for at, spans in enumerate(below)
        if 0 < first <= at
    ]


def _is_below(span: Span, labels: Sequence[Span], at: int) -> bool:
    """Tell whether a value stands below a label: right below, or far from the next on its side."""
    label = labels[at]
    right = sum(span) > sum(label)
    beside = labels[at + 1 : at + 2] if right else labels[max(at - 1, 0) : at]
    room = min((apart(label, other) / 2 for other in beside), default=math.inf)
    return apart(span, label) <= max(_BELOW, min(room, _FAR_BELOW))


def _around(label: Span, spans: Sequence[Span], following: Sequence[Span]) -> Span:
    """Return what the texts below a label cover, but for those that reach below the next one."""
    ends = [start for start, _ in following]
    own = [span for span in spans if all(span[1] <= end for end in ends)]
    return (min(a for a, _ in own), max(b for _, b in own)) if own else label


def _nearest(span: Span, labels: Sequence[Span]) -> int:
    return min(range(len(labels)), key=lambda at: apart(span, labels[at]))


def _cells_of(text: str) -> list[Span]:
    """Return the texts of a line; numbers that stand one space apart are several."""
    atoms = atoms_of(text)
    found: list[Span] = []
    for start, end in segments_of(text):
        inside = [atom for atom in atoms if start <= atom[0] < end]
        valued = is_cell(text[start:end]) or all(
            _VALUED.match(text[slice(*atom)]) for atom in inside
        )
        found += inside if valued else [(start, end)]
    return found


def _labels_of(header: Sequence[Sequence[Span]]) -> list[Span]:
    """Return where the labels of a header stand, none over several of them."""
    lines = [
        [span for n, span in enumerate(line) if not stands_above(line, n, header[at + 1 :])]
        for at, line in enumerate(header)
    ]
    return strips_of(lines)


def _hold(columns: Sequence[Span], rows: Sequence[Sequence[Span]]) -> bool:
    """Tell whether the values of nearly all rows stand in columns, each in one of its own."""
    texts = [row[1:] for row in rows]
    inside = [
        len({at for span in row if (at := _column_near(span, columns))}) == len(row)
        for row in texts
    ]
    return sum(inside) >= _MOSTLY * len(rows)


def _column_near(span: Span, columns: Sequence[Span]) -> int:
    """Return the column that a text stands in, or a letter or two beside; 0 where none is."""
    return next(
        (
            at
            for at, column in enumerate(columns)
            if at and span[0] < column[1] + SEVERAL and span[1] > column[0] - SEVERAL
        ),
        0,
    )


def _goes_on(text: str, above: Sequence[Span], columns: Sequence[Span], far: Sequence[int]) -> bool:
    """Tell whether the label of a line goes on one that stands alone on the line above it.

    ``far`` says how far below the one before the line above is, and this one.
    """
    label = text[: columns[1][0]].strip()
    alone = len(above) == 1 and above[0][0] < min(FAR_RIGHT, columns[1][0] - 1)
    return alone and not label[:1].isupper() and not 0 < far[0] < far[1]
