"""What a source's own marks say that cannot all be right: nothing that reading got wrong.

Belongs here: page marks, tables of contents and headers, which no fact holds. Each fault is
a ``Problem`` at every place that is involved, with the same message, so that reconciliation
(``quality.reconcile``) can put the places together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.extract.document import Document, GridTable, Place, RunTable, place_of
from pipeline.extract.language.indicator_headers import header_size
from pipeline.extract.language.page_marks import PAGE_MARK
from pipeline.extract.language.text import compact
from pipeline.extract.report import Goal, Head, Problem, ReportType

PAGE_COUNTS = "page_counts_differ"
CONTENTS_TITLE = "contents_title_differs"
HEADER_YEAR = "indicator_header_year"

_ENTRY = re.compile(r"(?P<code>\d(?:\.\d+){0,2})\.?\s+(?P<title>\D.*?)[\s.]*\d*\s*$")
_LAST_YEAR = re.compile(r"(?:vb|verksamhetsberättelse|bokslut)(20\d\d)")
_ALIKE = 0.85


def page_counts(document: Document) -> Iterator[Problem]:
    """The first page mark, and the first that names another number of pages."""
    first: tuple[str, Place] | None = None
    for place in document.furniture:
        mark = PAGE_MARK.match(" ".join(place.text.split()))
        if mark is None:
            continue
        pages = mark[2] or mark[4]
        first = first or (pages, place)
        if pages != first[0]:
            message = f"{first[0]} pages by the first page mark, {pages} by a later one."
            yield Problem(PAGE_COUNTS, message, first[1])
            yield Problem(PAGE_COUNTS, message, place)
            return


def contents_titles(document: Document, goals: Sequence[Goal]) -> Iterator[Problem]:
    """Goals whose title in the table of contents is nearly that of their section."""
    by_code = {goal.code.rstrip("."): goal for goal in goals if goal.code}
    for place in document.furniture:
        entry = _ENTRY.search(" ".join(place.text.split()))
        goal = by_code.get(entry["code"]) if entry else None
        if entry is None or goal is None:
            continue
        one, other = _letters(entry["title"]), _letters(goal.title)
        alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
        # A title that goes on in the next line of the contents is only begun here.
        if one != other and not other.startswith(one) and alike >= _ALIKE:
            message = f"'{entry['title'].strip(' .')}' in the contents, '{goal.title}' above."
            yield Problem(CONTENTS_TITLE, message, place)
            yield Problem(CONTENTS_TITLE, message, goal.place)


def _letters(title: str) -> str:
    return "".join(character for character in compact(title) if character.isalpha())


def header_years(tables: Sequence[GridTable | RunTable], head: Head) -> Iterator[Problem]:
    """Indicator tables whose column of last year's outcome names another year.

    A column of an older year may stand beside it.
    """
    if head.report_type is ReportType.PLAN:
        return
    for table in tables:
        years = set(map(int, _LAST_YEAR.findall(_header(table))))
        for year in sorted(years if head.report_year - 1 not in years else ()):
            yield Problem(
                HEADER_YEAR,
                f"Last year's outcome is headed {year} in a report of {head.report_year}.",
                _header_place(table, str(year)),
            )


def _header(table: GridTable | RunTable) -> str:
    if isinstance(table, GridTable):
        return " ".join(compact(cell.text) for cell in table.rows[0] if cell)
    lines = [line for chunk in table.chunks for line in chunk.lines]
    return "".join(compact(line.text) for line in lines[: header_size(lines)])


def _header_place(table: GridTable | RunTable, year: str) -> Place:
    if isinstance(table, GridTable):
        cells = [cell for cell in table.rows[0] if cell and year in cell.text]
        return cells[0].place if cells else table.place
    lines = [line for chunk in table.chunks for line in chunk.lines]
    return place_of(lines[: header_size(lines)])
