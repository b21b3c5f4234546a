"""Where a table ends in flow text whose rows end otherwise than with a period or with dates.

Rows of indicators end with values, or with what is said beside them; rows of activities with
what is said beside their dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import (
    ASSESSMENT,
    COLUMN_WORD,
    COMMENT,
    STRUCTURE,
    end_of_remark,
    is_activity_header,
    is_indicator_header,
    opens_header,
)
from pipeline.extract.language.text import compact, squeeze

_SENTENCE_END = (".", "!", "?", ":", ";")
_SAID_BEHIND = re.compile(r"\d\D{0,80}$|(?:^|\s)-$")
"""A line that ends with a value, or with a value and a few words."""
_DATED = re.compile(r"\d{4}-\d\d-\d\d\D{0,40}$")
_MOST_NAME_LINES = 8
_NAMED_COLUMNS = 2


def end_of_untimed(lines: Sequence[Line], start: int, header_end: int) -> int:
    """Return the index after the last row of a table whose header is lines ``start`` to its end."""
    return _end_of_rows(lines, start, header_end, is_indicator_header, _SAID_BEHIND)


def end_of_dated(lines: Sequence[Line], start: int, header_end: int) -> int:
    """Return the same of a table of activities with more than dates in its rows."""
    return _end_of_rows(lines, start, header_end, is_activity_header, _DATED)


def _end_of_rows(
    lines: Sequence[Line],
    start: int,
    header_end: int,
    opens_same: Callable[[Sequence[Line], int], bool],
    row_end: re.Pattern[str],
) -> int:
    header = compact(" ".join(line.text for line in lines[start:header_end]))
    end = index = header_end
    while index < len(lines) and index - end <= _MOST_NAME_LINES:
        text = squeeze(lines[index].text)
        if opens_same(lines, index):
            below = index + header_end - start
            if compact(" ".join(line.text for line in lines[index:below])) != header:
                break
            index = below
            continue
        if text and _opens_other(lines, index):
            break
        if COMMENT.match(text) and len(text.split()) > 1:
            end = index = end_of_remark(lines, index, lambda line: not line.text.strip())
            continue
        if text.endswith(_SENTENCE_END):
            break
        goes_on = index == end and text[:1].islower()
        if row_end.search(text) or goes_on:
            end = index + 1
        index += 1
    return end


def _opens_other(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a goal, an assessment or another table begins on a line."""
    text = lines[index].text.strip()
    named = len(COLUMN_WORD.findall(text)) >= _NAMED_COLUMNS
    return (
        bool(STRUCTURE.match(text) or ASSESSMENT.match(text))
        or text == "Analys"
        or is_activity_header(lines, index)
        or is_indicator_header(lines, index)
        or (named and opens_header(lines, index))
    )
