"""Activities of a ``GridTable``: every cell has its column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.deviations import is_delayed
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.table_heads import ACTIVITIES, SAID_BESIDE, head_word
from pipeline.extract.language.text import (
    close_hyphens,
    nearest,
    squeeze,
    strip_icon,
    strip_markup,
    without_note_mark,
)
from pipeline.extract.parsers.activity_rows import ActivityResult, activity_row
from pipeline.extract.parsers.analyses import analysis_in_row, is_analysis_row
from pipeline.extract.parsers.indicator_columns import columns_beside, comment_column
from pipeline.extract.report import ActivityRow, Analysis, Problem

_COMMENT = "comment"
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
_DATED = frozenset(("start", "end", "span"))


def activity_columns(row: Sequence[Cell | None]) -> Mapping[str, int] | None:
    """Return where text, start, end and deviation stand in a row that is a header.

    Older reports have columns for who is responsible and the like beside them.
    """
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        text = head_word(cell.text) if cell else ""
        kind = _header_kind(text)
        if kind is not None and kind not in columns:
            columns[kind] = index
        elif text and kind is None and not SAID_BESIDE.fullmatch(text):
            return None
    comment = comment_column(row, columns.values())
    if comment is not None:
        columns[_COMMENT] = comment
    dated = _DATED & columns.keys()
    return columns if "text" in columns and dated else None


@remembered
def _header_kind(text: str) -> str | None:
    exact = next((kind for name, kind in _HEADERS if text.startswith(name)), None)
    misprint = nearest(text, _USUAL_HEADERS, cutoff=0.75)
    return exact or next((kind for name, kind in _HEADERS if name == misprint), None)


def activities_of_grid(
    table: GridTable, goal: int | None, result: ActivityResult
) -> Iterator[ActivityRow]:
    """Yield the rows of a grid whose first row is an activity header."""
    columns = activity_columns(table.rows[0])
    assert columns is not None
    told = {index for kind, index in columns.items() if kind != _STATUS}
    rows: list[ActivityRow] = []
    for cells in table.rows[1:]:
        filled = [cell for cell in cells if cell and strip_icon(cell.text).strip()]
        if not filled or activity_columns(cells) is not None:
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
            made = replace(made, analysis=Analysis(squeeze(comment.text), comment.place))
        rows.append(made)
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


def columns_beside_activities(table: GridTable) -> GridTable | None:
    """Return the activities of a grid with what is printed beside them; None where nothing is."""
    columns = activity_columns(table.rows[0])
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
    index = columns.get(kind)
    cell = cells[index] if index is not None and index < len(cells) else None
    return cell.text if cell else ""
