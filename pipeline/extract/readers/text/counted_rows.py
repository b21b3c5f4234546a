"""Rows of indicators and activities that are printed one cell a line.

Belongs here: whether so many lines are a row, told by what they say. A name may take several
lines, all other cells one; an empty cell is a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import COMMENT, STRUCTURE, says_value
from pipeline.extract.language.table_heads import DEVIATION
from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.language.values import is_period, parse_cell, parse_date
from pipeline.extract.language.years import is_year
from pipeline.extract.report import Qualifier

_DEVIATION = re.compile(DEVIATION, re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?:;]$")
_LONGEST_REMARK = 40
_NAME_LINES = 3


def row_from(
    lines: Sequence[Line],
    index: int,
    *,
    shape: tuple[int, int, int],
    is_row: Callable[[Sequence[str]], bool],
) -> Sequence[Sequence[Line]]:
    """Return the lines of the cells of the row that starts on a line; none where none does.

    Args:
        lines: All lines of a text.
        index: Where the row may start.
        shape: Columns before the names, from the names on, and empty ones behind.
        is_row: Tells by the texts from the name on whether they are a row.
    """
    lead, size, trail = shape
    width = lead + size + trail
    for named in range(1, _NAME_LINES + 1):
        start = index + lead
        name, rest = lines[start : start + named], lines[start + named : start + named + size - 1]
        behind = lines[start + named + size - 1 : index + width + named - 1]
        missing = width - 1 + named - lead - len(name) - len(rest) - len(behind)
        if len(name) < named or missing > 1:  # blank lines at the end of a file are not kept
            return ()
        texts = [" ".join(squeeze(line.text) for line in name), *(squeeze(x.text) for x in rest)]
        texts += [""] * (size - len(texts))
        beside = [line.text for line in (*lines[index:start], *behind)]
        if _is_name(name) and not any(map(strip_icon, beside)) and is_row(texts):
            return [
                *([line] for line in lines[index:start]),
                name,
                *([x] for x in (*rest, *behind)),
            ]
    return ()


def _is_name(lines: Sequence[Line]) -> bool:
    """Tell whether lines are one name: behind the first they go on in small letters."""
    texts = [squeeze(line.text) for line in lines]
    if not strip_icon(texts[0]) or STRUCTURE.match(texts[0]):
        return False
    apart = any(_SENTENCE.search(text) or COMMENT.match(text) for text in texts[:-1])
    return not apart and all(text[:1].islower() or text[:1] == "(" for text in texts[1:])


def is_indicator(texts: Sequence[str], timed: int = -1) -> bool:
    """Tell whether texts are a name, values or remarks, and a period, which is that at ``timed``.

    Remarks alone say little of a table, if no other row has values.
    """
    values = [text for at, text in enumerate(texts) if at not in (0, timed % len(texts))]
    parsed = [cell for text in values if (cell := parse_cell(text))]
    short = all(len(cell.text) < _LONGEST_REMARK for cell in parsed)
    return _names(texts[0]) and is_period(texts[timed]) and short and not any(map(is_year, values))


def is_untimed(texts: Sequence[str]) -> bool:
    """Tell whether texts are a name and values, of a table without periods."""
    parsed = [cell for text in texts[1:] if (cell := parse_cell(text))]
    known = all(cell.qualifier is not Qualifier.TEXT for cell in parsed)
    return _names(texts[0]) and known and bool(parsed) and not any(map(is_year, texts[1:]))


def is_bare(texts: Sequence[str]) -> bool:
    """Tell whether texts are a name without values, as of a row where all its cells are empty."""
    return _names(texts[0]) and not any(texts[1:])


def tells_columns(texts: Sequence[str]) -> bool:
    """Tell whether a row's texts say that it is one: no fewer values than words.

    A date and a period are values.
    """
    parsed = [cell for text in texts[1:] if (cell := parse_cell(text))]
    worded = sum(
        cell.qualifier is Qualifier.TEXT and not is_period(cell.text) and not parse_date(cell.text)
        for cell in parsed
    )
    return bool(parsed) and worded * 2 <= len(parsed)


def _names(text: str) -> bool:
    return not says_value(text) and not is_period(text)


def is_activity(texts: Sequence[str]) -> bool:
    """Tell whether texts are an activity, its days and what says that it deviates."""
    dates = [text for text in texts[1:3] if text]
    deviation = "".join(texts[3:])
    return (
        bool(dates)
        and all(parse_date(text) for text in dates)
        and (not deviation or _DEVIATION.fullmatch(deviation) is not None)
    )
