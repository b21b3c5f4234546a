"""Activities of a ``RunTable``: a row ends with its dates.

Nothing but the deviation has to be inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import dropwhile, pairwise, takewhile, zip_longest

from pipeline.extract.document import Chunk, Line, RunTable, merge_places, place_of
from pipeline.extract.language.dates import parse_days
from pipeline.extract.language.line_kinds import activity_header_size, is_activity_header
from pipeline.extract.language.table_heads import (
    ACTIVITIES,
    ACTIVITY_COLUMNS,
    DEVIATION,
    DEVIATION_WORD,
    head_word,
)
from pipeline.extract.language.text import close_cuts, goes_on_word, join_lines, squeeze, strip_icon
from pipeline.extract.parsers.activity_rows import ActivityResult, activity_row
from pipeline.extract.parsers.analyses import (
    analysis_of,
    is_cut_analysis,
    is_one_sentence,
    is_whole_sentence,
    opens_analysis,
    split_analysis,
    split_at_last_sentence,
)
from pipeline.extract.report import ActivityRow, Problem

_DATE = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}-(?:0[1-9]|1[0-2])|\d\d-(?:0[1-9]|1[0-2])-\d\d)"
"""A day or a month in figures; months by name end sentences too ("senast i mars 2025")."""
_DATES = re.compile(rf"(?:^|\s)({_DATE})(?:\s+({_DATE}))?(?:\s+({DEVIATION}))?\s*$", re.IGNORECASE)
_BELOW_DATES = 0.9
_DATE_CELL = re.compile(rf"{_DATE}(?:\s+(?:{DEVIATION}))?|{DEVIATION_WORD}", re.IGNORECASE)
"""A line that is one cell of a row's dates, or the last of them with the deviation beside it."""


def activities_of_run(
    table: RunTable, goal: int | None, result: ActivityResult
) -> Iterator[ActivityRow]:
    """Yield the rows of a run of lines; what is none becomes a problem of ``result``."""
    rows: list[ActivityRow] = []
    pending: list[Line] = []
    last: list[Line] = []
    pieces = list(_pieces(table))
    for chunk, following in zip_longest(pieces, pieces[1:]):
        lines = list(chunk.lines)
        if not pending and rows and (found := _analysis_in(chunk, following, rows[-1], table)):
            rows[-1], next_row = found
            if next_row is None:
                continue
            lines = list(next_row.lines)
        torn: list[Line] = []
        for index, line in enumerate(lines):
            if not pending and rows and _goes_on_inside(line):
                torn.append(line)
                continue
            if torn:
                rows[-1] = _with_more_text(rows[-1], torn, wrap_is_marked=table.wrap_is_marked)
                torn = []
            if not pending and rows and _DATE_CELL.fullmatch(line.text.strip()):
                pending = last
                rows.pop()
            pending.append(line)
            if _ends_row(pending) and not _goes_on_with_date(lines, index):
                rows.append(_run_row(pending, table, goal, result))
                last, pending = pending, []
        if torn:
            rows[-1] = _with_more_text(rows[-1], torn, wrap_is_marked=table.wrap_is_marked)
    left = _without_text_below_dates(rows, pending, table)
    result.problems.extend(_lost(rows, left, table))
    yield from rows


def _lost(
    rows: Sequence[ActivityRow], pending: Sequence[Line], table: RunTable
) -> Iterator[Problem]:
    """What a table's lines did not give."""
    if pending and rows and not _DATES.search(pending[-1].text):
        yield Problem(
            "activity_without_dates",
            "Text at the end of an activity table has no dates.",
            place_of(pending),
        )
    if not rows:
        yield Problem(
            "activity_table_without_rows",
            "An activity table's header is followed by no row.",
            table.place,
        )


def _pieces(table: RunTable) -> Iterator[Chunk]:
    """Yield a table's chunks without headers, parted before every Analys text."""
    in_header = False
    headers = _header_numbers(table)
    for chunk in table.chunks:
        lines = tuple(line for line in chunk.lines if line.number not in headers)
        in_header = in_header or not lines or head_word(lines[0].text).startswith(ACTIVITIES)
        if in_header:
            lines = tuple(dropwhile(_is_header_word, lines))
            in_header = not lines
        starts = [i for i in range(len(lines)) if i == 0 or opens_analysis(Chunk(lines[i:]))]
        for start, end in pairwise((*starts, len(lines))):
            yield Chunk(lines[start:end])


def _is_header_word(line: Line) -> bool:
    return head_word(line.text) in (ACTIVITIES, f"{ACTIVITIES}er", *ACTIVITY_COLUMNS)


def _analysis_in(
    chunk: Chunk, following: Chunk | None, last: ActivityRow, table: RunTable
) -> tuple[ActivityRow, Chunk | None] | None:
    """Put the Analys text that a chunk begins with into the last row; return what is left too.

    It may be the rest of one that a page break cuts, maybe right behind its first word. None
    where the chunk begins with none.
    """
    opens = opens_analysis(chunk)
    whole = last.analysis is None or is_whole_sentence(last.analysis.text)
    if not opens and (whole or not is_cut_analysis(last.analysis, chunk)):
        return None
    text, left = _split_analysis(chunk, following, table, least=2 if opens else 1)
    if not opens and left is None and following is not None and _begins_with_dates(following):
        return None
    above = None if opens else last.analysis
    analysis = analysis_of(text.lines, wrap_is_marked=table.wrap_is_marked, above=above)
    return replace(last, analysis=analysis), left


def _split_analysis(
    chunk: Chunk, following: Chunk | None, table: RunTable, *, least: int
) -> tuple[Chunk, Chunk | None]:
    """Split an Analys text from the row below it, or from its text where only dates follow.

    The Analys text has at least so many lines.
    """
    marked = table.end_is_marked
    analysis, row = split_analysis(chunk, end_is_marked=marked, is_row=_is_row, least=least)
    if row is None and following is not None and _begins_with_dates(following):
        return split_at_last_sentence(chunk, least=least)
    return analysis, row


def _begins_with_dates(chunk: Chunk) -> bool:
    """Tell whether a chunk is the dates of a row whose text stands above it."""
    found = _DATES.search(chunk.lines[0].text) if chunk.lines else None
    return found is not None and not chunk.lines[0].text[: found.start()].strip()


def _is_row(lines: Sequence[Line]) -> bool:
    """Tell whether lines begin with a whole activity: one sentence, then its dates."""
    text: list[str] = []
    for line in lines:
        if found := _DATES.search(line.text):
            text.append(line.text[: found.start()])
            return is_one_sentence(strip_icon(squeeze(" ".join(text))))
        text.append(line.text)
    return False


def _ends_row(lines: Sequence[Line]) -> bool:
    """Tell whether the last line is the last cell of a row, or may be."""
    if _DATES.search(lines[-1].text):
        return True
    deviates = bool(_DATE_CELL.fullmatch(lines[-1].text.strip()))
    return deviates and len(lines) > 1 and bool(_DATES.search(lines[-2].text))


def _goes_on_with_date(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the next line is a cell of the same row, as some tools print them."""
    following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return bool(_DATE_CELL.fullmatch(following))


def _goes_on_inside(line: Line) -> bool:
    """Tell whether a line below a whole row goes on its text, which a page break has cut.

    A row's dates then stand before the page break that its text runs over (T1 2021); its text
    begins with a capital letter.
    """
    return line.text.strip()[:1].islower() and not _DATES.search(line.text)


def _with_more_text(
    row: ActivityRow, lines: Sequence[Line], *, wrap_is_marked: bool
) -> ActivityRow:
    texts = [line.text for line in lines]
    whole = texts if wrap_is_marked else close_cuts(texts)
    more = join_lines(whole, wrap_is_marked=wrap_is_marked)
    place = merge_places([row.place, place_of(list(lines))])
    between = "" if goes_on_word(row.text, texts) else " "
    return replace(row, text=squeeze(f"{row.text}{between}{more}"), place=place)


def _without_text_below_dates(
    rows: list[ActivityRow], pending: Sequence[Line], table: RunTable
) -> Sequence[Line]:
    """Put the text below the last row's dates into it, if it has none; return what is left.

    Cells that are centred beside a taller one are drawn first.
    """
    if not pending or not rows or rows[-1].text or _DATES.search(pending[-1].text):
        return pending
    named = _with_more_text(rows[-1], pending, wrap_is_marked=table.wrap_is_marked)
    rows[-1] = replace(named, text=strip_icon(named.text), confidence=_BELOW_DATES)
    return ()


def _header_numbers(table: RunTable) -> set[int]:
    """Return the numbers of the lines of a table's headers, which blank lines may part."""
    lines = [line for chunk in table.chunks for line in chunk.lines]
    starts = [index for index in range(len(lines)) if is_activity_header(lines, index)]
    return {
        line.number
        for start in starts
        for line in lines[start : start + activity_header_size(lines[start:])]
    }


def _run_row(
    lines: Sequence[Line], table: RunTable, goal: int | None, result: ActivityResult
) -> ActivityRow:
    ending, found = _date_cells(lines)
    last = " ".join(line.text.strip("\r") for line in lines[-ending:])
    texts = [line.text for line in lines[:-ending]] + [last[: found.start()]]
    filled = [text for text in texts if text.strip()]
    whole = filled if table.wrap_is_marked else close_cuts(filled)
    text = join_lines(whole, wrap_is_marked=table.wrap_is_marked)
    dates = (found[1], found[2]) if found[2] else _single_date(found)
    return activity_row(
        text=strip_icon(text),
        dates=dates,
        deviation=found[3] or "",
        goal=goal,
        place=place_of(list(lines)),
        result=result,
    )


def _date_cells(lines: Sequence[Line]) -> tuple[int, re.Match[str]]:
    """Return how many lines at the end of a row hold its dates and deviation, and these.

    They stand on one line, or each on one of its own.
    """
    cells = len(list(takewhile(_is_date_cell, reversed(lines))))
    ways: list[tuple[int, re.Match[str]]] = []
    for ending in (max(cells, 1), 1, cells + 1):
        found = _DATES.search(" ".join(line.text.strip("\r") for line in lines[-ending:]))
        if found is not None:
            ways.append((ending, found))
    return next((way for way in ways if way[1][2]), ways[0])


def _is_date_cell(line: Line) -> bool:
    return bool(_DATE_CELL.fullmatch(line.text.strip()))


def _single_date(found: re.Match[str]) -> tuple[str, str]:
    """Tell whether a lone date is the start or the end.

    Two spaces before it are an empty cell; without them, the last day of a month is
    more likely an end.
    """
    gap = found.start(1) - len(found.string[: found.start(1)].rstrip())
    is_end = ends_month(found[1])
    return ("", found[1]) if gap > 1 or (is_end and gap <= 1) else (found[1], "")


def ends_month(printed: str) -> bool:
    """Tell whether a date is the last day of a month: alone it is more likely an end."""
    days = parse_days(printed)
    return days is not None and days.exact and (days.last + timedelta(days=1)).day == 1
