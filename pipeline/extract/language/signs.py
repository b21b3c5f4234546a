"""Signs that a table was not read: what stands in tables only and ended elsewhere.

Readers choose between ways to read a text by them, ``accounting`` reports them.
"""

from __future__ import annotations

import re

from pipeline.extract.language.indicator_headers import match_usual
from pipeline.extract.language.line_kinds import is_value_line
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import is_period, parse_cell
from pipeline.extract.language.years import is_year

_LONGEST = 60
_DATE = re.compile(r"^(?:\d{4}-\d{2}-\d{2}\s*){1,2}$")
_ACTIVITY_WORDS = frozenset(("startdatum", "slutdatum", "startdatumslutdatum"))


def is_table_part(text: str) -> bool:
    """Tell whether a text is a cell of a table by itself: a header word, value, date or period.

    >>> is_table_part("KF:s årsmål"), is_table_part("2 400 ton"), is_table_part("Förskola")
    (True, True, False)
    """
    text = squeeze(strip_icon(text))
    if not text or len(text) > _LONGEST or text == "-":
        return False
    if _DATE.match(text) or compact(text) in _ACTIVITY_WORDS:
        return True
    if is_value_line(text) or (is_period(text) and not is_year(text)):
        return any(map(str.isdigit, text))
    return match_usual(compact(text)) is not None or _is_measured(text)


def _is_measured(text: str) -> bool:
    """Tell whether a text is a number with its unit, and nothing else."""
    cell = parse_cell(text)
    return cell is not None and cell.value is not None and cell.unit is not None
