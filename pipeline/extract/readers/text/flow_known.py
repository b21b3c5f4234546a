"""Where the tables of indicators and activities stand in flow text.

They are found by their headers and by how their rows end: a period; dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.extract.document import Line
from pipeline.extract.language.header_cuts import dated_header, untimed_header
from pipeline.extract.language.indicator_headers import header_size
from pipeline.extract.language.line_kinds import (
    ASSESSMENT,
    STRUCTURE,
    activity_header_size,
    is_activity_header,
    is_indicator_header,
    is_value_line,
    tail_values,
)
from pipeline.extract.language.table_heads import (
    ACTIVITY_COLUMNS,
    DEVIATION,
    DEVIATION_WORD,
    head_word,
)
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.values import is_period
from pipeline.extract.readers.text.flow_untimed import end_of_dated, end_of_untimed

_LABEL_LETTERS = 30
"""A line that begins with "Analys" and is no longer is a label or a heading."""
_DATE_END = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}(?:\s+(?:{DEVIATION}))?$", re.IGNORECASE)
_DATES_ALONE = re.compile(
    rf"\d{{4}}-\d{{2}}-\d{{2}}(?: \d{{4}}-\d{{2}}-\d{{2}})?(?: {DEVIATION})?", re.IGNORECASE
)
_DEVIATION = re.compile(DEVIATION_WORD, re.IGNORECASE)
_ROW_LIMIT = 34
_MOST_NAME_LINES = 6
_MOST_NAME_LETTERS = 100
"""A narrow column breaks a name over more lines than that; the rest has so many letters at most."""
_NARROW = 45
_MOST_HEADER_LINES, _MOST_LOOKED_AT = 12, 60
_MOST_VALUES = 9
_WIDE_TEXT = 5
_PROSE_LINE = 85


@dataclass(frozen=True, slots=True)
class Region:
    """Lines ``start`` to ``end`` (indices, end exclusive) that are one table."""

    start: int
    end: int


def known_regions(lines: Sequence[Line]) -> list[Region]:
    """Return the tables of indicators and of activities, in order."""
    return list(_known_regions(lines))


def _known_regions(lines: Sequence[Line]) -> Iterator[Region]:
    index = 0
    while index < len(lines):
        if not lines[index].text.strip():
            index += 1
        elif is_indicator_header(lines, index):
            untimed = untimed_header(lines[index : index + _MOST_LOOKED_AT])
            if untimed:
                end = end_of_untimed(lines, index, index + untimed)
            else:
                end = _known_end(lines, index, ends_with_period)
            yield Region(index, end)
            index = end
        elif dated := dated_header(lines[index : index + _MOST_HEADER_LINES])[0]:
            end = end_of_dated(lines, index, index + dated)
            yield Region(index, end)
            index = end
        elif is_activity_header(lines, index):
            end = _known_end(lines, index, ends_with_date)
            yield Region(index, end)
            index = end
        else:
            index += 1


def ends_with_period(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line ends with the cell of a period, which may begin on the line above."""
    text = squeeze(lines[index].text)
    previous = squeeze(lines[index - 1].text) if index else ""
    for size in (3, 2, 1):
        words = f"{previous} {text}".split()[-size:]
        if is_period(" ".join(words)):
            return True
    return False


def ends_with_date(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line ends with a date, or with the deviation behind or below one."""
    text = squeeze(lines[index].text)
    above = ""
    if _DEVIATION.fullmatch(text):  # a blank line may stand between the cells
        filled = (squeeze(lines[i].text) for i in range(index - 1, max(index - 3, -1), -1))
        above = next(filter(None, filled), "")
    return bool(_DATE_END.search(f"{above} {text}"))


def _dates_follow(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the dates of an activity end one of the next few lines of text."""
    following = [i for i in range(index, min(len(lines), index + 12)) if lines[i].text.strip()]
    for i in following[:_WIDE_TEXT]:
        if STRUCTURE.match(lines[i].text.strip()) or lines[i].text.rstrip().endswith(":"):
            return False
        if ends_with_date(lines, i):
            return True
    return False


def _values_follow(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is the whole name of a row whose cells are lines of their own.

    Only values and remarks stand between it and the period that ends the row.
    """
    following = (i for i in range(index + 1, len(lines)) if lines[i].text.strip())
    for values, i in enumerate(islice(following, _MOST_VALUES)):
        if values and ends_with_period(lines, i):
            return True
        if not is_value_line(lines[i].text):
            return False
    return False


def _is_wide_prose(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is too wide for a cell, and no row that is wide ends below it."""
    wide = len(lines[index].text.strip()) > _PROSE_LINE
    follows = (_dates_follow, _values_follow, _period_follows)
    return wide and not any(row_follows(lines, index) for row_follows in follows)


def _period_follows(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a wide line's row ends a few lines below with a period, no sentence between.

    A browser prints a row on one line as wide as the page, and wraps its widest cells.
    """
    following = (i for i in range(index, len(lines)) if lines[i].text.strip())
    for i in islice(following, _WIDE_TEXT):
        text = squeeze(lines[i].text)
        if text.endswith((".", ":")) or STRUCTURE.match(text) or is_indicator_header(lines, i):
            return False
        if ends_with_period(lines, i) and (is_period(text) or _has_value_and_period(text)):
            return True
    return False


def _has_value_and_period(text: str) -> bool:
    """Tell whether a line ends with a value and a period ("81 % Tertial 2", "81 % År")."""
    words = text.split()
    return any(
        is_period(" ".join(words[-size:])) and bool(tail_values(" ".join(words[:-size])))
        for size in (3, 2, 1)
    )


def _known_end(
    lines: Sequence[Line], start: int, row_ends: Callable[[Sequence[Line], int], bool]
) -> int:
    """Return the index after the last line of a known table that starts at ``start``."""
    other = is_activity_header if row_ends is ends_with_period else is_indicator_header
    same = is_indicator_header if row_ends is ends_with_period else is_activity_header
    head_end = header_end_of if same is is_indicator_header else _end_of_activity_header
    header_end = head_end(lines, start)
    end, index, since, in_analysis = header_end, header_end, 0, False
    while index < len(lines):
        text = lines[index].text
        stripped = text.strip()
        if not stripped:
            in_analysis = False
        elif STRUCTURE.match(stripped) or ASSESSMENT.match(stripped) or other(lines, index):
            break
        elif same(lines, index):
            header_end = head_end(lines, index)
            end, since = header_end, 0
            index = header_end
            continue
        elif in_analysis:
            end = index + 1
        elif _opens_analysis(lines, index) and end > header_end - 1:
            in_analysis, since, end = True, 0, index + 1
        elif row_ends(lines, index) and index >= header_end:
            end, since = index + 1, 0
        else:
            since += not is_value_line(text)
            if since > _ROW_LIMIT or _is_wide_prose(lines, index):
                break
        index += 1
    return _with_cut_name(lines, end, start, header_end)


def _opens_analysis(lines: Sequence[Line], index: int) -> bool:
    """Tell whether an Analys text of a row starts here: no blank line after the word."""
    text = lines[index].text.strip()
    if text == "Analys":
        return index + 1 < len(lines) and bool(lines[index + 1].text.strip())
    return text.startswith("Analys ") and len(text) > _LABEL_LETTERS


def header_end_of(lines: Sequence[Line], start: int) -> int:
    """Return the index after an indicator header, however its words are shattered."""
    return start + max(1, header_size(lines[start : start + 60]))


def _end_of_activity_header(lines: Sequence[Line], start: int) -> int:
    return start + activity_header_size(lines[start : start + _MOST_HEADER_LINES])


def _with_cut_name(lines: Sequence[Line], end: int, start: int, header_end: int) -> int:
    """Take in the rest of a row's name that a page break put below the repeated header.

    Where the header is not repeated its lines show it: they are as narrow as a column, and none
    of them begins a paragraph.
    """
    if end <= start + 1:
        return end
    index = end
    while index < len(lines) and not lines[index].text.strip():
        index += 1
    if not (index < len(lines) and lines[index].text.strip()[:1].islower()):
        return _end_of_text(lines, index) or end if _lacks_text(lines, end) else end
    first = index
    while _is_of_rest(lines, first, index):
        index += 1
    below_header = end == header_end
    narrow = all(len(line.text.strip()) <= _NARROW for line in lines[first:index])
    return index if below_header or narrow else end


def _is_of_rest(lines: Sequence[Line], first: int, index: int) -> bool:
    """Tell whether a line may be of the rest of a name that begins on the line ``first``."""
    if index >= len(lines) or not _goes_on_below(lines, index) or _opens_anything(lines, index):
        return False
    if index < first + _MOST_NAME_LINES:
        return True
    text, above = lines[index].text.strip(), [line.text.strip() for line in lines[first:index]]
    fits = len(text) <= max(map(len, above)) and not text[:1].isupper()
    return fits and sum(map(len, above)) + len(text) <= _MOST_NAME_LETTERS


def _lacks_text(lines: Sequence[Line], end: int) -> bool:
    """Tell whether the last row above a line is dates right below a header and nothing else.

    Where cells are centred beside a taller one, its text is drawn after them.
    """
    filled = [i for i in range(max(0, end - _ROW_LIMIT), end) if lines[i].text.strip()]
    while filled and _is_in_activity_header(lines, filled[-1]):
        filled.pop()
    dates = 0
    while filled and _DATES_ALONE.fullmatch(squeeze(lines[filled[-1]].text)):
        filled.pop()
        dates += 1
    return bool(dates and filled) and _is_in_activity_header(lines, filled[-1])


def _is_in_activity_header(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is of a header, each word of which may be a line of its own."""
    return is_activity_header(lines, index) or head_word(lines[index].text) in ACTIVITY_COLUMNS


def _end_of_text(lines: Sequence[Line], start: int) -> int | None:
    """Return where the few lines of an activity's text end that stand below its dates.

    The next heading or table is right below; else they may be prose: None.
    """
    ahead = range(start, min(len(lines), start + _MOST_NAME_LINES + 1))
    return next((i for i in ahead if _opens_anything(lines, i)), None)


def _goes_on_below(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is text, or a blank one between lines of one name."""
    if lines[index].text.strip():
        return True
    return index + 1 < len(lines) and lines[index + 1].text.strip()[:1].islower()


def _opens_anything(lines: Sequence[Line], index: int) -> bool:
    return (
        bool(STRUCTURE.match(lines[index].text.strip()))
        or is_indicator_header(lines, index)
        or is_activity_header(lines, index)
    )
