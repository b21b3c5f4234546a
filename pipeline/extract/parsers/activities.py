"""Activity tables: text, start and end date, deviation, Analys text.

A row of a ``RunTable`` ends with its dates; nothing but the deviation has to be
inferred. A ``GridTable`` has its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import dropwhile, pairwise, takewhile

from pipeline.extract.document import (
    Cell,
    Chunk,
    GridTable,
    Line,
    Place,
    RunTable,
    merge_places,
    place_of,
)
from pipeline.extract.language.dates import Days, parse_days, parse_span
from pipeline.extract.language.deviations import deviates, is_delayed
from pipeline.extract.language.line_kinds import is_activity_header
from pipeline.extract.language.table_heads import ACTIVITIES, DEVIATION, DEVIATION_WORD, head_word
from pipeline.extract.language.text import (
    close_cuts,
    close_hyphens,
    compact,
    goes_on_word,
    join_lines,
    nearest,
    squeeze,
    strip_icon,
    strip_markup,
    without_note_mark,
)
from pipeline.extract.language.values import parse_date
from pipeline.extract.parsers.analyses import (
    analysis_in_row,
    analysis_of,
    is_analysis_row,
    is_one_sentence,
    opens_analysis,
    split_analysis,
)
from pipeline.extract.parsers.indicators import Placed
from pipeline.extract.report import ActivityRow, Problem

_STATUS = "status"
"""Words of their own, of which only a delay is kept: the others are reported."""
_HEADERS = (
    (ACTIVITIES, "text"),
    ("startdatum", "start"),
    ("slutdatum", "end"),
    ("avvikelse", "deviation"),
    ("start", "start"),
    ("slut", "end"),
    ("klar", "end"),
    ("tidplan", "span"),
    ("tidsplan", "span"),
    ("tidsperiod", "span"),
    ("period", "span"),
    ("status", _STATUS),
)
_USUAL_HEADERS = ("aktivitet", "startdatum", "slutdatum", "avvikelse")
_INFERRED_DEVIATION = 0.8
_MISSING_DATE = 0.97
_INFERRED_DAY = 0.95
"""A month is printed where a day is meant: its first, or its last."""
_DATED = frozenset(("start", "end", "span"))
_OTHER_COLUMNS = ("ansvarig", "kommentar", "uppföljning", "enhet")
_DATE = r"\d{4}-\d{1,2}-\d{1,2}"
_DATES = re.compile(rf"(?:^|\s)({_DATE})(?:\s+({_DATE}))?(?:\s+({DEVIATION}))?\s*$", re.IGNORECASE)
_DATE_CELL = re.compile(rf"{_DATE}|{DEVIATION_WORD}", re.IGNORECASE)
_DELAY = re.compile(
    r"\b(?:paus\w*|försen\w*|fördröj\w*|skjut\w* (?:upp|fram)|framflytt\w*|senarel\w*|flyttats"
    r"|inte (?:kunnat|hunnit|genomförts|påbörjats)|kommer inte|ställ\w* in|inställ\w*|avbr[ou]t\w*"
    r"|ej genomför\w*|utgår)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class ActivityResult:
    """Rows in reading order and what was not understood."""

    rows: list[ActivityRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def is_activity_table(table: GridTable | RunTable) -> bool:
    """Tell whether a table has an activity table's header."""
    if isinstance(table, RunTable):
        lines = [line for chunk in table.chunks for line in chunk.lines]
        return is_activity_header(lines, 0)
    return bool(table.rows) and _grid_columns(table.rows[0]) is not None


def read_activities(tables: Sequence[Placed]) -> ActivityResult:
    """Read all activity tables of a document, each row with its goal's index.

    Where a document has the Avvikelse column but no row with a word in it (extraction
    lost the icons), a deviation is inferred from an Analys text that tells of a delay,
    with lower confidence.
    """
    result = ActivityResult()
    for placed in tables:
        if isinstance(placed.table, RunTable):
            result.rows.extend(_run_rows(placed.table, placed.goal, result))
        else:
            result.rows.extend(_grid_rows(placed.table, placed.goal, result))
    if not any(row.has_deviation for row in result.rows) and _has_column(tables):
        result.rows = [_with_inferred_deviation(row) for row in result.rows]
    return result


def _has_column(tables: Sequence[Placed]) -> bool:
    return any("avvikelse" in compact(placed.table.place.text)[:120] for placed in tables)


def _with_inferred_deviation(row: ActivityRow) -> ActivityRow:
    if row.analysis is None or not _DELAY.search(row.analysis.text):
        return row
    return replace(row, has_deviation=True, confidence=min(row.confidence, _INFERRED_DEVIATION))


# --- run tables ---------------------------------------------------------------------------------


def _run_rows(table: RunTable, goal: int | None, result: ActivityResult) -> Iterator[ActivityRow]:
    rows: list[ActivityRow] = []
    pending: list[Line] = []
    last: list[Line] = []
    for chunk in _pieces(table):
        lines = list(chunk.lines)
        if not pending and rows and opens_analysis(chunk):
            analysis, next_row = split_analysis(
                chunk, end_is_marked=table.end_is_marked, is_row=_is_row
            )
            rows[-1] = replace(
                rows[-1], analysis=analysis_of(analysis.lines, wrap_is_marked=table.wrap_is_marked)
            )
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
    result.problems.extend(_lost(rows, pending, table))
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
    for chunk in table.chunks:
        lines = tuple(_without_header(chunk))
        in_header = in_header or not lines or head_word(lines[0].text).startswith(ACTIVITIES)
        if in_header:
            lines = tuple(dropwhile(_is_header_word, lines))
            in_header = not lines
        starts = [i for i in range(len(lines)) if i == 0 or opens_analysis(Chunk(lines[i:]))]
        for start, end in pairwise((*starts, len(lines))):
            yield Chunk(lines[start:end])


def _is_header_word(line: Line) -> bool:
    words = ("aktivitet", "aktiviteter", "startdatum", "slutdatum", "avvikelse")
    return head_word(line.text) in words


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


def _without_header(chunk: Chunk) -> Iterator[Line]:
    skip = 0
    for index, line in enumerate(chunk.lines):
        if skip:
            skip -= 1
        elif is_activity_header(chunk.lines, index):
            skip = _header_size(chunk.lines[index:]) - 1
        else:
            yield line


def _header_size(lines: Sequence[Line]) -> int:
    """Return how many lines a header takes: it ends with its last known word."""
    text, best = "", 1
    for count, line in enumerate(lines[:4], start=1):
        text = head_word(text + line.text)
        if re.fullmatch(r"aktivitet(?:er)?startdatum(?:slutdatum)?(?:avvikelse)?", text):
            best = count
    return best


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
    return _row(
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
    day = parse_date(found[1])
    gap = found.start(1) - len(found.string[: found.start(1)].rstrip())
    is_end = day is not None and (day + timedelta(days=1)).day == 1
    return ("", found[1]) if gap > 1 or (is_end and gap <= 1) else (found[1], "")


def _row(
    *,
    text: str,
    dates: tuple[str, str],
    deviation: str,
    goal: int | None,
    place: Place,
    result: ActivityResult,
    span: str = "",
) -> ActivityRow:
    start, end = (_checked_date(printed, place, result) for printed in dates)
    if not _is_empty(span):
        begun, ended = parse_span(span)
        start, end = start or begun, end or ended
        if begun is None and ended is None:
            result.problems.append(_no_date(span, place))
    deviating, sureness = deviates(deviation)
    confidence = 1.0 if start and end and text else _MISSING_DATE if text else 0.5
    inferred = any(day is not None and not day.exact for day in (start, end))
    return ActivityRow(
        text=text,
        goal=goal,
        start_date=start.first if start else None,
        end_date=end.last if end else None,
        has_deviation=deviating,
        analysis=None,
        place=place,
        confidence=min(confidence, sureness, _INFERRED_DAY if inferred else 1.0),
    )


def _checked_date(printed: str, place: Place, result: ActivityResult) -> Days | None:
    days = parse_days(printed)
    if days is None and not _is_empty(printed):
        result.problems.append(_no_date(printed, place))
    return days


def _no_date(printed: str, place: Place) -> Problem:
    return Problem("impossible_date", f"'{printed.strip()}' is no date.", place)


def _is_empty(printed: str) -> bool:
    return not printed.strip(" -–—")


# --- grid tables --------------------------------------------------------------------------------


def _grid_columns(row: Sequence[Cell | None]) -> Mapping[str, int] | None:
    """Return where text, start, end and deviation stand in a row that is a header.

    Older reports have columns for who is responsible and the like beside them.
    """
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        text = head_word(cell.text) if cell else ""
        kind = _header_kind(text)
        if kind is not None and kind not in columns:
            columns[kind] = index
        elif text and kind is None and not text.startswith(_OTHER_COLUMNS):
            return None
    dated = _DATED & columns.keys()
    return columns if "text" in columns and dated else None


def _header_kind(text: str) -> str | None:
    exact = next((kind for name, kind in _HEADERS if text.startswith(name)), None)
    misprint = nearest(text, _USUAL_HEADERS, cutoff=0.75)
    return exact or next((kind for name, kind in _HEADERS if name == misprint), None)


def _grid_rows(table: GridTable, goal: int | None, result: ActivityResult) -> Iterator[ActivityRow]:
    columns = _grid_columns(table.rows[0])
    assert columns is not None
    told = {index for kind, index in columns.items() if kind != _STATUS}
    rows: list[ActivityRow] = []
    for cells in table.rows[1:]:
        filled = [cell for cell in cells if cell and strip_icon(cell.text).strip()]
        if not filled or _grid_columns(cells) is not None:
            continue
        if rows and is_analysis_row(filled, rows[-1].analysis):
            analysis = analysis_in_row(filled, rows[-1].analysis)
            rows[-1] = replace(rows[-1], analysis=analysis)
            continue
        text = _text_at(cells, columns, "text")
        result.problems += [
            Problem(
                "value_outside_columns", f"'{cell.text}' is no part of an activity.", cell.place
            )
            for index, cell in enumerate(cells)
            if index not in told and cell and strip_icon(cell.text).strip()
        ]
        rows.append(
            _row(
                text=without_note_mark(close_hyphens(squeeze(strip_icon(strip_markup(text))))),
                dates=(_text_at(cells, columns, "start"), _text_at(cells, columns, "end")),
                deviation=_deviation_at(cells, columns),
                goal=goal,
                place=merge_places([cell.place for cell in cells if cell]),
                result=result,
                span=_text_at(cells, columns, "span"),
            )
        )
    if not rows:
        result.problems.append(
            Problem(
                "activity_table_without_rows",
                "An activity table's header is followed by no row.",
                table.place,
            )
        )
    for row in rows:
        yield replace(row, confidence=min(row.confidence, table.confidence))


def _deviation_at(cells: Sequence[Cell | None], columns: Mapping[str, int]) -> str:
    """Return what says that a row deviates: the column of that name, else its status."""
    status = _text_at(cells, columns, _STATUS)
    if "deviation" in columns or not is_delayed(status):
        return _text_at(cells, columns, "deviation")
    return status


def _text_at(cells: Sequence[Cell | None], columns: Mapping[str, int], kind: str) -> str:
    index = columns.get(kind)
    cell = cells[index] if index is not None and index < len(cells) else None
    return cell.text if cell else ""
