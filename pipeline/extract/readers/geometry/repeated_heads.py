"""Heads that are repeated in one header, and the labels right above that tell them apart.

Belongs here: what tells that a text is no first line of a head. No two columns have the same
head, so where all heads come again in the same order ("Budget", "Utfall" under costs and under
income), each turn has a label of its own, however near it stands to the head below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.extract.readers.geometry.cells import Piece

_SAME_LINE = 0.3
"""Sizes by which labels of one line differ in height."""

Levels = Mapping[int, list[list[Piece]]]
"""For each column the texts above it, level by level from the top, the head last."""


def told_apart(groups: Levels, height: Callable[[Piece], float]) -> Levels:
    """Return the levels of each column, labels parted from repeated heads right below them.

    Args:
        groups: The levels of each column, the first column's included.
        height: Returns where a text stands, in points from the foot of the first page.
    """
    columns = sorted(column for column in groups if column > 0)
    if columns != list(range(1, len(columns) + 1)):
        return groups
    for labelled in _turns(columns):
        if _tell_apart(labelled, columns, groups, height):
            return {
                column: [*found[:-1], found[-1][:1], found[-1][1:]] if column in labelled else found
                for column, found in groups.items()
            }
    return groups


def _turns(columns: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield ways in which every turn of equally many columns may have one label above it."""
    for long in range(2, len(columns) // 2 + 1):
        if len(columns) % long == 0:
            yield from (columns[first::long] for first in range(long))


def _tell_apart(
    labelled: Sequence[int],
    columns: Sequence[int],
    groups: Levels,
    height: Callable[[Piece], float],
) -> bool:
    """Tell whether heads come again, and the first lines above some of them are their labels."""
    heads = {column: groups[column][-1] for column in columns}
    if any(len(heads[column]) == 1 for column in labelled):
        return False
    labels = [heads[column][0] for column in labelled]
    level = [height(label) for label in labels]
    size = labels[0].segment.size
    rest = {c: pieces[1:] if c in labelled else pieces for c, pieces in heads.items()}
    below = max(height(pieces[0]) for pieces in rest.values())
    if max(level) - min(level) > _SAME_LINE * size or min(level) <= below + _SAME_LINE * size:
        return False
    texts = [" ".join(piece.segment.text for piece in rest[column]) for column in columns]
    long = labelled[1] - labelled[0]
    again = all(one == two for one, two in zip(texts, texts[long:], strict=False))
    names = {label.segment.text for label in labels}
    return again and len(set(texts)) == long and len(names) == len(labels)
