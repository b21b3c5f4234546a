"""Where the tables of layout text stand: from which line to which, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from pipeline.extract.document import (
    Line,
)
from pipeline.extract.language.line_kinds import STRUCTURE
from pipeline.extract.language.table_heads import ACTIVITIES, INDICATORS, head_word
from pipeline.extract.language.text import (
    is_bullet,
)
from pipeline.extract.readers.text.layout_columns import MOST_HEADER
from pipeline.extract.readers.text.layout_lines import (
    SENTENCE_END,
    is_columnar,
    is_header_part,
    is_worded,
    segments_of,
)

_LONGEST_NAME = 8
_ENDS_IN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_NEAR = 3
_MOST_BLANK = 2


def regions_of(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the tables, in order."""
    done = index = 0
    while index < len(lines):
        if not is_columnar(lines[index].text):
            index += 1
            continue
        start = index
        while start > done and is_header_part(lines[start - 1].text):
            start -= 1
        end = _end(lines, index)
        yield start, end
        done = index = end


def _end(lines: Sequence[Line], first: int) -> int:
    """Return the index after the last line of the table that a line is in."""
    last, begun = first, False
    openings = (head_word(line.text) for line in lines[first : first + MOST_HEADER])
    known = any(opening.startswith((INDICATORS, ACTIVITIES)) for opening in openings)
    index = first + 1
    while index < len(lines) and index - last <= _MOST_BLANK + 1:
        text = lines[index].text
        if not text.strip():
            index += 1
            continue
        if (
            STRUCTURE.match(text.strip())
            or (begun and _opens_known(lines, index, last))
            or (not known and index > last + 1 and _opens_header(lines, index))
        ):
            break
        if is_columnar(text) or (index == last + 1 and _is_row(text, known=known)):
            last = index
            begun |= not is_worded(text)
        elif (known or index == last + 1) and (stop := analysis_stop(lines, index)):
            last = stop - 1
        elif _is_label(lines, first, index) and (index == last + 1 or _values_follow(lines, index)):
            last = index
        else:
            break
        index = last + 1
    return last + 1


def _opens_header(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a header begins on a line, or below the titles there: it has only words."""
    for line in lines[index : index + _NEAR]:
        if is_columnar(line.text) or not line.text.strip():
            return is_worded(line.text)
    return False


def analysis_stop(lines: Sequence[Line], index: int) -> int:
    """Return the index after the Analys text of a row that the word stands above; 0 where none.

    A blank line may stand below the word: then rows of the table must follow the text, for
    the text of a goal has the same heading.
    """
    if lines[index].text.strip() != "Analys":
        return 0
    start = index + 1
    while start < len(lines) and not lines[start].text.strip() and start - index <= _MOST_BLANK:
        start += 1
    stop = start
    while stop < len(lines) and lines[stop].text.strip() and not _ends_analysis(lines, start, stop):
        stop += 1
    apart = start > index + 1
    return 0 if stop == start or (apart and not _row_follows(lines, stop)) else stop


def _ends_analysis(lines: Sequence[Line], start: int, index: int) -> bool:
    """Tell whether a line below an Analys text is no more of it: a row, or the name of one."""
    text = lines[index].text.strip()
    if is_columnar(lines[index].text) or STRUCTURE.match(text):
        return True
    ended = index > start and SENTENCE_END.search(lines[index - 1].text.rstrip())
    return bool(ended) and text[:1].isupper() and _row_follows(lines, index)


def _row_follows(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a row's values stand in the next lines, with a name at most above them."""
    for line in lines[index : index + _LONGEST_NAME]:
        text = line.text.strip()
        if STRUCTURE.match(text) or SENTENCE_END.search(text):
            return False
        if is_columnar(line.text):
            return not head_word(text).startswith(_OPENINGS) and any(map(str.isdigit, text))
    return False


def _is_row(text: str, *, known: bool) -> bool:
    """Tell whether a line right below a table belongs to it though no wide gap is in it."""
    return is_header_part(text) or (known and bool(_ENDS_IN_DATE.search(text)))


def _opens_known(lines: Sequence[Line], index: int, last: int) -> bool:
    """Tell whether the header of another table stands in a line, or above its first words."""
    ahead = [line.text for line in lines[index : index + (1 if index == last + 1 else _NEAR)]]
    return any(head_word(text).startswith(_OPENINGS) for text in ahead)


_OPENINGS = ("indikatorperiodens", "indikatorutfall", "indikatorårsmål", "aktivitetstartdatum")


def _is_label(lines: Sequence[Line], first: int, index: int) -> bool:
    """Tell whether a line stands in one column: those near by have a gap beside it."""
    (start, end) = segments_of(lines[index].text)[0]
    above = (line.text for line in reversed(lines[first:index]) if is_columnar(line.text))
    below = (line.text for line in lines[index : index + _NEAR] if is_columnar(line.text))
    others = [segments_of(text) for text in (*islice(above, _NEAR), *below)]
    if is_bullet(lines[index].text) or not others:
        return False
    gaps = [(one[1], two[0]) for found in others for one, two in pairwise(found)]
    return not any(start < left and end > right for left, right in gaps)


def _values_follow(lines: Sequence[Line], index: int) -> bool:
    ahead = [line.text for line in lines[index + 1 : index + 1 + _NEAR]]
    return any(is_columnar(text) for text in ahead)
