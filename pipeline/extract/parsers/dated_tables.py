"""Activities of flow text with more than dates in their rows, as tables with columns.

"Aktivitet Ansvarig Startdatum Slutdatum", "Aktivitet Startdatum Slutdatum Status": the dates
stand fast; what is between the text and them, or behind them, is told by where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.extract.document import (
    Block,
    Cell,
    GridTable,
    Line,
    Paragraph,
    RunTable,
    merge_places,
    place_of,
)
from pipeline.extract.language.header_cuts import dated_header
from pipeline.extract.language.line_kinds import COMMENT
from pipeline.extract.language.table_heads import ACTIVITY_COLUMNS
from pipeline.extract.language.text import compact, join_lines, squeeze
from pipeline.extract.parsers.activity_runs import ends_month
from pipeline.extract.parsers.untimed_tables import end_of_analysis, over_all

_DATE = r"\d{4}-\d\d-\d\d"
_DATES = re.compile(rf"(?:^|\s)({_DATE})(?:\s+({_DATE}))?(?:\s+([^\d]{{1,40}}))?$")
_CAPITAL = re.compile(r"(?<=\s)[A-ZÅÄÖ]\S")
_SURE, _PARTED, _UNPARTED = 0.99, 0.8, 0.5
"""How sure a row is whose cells lines part, words part, and nothing parts."""
_ENDS = ("slutdatum", "slut")


def with_dated(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, run tables of activities with more in their rows as tables with columns."""
    for block in blocks:
        if isinstance(block, RunTable):
            lines = tuple(line for chunk in block.chunks for line in chunk.lines)
            size, labels = dated_header(lines)
            if size and (opened := list(_opened(block, lines, size, labels))):
                yield from opened
                continue
        yield block


def _opened(
    table: RunTable, lines: tuple[Line, ...], size: int, labels: Sequence[str]
) -> Iterator[Block]:
    header = [compact(line.text) for line in lines[:size]]
    words = " ".join(line.text for line in lines[:size]).split()
    pending: list[Line] = []
    rows: list[tuple[tuple[Cell | None, ...], float]] = []
    index = size
    while index < len(lines):
        if [compact(line.text) for line in lines[index : index + size]] == header:
            index += size
            continue
        if rows and not pending and COMMENT.match(lines[index].text.strip()):
            end = end_of_analysis(lines, index, table)
            rows.append((over_all(lines[index:end], table, len(labels)), rows[-1][1]))
            index = end
            continue
        pending.append(lines[index])
        index += 1
        goes_on = index < len(lines) and _goes_on(lines[index])
        if not goes_on and (row := _row(pending, table, labels)):
            rows.append(row)
            pending = []
    head = place_of(lines[:size])
    first = tuple(Cell(word, head) for word in words)
    for sure, alike in groupby(rows, key=lambda row: row[1]):  # a table is as sure as its rows
        below = tuple(cells for cells, _ in alike)
        place = merge_places([head, *(cell.place for cells in below for cell in cells[:1] if cell)])
        yield GridTable((first, *below), place, 1, sure)
    if rows and pending:
        yield Paragraph(_text(pending, table), place_of(pending))


def _goes_on(line: Line) -> bool:
    """Tell whether a line goes on the row above it: with a date, or inside a cell."""
    text = line.text.strip()
    return text[:1].islower() or bool(re.match(_DATE, text))


def _row(
    lines: Sequence[Line], table: RunTable, labels: Sequence[str]
) -> tuple[tuple[Cell, ...], float] | None:
    """Return some lines as a row and how sure it is; None where they are no whole one."""
    at = next((i for i, line in enumerate(lines) if re.search(_DATE, line.text)), None)
    if at is None:
        return None
    found = _DATES.search(squeeze(" ".join(line.text for line in lines[at:])))
    if found is None:
        return None
    upper = [line.text for line in lines[:at]]
    before = found.string[: found.start()].strip()
    is_behind = labels[-1] not in ACTIVITY_COLUMNS
    text, beside, sure = (
        (_joined([*upper, before], table), found[3] or "", _SURE)
        if is_behind
        else _parted(upper, before, table)
    )
    if not text or (found[3] and not is_behind and "avvikelse" not in labels):
        return None
    days = (found[1], found[2] or "")
    if not found[2] and any(label in _ENDS for label in labels) and ends_month(found[1]):
        days = ("", found[1])
    deviation = "" if is_behind else found[3] or ""
    said = {"start": days[0], "end": days[1], "deviation": deviation}
    place = place_of(lines)
    cells = [
        text if number == 0 else _said(label, said, beside) for number, label in enumerate(labels)
    ]
    return tuple(Cell(squeeze(cell), place, confidence=sure) for cell in cells), sure


def _said(label: str, said: dict[str, str], beside: str) -> str:
    if label not in ACTIVITY_COLUMNS:
        return beside
    kind = "start" if label.startswith("start") else "end" if label in _ENDS else "deviation"
    return said[kind]


def _parted(upper: Sequence[str], before: str, table: RunTable) -> tuple[str, str, float]:
    """Part an activity from what stands between it and its dates.

    That begins with a capital: on a line of its own, or within the one that holds the dates.
    """
    filled = [text for text in upper if text.strip()]
    if filled and before[:1].isupper():
        return _joined(filled, table), before, _SURE
    whole = _joined([*filled, before], table)
    starts = [found.start() for found in _CAPITAL.finditer(whole)]
    if not starts:
        return whole, "", _UNPARTED
    return whole[: starts[-1]], whole[starts[-1] :], _PARTED


def _joined(texts: Sequence[str], table: RunTable) -> str:
    filled = [text for text in texts if text.strip()]
    return squeeze(join_lines(filled, wrap_is_marked=table.wrap_is_marked))


def _text(lines: Sequence[Line], table: RunTable) -> str:
    return _joined([line.text for line in lines], table)
