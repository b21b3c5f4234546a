"""Texts of two cells that stand as close as words: parted where the white between is no space.

Belongs here: what the spaces of a document tell of the words of one line. Where lines are not
justified, all spaces of a font have one width, and two cells are hardly ever as far apart as that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extract.readers.geometry.words import Face, TextLine, Word, parted_where

_LEAST_SPACES = 50
_ALIKE = 0.02
"""Sizes by which spaces of one width differ."""
_MOSTLY = 0.9
_LEAST_OF_LETTER = 5
_WIDER = 0.035
"""Sizes by which white is wider than a space, or it is one."""
_WIDER_UNKNOWN = 0.044
"""The same before a letter that few words begin with: some letters' boxes begin beside them."""


@dataclass(frozen=True, slots=True)
class _Spaces:
    """Widths of spaces by face, and by how much more there is before a letter, in font sizes."""

    of_faces: Mapping[Face, float]
    before: Mapping[str, float]

    def part(self, one: Word, two: Word) -> bool:
        """Tell whether more than a space stands between words of two text objects."""
        if one.run == two.run or one.spaced or one.joined:
            return False
        space = self.of_faces.get(one.face)
        if space is None or one.face != two.face:
            return False
        more = self.before.get(two.text[0])
        wider = _WIDER if more is not None else _WIDER_UNKNOWN
        return _gap(one, two) > space + (more or 0.0) + wider


def parted_by_space(pages: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """Return the lines of pages, their texts parted where more than a space stands in them.

    Nothing is parted in letters whose spaces have no one width.
    """
    spaces = _spaces(pages)
    if not spaces.of_faces:
        return [list(lines) for lines in pages]
    return [[parted_where(line, spaces.part) for line in lines] for lines in pages]


def _spaces(pages: Sequence[Sequence[TextLine]]) -> _Spaces:
    """Measure the spaces of a document."""
    gaps: dict[Face, list[tuple[str, float]]] = defaultdict(list)
    for lines in pages:
        for one, two in _pairs(lines):
            if two.order == one.order + 1 and (face := one.face) == two.face:
                gaps[face].append((two.text[0], _gap(one, two)))
    of_faces: dict[Face, float] = {}
    before: dict[str, list[float]] = defaultdict(list)
    for face, found in gaps.items():
        usual = median(gap for _, gap in found)
        alike = sum(abs(gap - usual) <= _ALIKE for _, gap in found)
        if len(found) >= _LEAST_SPACES and alike >= _MOSTLY * len(found):
            of_faces[face] = usual
            for letter, gap in found:
                before[letter].append(gap - usual)
    known = {
        letter: median(more) for letter, more in before.items() if len(more) >= _LEAST_OF_LETTER
    }
    return _Spaces(of_faces, known)


def _pairs(lines: Sequence[TextLine]) -> Iterator[tuple[Word, Word]]:
    for line in lines:
        for segment in line.segments:
            yield from pairwise(segment.words)


def _gap(one: Word, two: Word) -> float:
    return (two.x0 - one.x1) / one.size
