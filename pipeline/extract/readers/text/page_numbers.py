"""Which page a line of text stands on, by the marks that count the pages ("Sid 63 (84)").

Archives keep few of the marks. Between two of them a page begins where a line begins with a
blank that no wrapping explains; where as many lines do as pages are missing, every line's page
is known, and such lines are known for traces of pages. Elsewhere no page is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import ASSESSMENT
from pipeline.extract.language.page_marks import PAGE_MARK
from pipeline.extract.language.text import squeeze

_BEGINS_PAGE = re.compile(r"^ [^\W\d]")


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
        for span in spans:
            _fill(pages, span, traced=traced)
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
    begins: tuple[int, ...]
    is_whole: bool


def _marks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Index and page of every mark."""
    found = ((index, PAGE_MARK.match(squeeze(line.text))) for index, line in enumerate(lines))
    return [(index, int(mark[1] or mark[3])) for index, mark in found if mark]


def _stand_above(
    lines: Sequence[Line], marks: Sequence[tuple[int, int]], aside: frozenset[int]
) -> bool:
    """Tell whether marks head their pages: text follows the last, or none comes before page 1."""
    if marks[0][1] == 1:
        return not any(_is_text(lines, index, aside) for index in range(marks[0][0]))
    return any(_is_text(lines, index, aside) for index in range(marks[-1][0], len(lines)))


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
    return _Span(start, end, page, begins, is_whole)


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
