"""Blank lines of flow text that part nothing, and so are left out.

Tools that take text out of a PDF print a blank line where lines stand a little further apart
than they expect: behind the word Analys above a row's text, or behind every line of a text or
of tables that are set wide. Belongs here: telling such blank lines. Does not belong here: what
the others part, which is the tables' and paragraphs' work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import (
    ASSESSMENT,
    STRUCTURE,
    is_activity_header,
    is_indicator_header,
    tail_values,
)
from pipeline.extract.language.text import is_cut, is_cut_word, squeeze
from pipeline.extract.language.values import is_period
from pipeline.extract.readers.text.flow_known import (
    Region,
    ends_with_date,
    ends_with_period,
    header_end_of,
    known_regions,
)
from pipeline.extract.readers.text.layout_lines import SENTENCE_END

_ANALYSIS = "Analys"
_MOST_LINES = 60
"""Lines of an Analys text and the row below it."""

_MOST_NAME_LINES = 6
"""Lines of a row's name below the header that a page break prints again."""

_FEWEST_WRAPS = 20
_MOSTLY = 0.5
"""Headers are often set closer."""

_NEARLY_ALL, _SELDOM = 0.95, 0.1
"""So many lines that go on are parted in tables, and in a whole text with such tables."""

_WIDE = 40
"""Letters of a line of running text; shorter ones may be headings and what follows them."""

_UNMARKED = 0.15
_SMALL_LETTERS = 0.3
"""Of lines that go on, so many begin with a small letter; of paragraphs hardly any."""


def without_idle_blanks(lines: Sequence[Line], *, apart: bool) -> tuple[Line, ...]:
    """Leave out the blank lines that part nothing; numbers of lines stay.

    ``apart`` says what ``tables_are_apart`` tells of the lines.
    """
    kept = tuple(_without_blanks_in_cells(lines)) if _blanks_follow_wraps(lines) else lines
    idle = set(_blanks_in_analyses(kept, apart=apart))
    kept = tuple(line for index, line in enumerate(kept) if index not in idle)
    return tuple(_without_blanks_in_tables(kept)) if apart else kept


# --- behind every line --------------------------------------------------------------------------


def _blanks_follow_wraps(lines: Sequence[Line]) -> bool:
    """Tell whether a text marks its wraps by spaces and prints a blank line behind each."""
    wrapped = [i for i in range(len(lines) - 1) if _is_marked(lines[i])]
    apart = [i for i in wrapped if _blank_alone(lines, i + 1)]
    if len(apart) < max(_FEWEST_WRAPS, _MOSTLY * len(wrapped)):
        return False
    filled = sum(bool(line.text.strip()) for line in lines)
    small = sum(lines[i + 2].text.strip()[:1].islower() for i in apart)
    return filled - len(wrapped) > _UNMARKED * filled and small > _SMALL_LETTERS * len(apart)


def _without_blanks_in_cells(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out the blank line behind a wrapped line, or behind a word that is cut."""
    for index, line in enumerate(lines):
        idle = index > 0 and _blank_alone(lines, index)
        if not (idle and (_is_marked(lines[index - 1]) or _cuts_word(lines, index))):
            yield line


def _is_marked(line: Line) -> bool:
    return bool(line.text.strip()) and line.text[-1].isspace()


def _blank_alone(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is blank and the one below it is not."""
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    return not lines[index].text.strip() and bool(following.strip())


def _cuts_word(lines: Sequence[Line], index: int) -> bool:
    before, after = lines[index - 1].text, lines[index + 1].text
    cut = is_cut(before, after, wrap_is_marked=True)
    return cut and is_cut_word(before.rpartition(" ")[2], [after])


# --- behind every line of tables ----------------------------------------------------------------


def tables_are_apart(lines: Sequence[Line]) -> bool:
    """Tell whether a blank line follows every line of tables, and no mark tells wrapped ones.

    Lines that go on with a small letter show it.
    """
    if not _are_parted(lines, [Region(0, len(lines))], _SELDOM) or _blanks_follow_wraps(lines):
        return False
    regions = known_regions(lines)
    filled = [i for region in regions for i in _filled_in(lines, region)]
    marked = sum(_is_marked(lines[i]) for i in filled)
    return _are_parted(lines, regions, _NEARLY_ALL) and marked < _UNMARKED * len(filled)


def _are_parted(lines: Sequence[Line], regions: Sequence[Region], share: float) -> bool:
    """Tell whether a share of the lines that go on have a blank line above them."""
    pairs = (pair for region in regions for pair in pairwise(_filled_in(lines, region)))
    parted = [
        below - above > 1 for above, below in pairs if lines[below].text.strip()[:1].islower()
    ]
    return sum(parted) >= max(_FEWEST_WRAPS, share * len(parted))


def _filled_in(lines: Sequence[Line], region: Region) -> list[int]:
    return [i for i in range(region.start, region.end) if lines[i].text.strip()]


def _without_blanks_in_tables(lines: Sequence[Line]) -> Iterator[Line]:
    inside = {i for region in known_regions(lines) for i in range(region.start, region.end)}
    yield from (line for i, line in enumerate(lines) if line.text.strip() or i not in inside)


# --- behind every line of running text ----------------------------------------------------------


def prose_is_apart(lines: Sequence[Line], tables: Sequence[Region]) -> bool:
    """Tell whether a blank line follows every line of running text, and no mark tells wraps.

    Wide lines that go on with a small letter outside of tables show it.
    """
    inside = {i for region in tables for i in range(region.start, region.end)}
    filled = [i for i in range(len(lines)) if lines[i].text.strip()]
    pairs = [
        (above, below)
        for above, below in pairwise(filled)
        if inside.isdisjoint((above, below))
        and len(lines[above].text) > _WIDE
        and lines[below].text.strip()[:1].islower()
    ]
    parted = sum(below - above > 1 for above, below in pairs)
    marked = sum(_is_marked(lines[above]) for above, _ in pairs)
    seldom = marked < _UNMARKED * len(pairs)
    return seldom and parted >= max(_FEWEST_WRAPS, _NEARLY_ALL * len(pairs))


def without_single_blanks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out the blank lines that stand alone between two lines of text."""
    return tuple(
        line
        for i, line in enumerate(lines)
        if not (i and lines[i - 1].text.strip() and _blank_alone(lines, i))
    )


# --- behind Analys ------------------------------------------------------------------------------


def _blanks_in_analyses(lines: Sequence[Line], *, apart: bool) -> Iterator[int]:
    """Yield the blank lines between the word Analys below a row and its text.

    Where a blank line follows every line of tables, lines are ``apart``: those within the
    text's sentences too.

    The same word is the heading of a goal's own text. It is a row's where a row or a header
    stands right above it, and another row follows before the next goal or table, or the goal
    has had its text.
    """
    had_text = False
    body: int | None = None  # where the rows of the last table begin, within a goal
    above = 0
    for index, line in enumerate(lines):
        text = squeeze(line.text)
        if not text:
            continue
        if STRUCTURE.match(text):
            had_text, body = False, None
        elif is_indicator_header(lines, index):
            body = header_end_of(lines, index)
        elif is_activity_header(lines, index):
            body = index + 1
        elif text == _ANALYSIS:
            below_row = body is not None and (
                above < body or _ends_row(lines, above) or _is_rest_of_name(lines, body, above)
            )
            if below_row and (had_text or _row_follows(lines, index)):
                yield from _blanks_below(lines, index, apart=apart)
            had_text = had_text or body is None
        above = index


def _is_rest_of_name(lines: Sequence[Line], body: int, last: int) -> bool:
    """Tell whether what stands below a header is the rest of the name of a row above it.

    A page break prints the header again inside a row whose values stand on its first line.
    """
    texts = [squeeze(lines[i].text) for i in range(body, last + 1) if lines[i].text.strip()]
    return len(texts) <= _MOST_NAME_LINES and texts[0][:1].islower()


def _ends_row(lines: Sequence[Line], index: int) -> bool:
    return ends_with_period(lines, index) or ends_with_date(lines, index)


def _row_follows(lines: Sequence[Line], start: int) -> bool:
    """Tell whether another row ends below a text, before the next goal or another table."""
    for index in _filled_below(lines, start):
        if STRUCTURE.match(squeeze(lines[index].text)) or ASSESSMENT.match(lines[index].text):
            return False
        if is_activity_header(lines, index):
            return False
        alone = is_period(squeeze(lines[index].text))
        if _ends_row(lines, index) and (alone or len(tail_values(lines[index].text)) > 1):
            return True
        if ends_with_date(lines, index):
            return True
    return False


def _filled_below(lines: Sequence[Line], start: int) -> Iterator[int]:
    filled = (i for i in range(start + 1, len(lines)) if lines[i].text.strip())
    return islice(filled, _MOST_LINES)


def _blanks_below(lines: Sequence[Line], index: int, *, apart: bool) -> Iterator[int]:
    """Yield the blank lines below the word Analys, and where lines are apart below others."""
    for below in _filled_below(lines, index):
        yield from range(index + 1, below)
        index = below
        if not apart or SENTENCE_END.search(lines[below].text.rstrip()):
            return
