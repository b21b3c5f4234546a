"""Where the tables of layout text stand: from which line to which, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from pipeline.extract.document import (
    Line,
)
from pipeline.extract.language.text import compact, is_bullet
from pipeline.extract.language.values import parse_cell
from pipeline.extract.readers.text.layout_columns import MOST_HEADER
from pipeline.extract.readers.text.layout_known import (
    BELOW_HEADER,
    MOST_BLANK,
    Region,
    known_region,
    opens_known,
    rest_of,
)
from pipeline.extract.readers.text.layout_lines import (
    FAR_RIGHT,
    SENTENCE_END,
    SEVERAL,
    Span,
    is_cell,
    is_columnar,
    is_header_part,
    is_worded,
    opens_part,
    segments_of,
    spans_beside,
    strips_of,
    texts_beside,
)
from pipeline.extract.report import Qualifier

_LONGEST_NAME = 8
_NEAR = 3
_NARROW_LABEL = 24
_LOOKED_BACK = 60
"""So many lines of a table show which of its columns hold values only."""


def regions_of(lines: Sequence[Line]) -> Iterator[Region]:
    """Yield the tables in order; what they have on each page is one by itself."""
    done = index = 0
    above: Region | None = None
    while index < len(lines):
        if not lines[index].text.strip():
            index += 1
            continue
        region = _region_at(lines, index, done, above)
        if region is None:
            above, index = None, index + 1
            continue
        yield region
        done = index = region.end
        above = region


def _region_at(lines: Sequence[Line], index: int, done: int, above: Region | None) -> Region | None:
    """Return the table that begins on a line, or right above it behind line ``done``."""
    parted = above is not None and (
        lines[index].page != lines[above.start].page or index - above.end > MOST_BLANK
    )
    if opens_part(lines[index].text):
        return None  # white between the words of a heading that is set to the width of its page
    rest = above if above is not None and parted and above.columns else None
    if not is_columnar(lines[index].text):
        if opens_known(lines, index):
            return known_region(lines, index, above)
        if rest is not None:
            return rest_of(lines, index, rest)
        return _torn_region(lines, index) if parted else None
    start = _header_start(lines, index, done)
    known = known_region(lines, start, above) or (rest and rest_of(lines, index, rest))
    return known or _other_region(lines, start, index)


def _header_start(lines: Sequence[Line], index: int, done: int) -> int:
    """Return where the header begins of which a line with columns is the last, or right below it.

    The label of the rows may have more lines than those of the values, which stand at its top
    or middle then: lines of it stand between them, and one that goes on is not its first.
    """
    start = bottom = _header_apart(lines, index, done)
    while start > done and (above := _above_header(lines, start, done)) is not None:
        start = above
    start -= start > done and _is_centred(
        lines[start - 1].text, lines[start].text, lines[index].text
    )
    above = start - 1
    while above > done and bottom - above <= _NEAR and _is_alone(lines[above].text):
        beside = lines[above - 1].text
        if not _goes_on(lines[above].text) and (is_columnar(beside) or not is_header_part(beside)):
            break
        above -= 1
        if is_header_part(beside):
            start = above
    if start < index and start - 1 >= done and _is_alone(lines[start - 1].text):
        label = next((line.text for line in lines[start:index] if _is_alone(line.text)), "")
        start -= _goes_on(label)
    return start


def _header_apart(lines: Sequence[Line], index: int, done: int) -> int:
    """Return the last line of a header that blank lines part from its first row, else the row.

    Where labels stand one space apart, none of its lines has columns; they stand above values.
    """
    above = index - 1
    while above > done and index - above <= MOST_BLANK and not lines[above].text.strip():
        above -= 1
    heads = segments_of(lines[above].text) if done <= above < index - 1 else []
    if len(heads) != 1 or heads[0][0] < FAR_RIGHT:
        return index
    text = lines[index].text
    values = spans_beside(text)
    above_all = all(is_cell(text[slice(*span)]) and _meets(span, heads) for span in values)
    return above if len(values) >= SEVERAL and above_all else index


def _above_header(lines: Sequence[Line], start: int, done: int) -> int | None:
    """Return the line above a header that is part of it too; None where it has none.

    Where rows are far apart a blank line stands below the texts over several columns.
    """
    if is_header_part(lines[start - 1].text):
        return start - 1
    if start - 2 < done or lines[start - 1].text.strip():
        return None
    found = segments_of(lines[start - 2].text)
    apart = bool(found) and found[0][0] >= FAR_RIGHT and is_header_part(lines[start - 2].text)
    return start - 2 if apart and len(found) < len(segments_of(lines[start].text)) else None


def _is_centred(text: str, below: str, row: str) -> bool:
    """Tell whether a line is the first of a header whose next one stands ``below``.

    The label of the names is centred above them, so wide that it is one space beside the next
    label: it begins right of the ``row`` that follows, and left of the line below.
    """
    found, next_one = segments_of(text), segments_of(below)
    left = segments_of(row)[0][0]
    return (
        len(found) == len(next_one) == 1
        and left + SEVERAL < found[0][0] < next_one[0][0]
        and next_one[0][1] < found[0][1]
        and not is_bullet(text)
    )


def _is_alone(text: str) -> bool:
    """Tell whether a line has one text, at the left."""
    found = segments_of(text)
    return len(found) == 1 and found[0][0] < FAR_RIGHT and not is_bullet(text)


def _goes_on(text: str) -> bool:
    """Tell whether a line goes on with the label of the rows: alone, with a small letter."""
    return _is_alone(text) and text.strip()[:1].islower()


def _torn_region(lines: Sequence[Line], index: int) -> Region | None:
    """Return the table that goes on below a page break with the rest of a row's label."""
    for first in range(index, min(index + _LONGEST_NAME, len(lines))):
        text = lines[first].text
        if is_columnar(text):
            found = _other_region(lines, index, first)
            return None if is_worded(text) else replace(found, goes_on=True)
        narrow = len(text.strip()) <= _NARROW_LABEL and not SENTENCE_END.search(text.strip())
        if text.strip() and not (narrow and text.strip()[:1].islower()):
            return None
    return None


def _other_region(lines: Sequence[Line], start: int, first: int) -> Region:
    """Return the table whose header is not known; ``first`` is its first line with columns."""
    texts: set[int] = set()
    last, begun = first, _is_valued(lines[first].text)
    index = first + 1
    while index < len(lines) and index - last <= MOST_BLANK + 1 + BELOW_HEADER * (not begun):
        text = lines[index].text
        if not text.strip():
            index += 1
            continue
        if (
            opens_part(text)
            or opens_known(lines, index)
            or (begun and _is_same(text, lines[start].text))
            or (_is_apart(lines, last, index, begun=begun) and _opens_header(lines, index))
            or (begun and _opens_titled(lines, index, apart=index > last + 1))
            or (begun and _opens_below_values(lines, first, index))
        ):
            break
        if is_columnar(text) or (index == last + 1 and is_header_part(text)):
            last = index
            begun |= _is_valued(text)
        elif index == last + 1 and (stop := _analysis_stop(lines, index)):
            texts.update(range(index, stop))
            last = stop - 1
        elif _is_single(lines, first, index, last, begun=begun):
            last = index
        else:
            break
        index = last + 1
    return Region(start, last + 1, texts=frozenset(texts))


def _is_apart(lines: Sequence[Line], last: int, index: int, *, begun: bool) -> bool:
    """Tell whether a blank line or a page break parts a line from the ``last`` one of a table."""
    return (begun and lines[index].page != lines[last].page) or index > last + (
        1 if begun else SEVERAL
    )


def _is_single(lines: Sequence[Line], first: int, index: int, last: int, *, begun: bool) -> bool:
    """Tell whether a line without columns is part of a table whose ``last`` line is above it.

    Labels of a header may stand one space apart where more of it follows.
    """
    close = index == last + 1
    if not begun and close and _is_columnar_at(lines, index + 1):
        return True
    if close and _is_wide_word(lines, index):
        return True
    return _is_label(lines, first, index) and (close or _values_follow(lines, index))


def _is_wide_word(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is one word of a label, which may reach over its column.

    It goes on with a small letter, or values stand right below.
    """
    text = lines[index].text
    if not _is_alone(text) or " " in text.strip() or SENTENCE_END.search(text.strip()):
        return False
    valued = _is_columnar_at(lines, index + 1) and _is_valued(lines[index + 1].text)
    return valued or text.strip()[:1].islower()


def _is_same(text: str, head: str) -> bool:
    """Tell whether a line repeats the first one of a header."""
    beside = is_columnar(head) or is_header_part(head)
    return beside and compact(text) == compact(head) and not _is_valued(head)


def _is_valued(text: str) -> bool:
    """Tell whether values or dates stand beside the first text of a line."""
    return any(map(is_cell, texts_beside(text)))


def _is_columnar_at(lines: Sequence[Line], index: int) -> bool:
    return index < len(lines) and is_columnar(lines[index].text)


def _opens_header(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a header begins on a line, or below the titles there: it has only words."""
    for line in lines[index : index + _NEAR + MOST_BLANK]:
        if is_columnar(line.text):
            return is_worded(line.text, periods=True)
    return False


def _opens_titled(lines: Sequence[Line], index: int, *, apart: bool) -> bool:
    """Tell whether the title of another table stands on a line, with its header and values below.

    Right below a row the header has several labels beside each other; ``apart`` from it, behind
    a blank line, one is enough.
    """
    if not _is_alone(lines[index].text) or not lines[index].text.strip()[:1].isupper():
        return False
    labels = 0
    for line in lines[index + 1 : index + MOST_HEADER]:
        if opens_part(line.text):
            return False
        if is_columnar(line.text):
            beside = texts_beside(line.text)
            if any(map(is_cell, beside)):
                return labels >= (1 if apart else SEVERAL)
            labels = max(labels, len(beside))
    return False


def _opens_below_values(lines: Sequence[Line], first: int, index: int) -> bool:
    """Tell whether another table's header begins right below a table: words below its numbers.

    The lines down to the next row have words in most columns that held values only. ``first`` is
    the first line with columns of the table above.
    """
    heads = _words_above_row(lines, index) if is_header_part(lines[index].text) else []
    if len(heads) < SEVERAL:
        return False
    rows = [line.text for line in lines[max(first, index - _LOOKED_BACK) : index]]
    begin = next((at for at, text in enumerate(rows) if _is_valued(text)), len(rows))
    cells = [(span, _may_head(text[slice(*span)]))
             for text in rows[begin:] for span in spans_beside(text)]  # fmt: skip
    words = [span for span, worded in cells if worded]
    values = strips_of([[span for span, worded in cells if not worded]])
    headed = sum(_meets(strip, heads) and not _meets(strip, words) for strip in values)
    several = sum(map(_is_valued, rows[begin:])) >= SEVERAL
    return several and headed >= SEVERAL and headed > len(values) / 2


def _words_above_row(lines: Sequence[Line], index: int) -> list[Span]:
    """Return where words stand beside the first ones of lines down to a row; none without one."""
    heads: list[Span] = []
    for line in lines[index : index + MOST_HEADER]:
        if _is_valued(line.text):
            return heads
        beside = spans_beside(line.text)
        if line.text.strip() and not (beside or _is_alone(line.text)):
            break
        if not all(_may_head(line.text[slice(*span)]) for span in beside):
            break
        heads += beside
    return []


def _may_head(text: str) -> bool:
    """Tell whether a text holds words or a year, which may head a column, and no remark."""
    parsed = parse_cell(text)
    remark = parsed is not None and parsed.qualifier not in (None, Qualifier.TEXT)
    return not remark and not is_cell(text)


def _meets(one: Span, others: Sequence[Span]) -> bool:
    """Tell whether any other text stands above or below one, at least in part."""
    return any(start < one[1] and end > one[0] for start, end in others)


def _analysis_stop(lines: Sequence[Line], index: int) -> int:
    """Return the index after the Analys text of a row that the word stands above; 0 where none.

    A blank line may stand below the word: then rows of the table must follow the text, for
    the text of a goal has the same heading.
    """
    if lines[index].text.strip() != "Analys":
        return 0
    start = index + 1
    while start < len(lines) and not lines[start].text.strip() and start - index <= MOST_BLANK:
        start += 1
    stop = start
    while stop < len(lines) and lines[stop].text.strip() and not _ends_analysis(lines, start, stop):
        stop += 1
    apart = start > index + 1
    return 0 if stop == start or (apart and not _row_follows(lines, stop)) else stop


def _ends_analysis(lines: Sequence[Line], start: int, index: int) -> bool:
    """Tell whether a line below an Analys text is no more of it: a row, or the name of one."""
    text = lines[index].text.strip()
    if is_columnar(lines[index].text) or opens_part(text):
        return True
    ended = index > start and SENTENCE_END.search(lines[index - 1].text.rstrip())
    return bool(ended) and text[:1].isupper() and _row_follows(lines, index)


def _row_follows(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a row's values stand in the next lines, with a name at most above them."""
    for line in lines[index : index + _LONGEST_NAME]:
        text = line.text.strip()
        if opens_part(text) or SENTENCE_END.search(text):
            return False
        if is_columnar(line.text):
            return any(map(str.isdigit, text))
    return False


def _is_label(lines: Sequence[Line], first: int, index: int) -> bool:
    """Tell whether a line stands in one column: those near by have a gap beside it.

    Those of the header need not have it there, if there are others.
    """
    (start, end) = segments_of(lines[index].text)[0]
    above = (line.text for line in reversed(lines[first:index]) if is_columnar(line.text))
    below = (line.text for line in lines[index : index + _NEAR] if is_columnar(line.text))
    near = [*islice(above, _NEAR), *below]
    others = [segments_of(text) for text in near if not is_worded(text, periods=True)]
    others = others or [segments_of(text) for text in near]
    is_note = lines[index].text.strip().startswith("*")
    if is_note or is_bullet(lines[index].text) or not others:
        return False
    gaps = [(one[1], two[0]) for found in others for one, two in pairwise(found)]
    return not any(start < left and end > right for left, right in gaps)


def _values_follow(lines: Sequence[Line], index: int) -> bool:
    """Tell whether values stand in the next lines; blank ones are none, if few."""
    near = lines[index + 1 : index + 1 + _NEAR + MOST_BLANK]
    ahead = [line.text for line in near if line.text.strip()][:_NEAR]
    return any(is_columnar(text) or _is_valued(text) for text in ahead)
