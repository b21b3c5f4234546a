"""Activities of a ``GridTable``: every cell has its column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.dates import parse_days
from pipeline.extract.language.deviations import is_delayed
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.table_heads import ACTIVITIES, SAID_BESIDE, head_word
from pipeline.extract.language.text import (
    close_hyphens,
    compact,
    nearest,
    squeeze,
    strip_icon,
    strip_markup,
    without_note_mark,
)
from pipeline.extract.parsers.activity_rows import ActivityResult, activity_row
from pipeline.extract.parsers.analyses import analysis_in_row, is_analysis_row, part_analysis
from pipeline.extract.parsers.indicator_columns import columns_beside, comment_column
from pipeline.extract.report import ActivityRow, Analysis, Problem

_COMMENT = "comment"
_SPAN = "span"
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
    ("tidplan", _SPAN),
    ("tidsplan", _SPAN),
    ("tidsperiod", _SPAN),
    ("period", _SPAN),
    ("status", _STATUS),
)
_USUAL_HEADERS = ("aktivitet", "startdatum", "slutdatum", "avvikelse")
_DATED = frozenset(("start", "end", _SPAN))
_NOTHING = " -–—"
_TORN = 0.9
Rows = Sequence[Sequence[Cell | None]]


def activity_columns(row: Sequence[Cell | None], below: Rows = ()) -> Mapping[str, int] | None:
    """Return where text, start, end and deviation stand in a row that is a header.

    Older reports have columns for who is responsible and the like beside them.

    Args:
        row: The row that may be a header.
        below: The rows under it. Columns of days are known by these, whatever they are headed.
            Beside a start and an end that hold days there may be columns of any kind.
    """
    columns, strange = _named(row)
    if "text" in columns and strange:
        rows = [cells for cells in below if _texts(cells) != _texts(row)]
        told = _told_by_days(strange, columns, rows)
        columns |= told
        if len(told) < len(strange) and not all(
            kind in columns and _days_below(columns[kind], rows) for kind in ("start", "end")
        ):
            return None
    comment = comment_column(row, columns.values())
    if comment is not None:
        columns[_COMMENT] = comment
    dated = _DATED & columns.keys()
    return columns if "text" in columns and dated else None


def _named(row: Sequence[Cell | None]) -> tuple[dict[str, int], list[int]]:
    """Return the columns that headers name, and those with headers that name nothing known."""
    columns: dict[str, int] = {}
    strange: list[int] = []
    for index, cell in enumerate(row):
        text = head_word(cell.text) if cell else ""
        kind = _header_kind(text)
        if kind is not None and kind not in columns:
            columns[kind] = index
        elif text and kind is None and not SAID_BESIDE.fullmatch(text):
            strange.append(index)
    return columns, strange


def _texts(row: Sequence[Cell | None]) -> list[str | None]:
    return [compact(cell.text) if cell else None for cell in row]


def _told_by_days(
    strange: Sequence[int], columns: Mapping[str, int], below: Rows
) -> dict[str, int]:
    """Tell columns with strange headers that hold days: the earlier ones begin an activity.

    A lone one says when it is done, or the end that the other known column lacks.
    """
    dated = {index: days for index in strange if (days := _days_below(index, below)) is not None}
    missing = [kind for kind in ("start", "end") if kind not in columns]
    if _SPAN in columns or not any(dated.values()) or len(dated) > len(missing):
        return {}
    if len(dated) == 1:
        return {missing[0] if len(missing) == 1 else _SPAN: next(iter(dated))}
    first, second = dated
    rows = dated[first].keys() & dated[second].keys()
    turned = sum(dated[first][row] > dated[second][row] for row in rows)
    order = (second, first) if 2 * turned > len(rows) else (first, second)
    return dict(zip(missing, order, strict=True))


def _days_below(index: int, below: Rows) -> dict[int, date] | None:
    """Return the days in a column by row; None where something else stands there as well."""
    days: dict[int, date] = {}
    for number, row in enumerate(below):
        cell = row[index] if index < len(row) else None
        if cell is None or not cell.text.strip(_NOTHING):
            continue
        found = parse_days(cell.text)
        if found is None:
            return None
        days[number] = found.first
    return days


@remembered
def _header_kind(text: str) -> str | None:
    exact = next((kind for name, kind in _HEADERS if text.startswith(name)), None)
    misprint = nearest(text, _USUAL_HEADERS, cutoff=0.75)
    return exact or next((kind for name, kind in _HEADERS if name == misprint), None)


def activities_of_grid(
    table: GridTable, goal: int | None, result: ActivityResult
) -> Iterator[ActivityRow]:
    """Yield the rows of a grid whose first row is an activity header."""
    columns = activity_columns(table.rows[0], table.rows[1:])
    assert columns is not None
    header = _texts(table.rows[0])
    told = {index for kind, index in columns.items() if kind != _STATUS}
    rows: list[ActivityRow] = []
    for cells, sureness in _whole_rows(table.rows[1:], columns):
        filled = [cell for cell in cells if cell and strip_icon(cell.text).strip()]
        if not filled or _texts(cells) == header or activity_columns(cells) is not None:
            continue
        if rows and is_analysis_row(filled, rows[-1].analysis):
            analysis = analysis_in_row(filled, rows[-1].analysis)
            rows[-1] = replace(rows[-1], analysis=analysis)
            continue
        cell = _cell_at(cells, columns, "text")
        text, behind = part_analysis(cell) if cell else ("", None)
        result.problems += [
            Problem(
                "value_outside_columns", f"'{cell.text}' is no part of an activity.", cell.place
            )
            for index, cell in enumerate(cells)
            if index not in told and cell and strip_icon(cell.text).strip()
        ]
        comment = cells[columns[_COMMENT]] if _COMMENT in columns else None
        made = activity_row(
            text=without_note_mark(close_hyphens(squeeze(strip_icon(strip_markup(text))))),
            dates=(_text_at(cells, columns, "start"), _text_at(cells, columns, "end")),
            deviation=_deviation_at(cells, columns),
            goal=goal,
            place=merge_places([cell.place for cell in cells if cell]),
            result=result,
            span=_text_at(cells, columns, "span"),
        )
        if comment and comment.text.strip():
            behind = Analysis(squeeze(comment.text), comment.place)
        made = replace(made, analysis=behind)
        rows.append(replace(made, confidence=min(made.confidence, sureness)))
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


def _whole_rows(
    rows: Rows, columns: Mapping[str, int]
) -> Iterator[tuple[Sequence[Cell | None], float]]:
    """Yield rows and how sure they are; those that a wrapped text was torn into as one.

    The lower goes on in small letters, and not both have days of their own.
    """
    held: list[tuple[Sequence[Cell | None], float]] = []
    for cells in rows:
        goes_on = strip_icon(_text_at(cells, columns, "text"))[:1].islower()
        if goes_on and held and not all(_has_days(r, columns) for r in (held[-1][0], cells)):
            upper, _ = held.pop()
            whole = [_joined(*pair) for pair in zip(upper, cells, strict=True)]
            held.append((whole, _TORN))
        else:
            held.append((cells, 1.0))
    yield from held


def _has_days(cells: Sequence[Cell | None], columns: Mapping[str, int]) -> bool:
    return any(parse_days(_text_at(cells, columns, kind)) for kind in ("start", "end"))


def _joined(upper: Cell | None, cell: Cell | None) -> Cell | None:
    if upper is None or cell is None:
        return upper or cell
    place = merge_places([upper.place, cell.place])
    return replace(upper, text=squeeze(f"{upper.text} {cell.text}"), place=place)


def columns_beside_activities(table: GridTable) -> GridTable | None:
    """Return the activities of a grid with what is printed beside them; None where nothing is."""
    columns = activity_columns(table.rows[0], table.rows[1:])
    if columns is None:
        return None
    read = {index for kind, index in columns.items() if kind != _STATUS}
    return columns_beside(table, columns["text"], read)


def _deviation_at(cells: Sequence[Cell | None], columns: Mapping[str, int]) -> str:
    """Return what says that a row deviates: the column of that name, else its status."""
    status = _text_at(cells, columns, _STATUS)
    if "deviation" in columns or not is_delayed(status):
        return _text_at(cells, columns, "deviation")
    return status


def _text_at(cells: Sequence[Cell | None], columns: Mapping[str, int], kind: str) -> str:
    cell = _cell_at(cells, columns, kind)
    return cell.text if cell else ""


def _cell_at(cells: Sequence[Cell | None], columns: Mapping[str, int], kind: str) -> Cell | None:
    index = columns.get(kind)
    return cells[index] if index is not None and index < len(cells) else None
