"""Lines of pages that are no text: running heads, page numbers, tables of contents; footnotes.

Belongs here: what tells a line that recurs at the edge of pages from a header that a table
repeats there, and where the footnotes of a page begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.extract.document import Line
from pipeline.extract.language.page_marks import PAGE_MARK
from pipeline.extract.language.text import raised
from pipeline.extract.readers.geometry.words import TextLine
from pipeline.extract.readers.pdf.sheets import Sheet
from pipeline.extract.readers.text.lines import contents

_EDGE = 0.14
_OUTERMOST = 0.08
_WIDEST = 0.2
_REPEATS = 3
_USUAL_SHARE = 0.4
_MOST = 0.6
_TABLE_COLUMNS = 3
_ROW_PITCH = 1.4
_HEAD_PITCH = 2.4
_NOTE_NUMBER = re.compile(r"^(\d{1,2})\)?\s\S")
_RAISED = re.compile(r"(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?!\w)")
_NOTES = 0.5
_SMALLER = 0.6
_SAME_PLACE = 3.0
_DIGITS = re.compile(r"\d+")
_OF_PAGE = re.compile(
    r"^(?:[–-] ?)?(?:sid(?:an|a)?\.? *)?(\d{1,3})(?: ?[–-]| *(?:\(|/|av ) *\d{1,3}\)?)?$",
    re.IGNORECASE,
)
"""What a page's number looks like where something else stands on its line."""


def furniture(pages: Sequence[Sheet]) -> tuple[set[int], int | None]:
    """Return the ids of lines that are no text, and the number of pages they state.

    These are lines that recur at one height near the edge of pages, page numbers, and
    tables of contents.
    """
    aside, total = running_lines(pages)
    numbered = [line for page in pages for line in page.lines if id(line) not in aside]
    texts = [Line(n, line.text, line.page) for n, line in enumerate(numbered, start=1)]
    return aside | {id(numbered[index]) for index in contents(texts, set())}, total


def running_lines(pages: Sequence[Sheet]) -> tuple[set[int], int | None]:
    """Return the ids of running heads and page numbers, and the number of pages they state."""
    aside: set[int] = set()
    totals: Counter[int] = Counter()
    edges = [(page, line) for page in pages for line in _edge_lines(page)]
    columnar = {id(line) for page in pages for line in _columnar(page.lines)}
    headers = {id(line) for page in pages for line in _headers(page.lines, columnar)}
    inside = Counter(line.text for page in pages for line in page.lines if not at_edge(page, line))
    seen: dict[tuple[str, int], set[int]] = {}
    for page, line in edges:
        for text in _forms(line):
            seen.setdefault((text, round(line.y / _SAME_PLACE)), set()).add(page.number)
    for page, line in edges:
        mark = PAGE_MARK.match(line.text)
        if mark and (total := mark[2] or mark[4]):
            totals[int(total)] += 1
        at = round(line.y / _SAME_PLACE)
        recurs = max(
            (
                set[int]().union(*(seen.get((text, near), ()) for near in (at - 1, at, at + 1)))
                for text in _forms(line)
            ),
            key=len,
        )
        # A table's header that is repeated at the top of pages recurs too, on some of them.
        share = _MOST if id(line) in columnar else _USUAL_SHARE
        usual = len(recurs) >= max(2, min(share * len(pages), len(pages)))
        outermost = at_edge(page, line, _OUTERMOST) and id(line) not in columnar
        chapter = (
            outermost
            and inside[line.text] < _REPEATS  # as the word Analys, which is also found at the foot
            and _in_a_row(recurs, page.number, min(_REPEATS, len(pages)))
        )
        repeated = (usual or chapter) and id(line) not in headers
        if mark or repeated or line.text == str(page.number):
            aside.add(id(line))
    return aside, max(totals) if totals else None


def _in_a_row(recurs: set[int], page: int, least: int) -> bool:
    """Tell whether so many of five pages near a page have a line, as those of a chapter do."""
    return any(
        len(recurs & set(range(start, start + 5))) >= max(2, least)
        for start in range(page - 4, page + 1)
    )


def _columnar(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Yield lines that look like rows of a table, with those that go on close below them."""
    last: TextLine | None = None
    for line in lines:
        near = last is not None and last.y - line.y <= _ROW_PITCH * line.size
        same = last is not None and (last.size, last.bold) == (line.size, line.bold)
        last = line if len(line.segments) >= _TABLE_COLUMNS or (near and same) else None
        if last is not None:
            yield last


def _headers(lines: Sequence[TextLine], columnar: set[int]) -> Iterator[TextLine]:
    """Yield rows that have another one close below, and the bold lines of their labels above.

    Labels over several columns, and the first lines of others, stand beside none.
    """
    head: TextLine | None = None
    for line, below in zip(lines[-2::-1], lines[:0:-1], strict=True):
        near = line.y - below.y <= _HEAD_PITCH * line.size
        label = below is head and line.bold and below.bold and line.size == below.size
        head = line if near and (label or {id(line), id(below)} <= columnar) else None
        if head is not None:
            yield head


def at_edge(page: Sheet, line: TextLine, share: float = _EDGE) -> bool:
    """Tell whether a line stands in a share of a page's height at its top or foot."""
    return line.y > (1 - share) * page.height or line.y < share * page.height


def _edge_lines(page: Sheet) -> list[TextLine]:
    """Return the lines near the edges of a page; its first and last one, too, if it has margins."""
    ends = [line for line in (*page.lines[:1], *page.lines[-1:]) if at_edge(page, line, _WIDEST)]
    near = [line for line in page.lines if at_edge(page, line)]
    return [*near, *(line for line in dict.fromkeys(ends) if line not in near)]


def _forms(line: TextLine) -> set[str]:
    """Return a line's text, the same without the number of its page, and where that number is.

    It may stand in the text twice and mean the page once ("Bilaga 3, sida 3"). Beside it may
    stand the name of a chapter, which changes, and pages may be counted from a later one.
    """
    text = line.text
    found = [one for one in _DIGITS.finditer(text) if int(one[0]) == line.page]
    whole = {text} | {f"{text[: one.start()]}#{text[one.end() :]}" for one in found}
    ends = (line.segments[0], line.segments[-1]) if len(line.segments) > 1 else ()
    numbers = [(at, said) for at, end in enumerate(ends) if (said := _OF_PAGE.match(end.text))]
    return whole | {f"{at}#{int(said[1]) - line.page}" for at, said in numbers}


def without_notes(
    pages: Sequence[Sheet], kept: Sequence[tuple[TextLine, ...]]
) -> tuple[list[tuple[TextLine, ...]], list[TextLine]]:
    """Part the footnotes from the lines of pages; they follow at the end, as those of a DOCX do.

    At the foot of a page they stand between a table or paragraph and its rest on the next one.
    """
    rest: list[tuple[TextLine, ...]] = []
    notes: list[TextLine] = []
    marks_above: set[str] = set()
    for page, lines in zip(pages, kept, strict=True):
        marks = {mark for line in lines for mark in _RAISED.findall(line.text)}
        start = _notes_start(page, lines, marks | marks_above)
        rest.append(lines[:start])
        notes += lines[start:]
        marks_above = marks
    return rest, notes


def _notes_start(page: Sheet, lines: Sequence[TextLine], marks: set[str]) -> int:
    """Return where the footnotes of a page start: at a number whose mark stands above it.

    More white is above the first than between lines of a text.
    """
    start = len(lines)
    for number in range(len(lines) - 1, 0, -1):
        line, above = lines[number], lines[number - 1]
        if line.y > _NOTES * page.height or len(line.segments) >= _TABLE_COLUMNS:
            break
        found = _NOTE_NUMBER.match(line.text)
        if not found or raised(found[1]) not in marks:
            continue
        if above.y - line.y > _ROW_PITCH * above.size or line.size < above.size - _SMALLER:
            start = number
    return start
