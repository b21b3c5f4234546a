"""Where the texts of a column stand in the rows of a table in layout text, as they show it.

What stands below each other is of one column. Belongs here: how often texts of other lines begin
or end where one does. Which column each word is in is told elsewhere (``layout_columns``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.readers.text.layout_lines import Span

_NEAR = 1
"""Letters by which edges may differ that are one: widths of letters are rounded."""
_UNSEEN = 2.0
"""What is against a text at whose edges no other of its column stands."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where texts of each column begin and end, and in how many lines."""

    begins: Sequence[Mapping[int, int]]
    ends: Sequence[Mapping[int, int]]

    def against(self, span: Span, line: Mapping[int, Sequence[Span]]) -> list[float]:
        """Return what is against a text in each column: the fewer others stand as it does.

        ``line`` is how its own line was counted. Names begin below each other, and do not end so.
        """
        found: list[float] = []
        for at, (begins, ends) in enumerate(zip(self.begins, self.ends, strict=True)):
            own = line.get(at)
            times = _near(begins, span[0]) - (own is not None and _is_near(own[0][0], span[0]))
            if at:
                same = own is not None and _is_near(own[-1][1], span[1])
                times = max(times, _near(ends, span[1]) - same)
            found.append(_UNSEEN / (1 + times))
        return found


def places_of(lines: Sequence[Mapping[int, Sequence[Span]]], count: int) -> Places:
    """Return the places that texts have whose words are put to ``count`` columns line by line."""
    begins: list[Counter[int]] = [Counter() for _ in range(count)]
    ends: list[Counter[int]] = [Counter() for _ in range(count)]
    for line in lines:
        for at, words in line.items():
            begins[at][words[0][0]] += 1
            ends[at][words[-1][1]] += 1
    return Places(begins, ends)


def _near(counted: Mapping[int, int], edge: int) -> int:
    return sum(counted.get(edge + by, 0) for by in range(-_NEAR, _NEAR + 1))


def _is_near(one: int, two: int) -> bool:
    return abs(one - two) <= _NEAR
