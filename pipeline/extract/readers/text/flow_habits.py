"""How the tool that made a flow text writes: read off the text itself.

Apache Tika joins one-line cells by spaces and puts blank lines between paragraphs and
between rows. Other tools print every cell on a line of its own, or no blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import is_value_line, tail_values
from pipeline.extract.language.table_heads import ACTIVITY_COLUMNS
from pipeline.extract.language.years import is_year

_FEW = 10
_MOSTLY = 3
_SOME = 3
"""Places in a text where several numbers share a line: one may be a fault of its maker."""
_SPACED = 0.15
_SEVERAL = re.compile(r"\d\D+\d")
"""Digits apart from each other, as a line with several numbers has them."""


@dataclass(frozen=True, slots=True)
class Habit:
    """``cells_apart``: every cell on lines of its own; ``spaced``: blank lines part rows.

    ``lines_apart``: a blank line stands behind every line of tables and parts nothing.
    ``cells_touch``: some cells share a line, where others have lines of their own.
    """

    cells_apart: bool
    spaced: bool
    lines_apart: bool = False
    cells_touch: bool = False


def habit_of(lines: Sequence[Line], blank: int, *, lines_apart: bool = False) -> Habit:
    """Tell a text's habit; ``blank`` counts the lines that were blank in the source."""
    alone = sum(is_value_line(line.text) for line in lines)
    filled = [line for line in lines if line.text.strip()]
    several = [_holds_several(line.text) for line in filled]
    apart = alone >= _FEW and alone > _MOSTLY * sum(several)
    spaced = not apart and not lines_apart and blank >= _SPACED * len(lines)
    shared = [here or _heads_dates(line.text) for here, line in zip(several, filled, strict=True)]
    places = sum(here and not before for before, here in pairwise([False, *shared]))
    touch = apart and places >= _SOME
    return Habit(apart, spaced=spaced, lines_apart=lines_apart, cells_touch=touch)


def _holds_several(text: str) -> bool:
    """Tell whether a line ends in several numbers."""
    return _SEVERAL.search(text) is not None and len(_numbers(text)) > 1


def _heads_dates(text: str) -> bool:
    """Tell whether a line holds the heads of both dates of activities."""
    return set(ACTIVITY_COLUMNS[:2]) <= set(text.casefold().split())


def _numbers(text: str) -> list[str]:
    values = tail_values(text)
    return [value for value in values if any(map(str.isdigit, value)) and not is_year(value)]
