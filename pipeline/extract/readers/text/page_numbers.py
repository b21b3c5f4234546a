"""Which page a line of text stands on, by the marks that count the pages ("Sid 63 (84)").

Archives keep few of the marks. Between two of them a page begins where a line begins with a
blank that no wrapping explains; where as many lines do as pages are missing, every line's page
is known, and such lines are known for traces of pages. Where they do not, pages of prose are
still counted from a mark on, and back from one, as long as each begins about as many lines after
the one before as pages of prose have. A page that begins with a table leaves no such trace; the
items of lists leave more of them than there are pages, and then only one alone in its place
counts. Elsewhere no page is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import ASSESSMENT
from pipeline.extract.language.page_marks import PAGE_MARK
from pipeline.extract.language.text import squeeze

_BEGINS_PAGE = re.compile(r"^ (?:[^\W\d]|\d{1,2}\. [^\W\d])")
_FEWEST_PAGES = 4
"""Pages of prose that show how many lines such pages have."""
_LEAST, _MOST = 0.75, 1.35
"""How many times the usual page's lines a page of prose may have."""
_LINE_OF_PROSE = 30
"""Letters of a line that is prose rather than a table's cell."""
_LINES_OF_HEAD = 4
_SHORTEST_PAGE = 20
_SHORTEST_TEXT = 5
"""Lines of a page that holds the end of a chapter; items of a list stand closer."""
_SHORT = 0.5
"""Share of the usual page below which a page is taken for one, whatever stands on it."""


def printed_pages(lines: Sequence[Line], aside: frozenset[int]) -> tuple[int | None, ...]:
    """Return the page of every line; None where nothing tells it.

    Args:
        lines: All lines, with form feeds counted where the text has them.
        aside: Indices of the lines that are page furniture.
    """
    marks = _marks(lines)
    pages: list[int | None] = [line.page for line in lines]
    rises = all(one[1] < two[1] for one, two in pairwise(marks))
    if not marks or not rises or any(page is not None for page in pages):
        return tuple(pages)
    if _stand_above(lines, marks, aside):
        ends: list[tuple[int, int | None]] = [*marks[1:], (len(lines), None)]
        spans = [_span(lines, aside, *edges) for edges in zip(marks, ends, strict=True)]
        traced = any(span.is_whole and span.begins for span in spans)
        usual = _usual_page(lines, spans)
        for span in spans:
            _fill(pages, span, traced=traced)
            if usual is not None and not span.is_whole:
                _count_on(pages, lines, span, usual)
    else:
        for (start, page), (end, following) in pairwise([(-1, marks[0][1] - 1), *marks]):
            if following == page + 1:
                pages[start + 1 : end + 1] = [following] * (end - start)
    return tuple(pages)


@dataclass(frozen=True, slots=True)
class _Span:
    """The lines from a mark to the next: ``begins`` are those that look like a page's first.

    ``is_whole`` where as many do as pages are missing.
    """

    start: int
    end: int
    page: int
    next_page: int | None
    begins: tuple[int, ...]
    is_whole: bool

    @property
    def missing(self) -> int:
        """How many pages begin between the two marks."""
        return (self.next_page or self.page) - self.page - 1


def _marks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Index and page of every mark."""
    found = ((index, PAGE_MARK.match(squeeze(line.text))) for index, line in enumerate(lines))
    return [(index, int(mark[1] or mark[3])) for index, mark in found if mark]


def _stand_above(
    lines: Sequence[Line], marks: Sequence[tuple[int, int]], aside: frozenset[int]
) -> bool:
    """Tell whether marks head their pages: text follows the last, and none comes before page 1.

    Beside the mark of page 1 may stand a line or two of the page's own head.
    """
    (first, page), (last, _) = marks[0], marks[-1]
    before = sum(_is_text(lines, index, aside) for index in range(first))
    if page == 1 and before > _LINES_OF_HEAD:
        return False
    return any(_is_text(lines, index, aside) for index in range(last, len(lines)))


def _is_text(lines: Sequence[Line], index: int, aside: frozenset[int]) -> bool:
    return index not in aside and bool(lines[index].text.strip())


def _span(
    lines: Sequence[Line],
    aside: frozenset[int],
    mark: tuple[int, int],
    following: tuple[int, int | None],
) -> _Span:
    (start, page), (end, next_page) = mark, following
    text = [index for index in range(start + 1, end) if _is_text(lines, index, aside)]
    begins = tuple(
        index
        for index in text[1:]
        if _BEGINS_PAGE.match(lines[index].text)
        and lines[index - 1].text.strip()
        and not ASSESSMENT.match(lines[index].text)
    )
    is_whole = next_page is not None and len(begins) == next_page - page - 1
    return _Span(start, end, page, next_page, begins, is_whole)


def _fill(pages: list[int | None], span: _Span, *, traced: bool) -> None:
    """Set the pages of a span.

    Of one that is not whole only the first page is known, where pages of this text are known
    to leave a trace.
    """
    if span.is_whole:
        edges = [span.start, *span.begins, span.end]
    elif traced and span.begins:
        edges = [span.start, span.begins[0]]
    else:
        return
    for number, (first, last) in enumerate(pairwise(edges)):
        pages[first:last] = [span.page + number] * (last - first)


@dataclass(frozen=True, slots=True)
class _Usual:
    """The lines of a usual page of prose; ``is_page`` where every trace begins a page."""

    lines: float
    is_page: bool


def _usual_page(lines: Sequence[Line], spans: Sequence[_Span]) -> _Usual | None:
    """What pages of prose are like in this text; None where too few show it."""
    found = [
        second - first
        for span in spans
        for first, second in pairwise(span.begins)
        if second - first >= _SHORTEST_PAGE and _is_prose(lines, first, second)
    ]
    if len(found) < _FEWEST_PAGES:
        return None
    fits = all(len(span.begins) <= span.missing for span in spans if span.next_page)
    apart = all(
        second - first >= _SHORTEST_TEXT
        for span in spans
        for first, second in pairwise(span.begins)
    )
    return _Usual(median(found), fits and apart)


def _is_prose(lines: Sequence[Line], first: int, last: int) -> bool:
    """Tell whether most of the lines that are not empty are long ones."""
    text = [len(line.text.strip()) for line in lines[first:last] if line.text.strip()]
    return 2 * sum(length >= _LINE_OF_PROSE for length in text) > len(text)


def _count_on(pages: list[int | None], lines: Sequence[Line], span: _Span, usual: _Usual) -> None:
    """Set the pages of prose that can be counted from the span's mark, and back from the next."""
    forth = _steps(lines, span.start, span.begins, usual)
    back = _steps(lines, span.end, tuple(reversed(span.begins)), usual) if span.next_page else []
    if set(forth) & set(back) or (span.next_page and len(forth) + len(back) > span.missing):
        return  # the marks contradict what is counted
    for number, (first, last) in enumerate(pairwise([span.start, *forth])):
        pages[first:last] = [span.page + number] * (last - first)
    for number, (last, first) in enumerate(pairwise([span.end, *back]), start=1):
        pages[first:last] = [(span.next_page or 0) - number] * (last - first)


def _steps(lines: Sequence[Line], start: int, begins: Sequence[int], usual: _Usual) -> list[int]:
    """The beginnings of pages that follow each other from a line on, in the order of ``begins``.

    Ends where a page is not all prose, or where it is not sure which line begins the next.
    """
    steps: list[int] = []
    at = start
    for number, begin in enumerate(begins):
        share = abs(begin - at) / usual.lines
        if share < _LEAST and not usual.is_page:
            continue
        rivals = sum(abs(one - at) / usual.lines <= _MOST for one in begins[number:])
        is_next = usual.is_page or rivals == 1
        if share > _MOST or not is_next:
            break
        if share > _SHORT and not _is_prose(lines, *sorted((at, begin))):
            break
        at = begin
        steps.append(at)
    return steps
