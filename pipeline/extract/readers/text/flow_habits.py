"""How the tool that made a flow text writes: read off the text itself.

Apache Tika joins one-line cells by spaces and puts blank lines between paragraphs and
between rows. Other tools print every cell on a line of its own, or no blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import is_value_line, tail_values
from pipeline.extract.language.years import is_year

_FEW = 10
_MOSTLY = 3
_SPACED = 0.15
_SEVERAL = re.compile(r"\d\D+\d")
"""Digits apart from each other, as a line with several numbers has them."""


@dataclass(frozen=True, slots=True)
class Habit:
    """``cells_apart``: every cell on lines of its own; ``spaced``: blank lines part rows.

    ``lines_apart``: a blank line stands behind every line of tables and parts nothing.
    """

    cells_apart: bool
    spaced: bool
    lines_apart: bool = False


def habit_of(lines: Sequence[Line], blank: int, *, lines_apart: bool = False) -> Habit:
    """Tell a text's habit; ``blank`` counts the lines that were blank in the source."""
    alone = sum(is_value_line(line.text) for line in lines)
    beside = sum(len(_numbers(line.text)) > 1 for line in lines if _SEVERAL.search(line.text))
    apart = alone >= _FEW and alone > _MOSTLY * beside
    spaced = not apart and not lines_apart and blank >= _SPACED * len(lines)
    return Habit(cells_apart=apart, spaced=spaced, lines_apart=lines_apart)


def _numbers(text: str) -> list[str]:
    values = tail_values(text)
    return [value for value in values if any(map(str.isdigit, value)) and not is_year(value)]
