"""How much of a text a way of reading accounts for, told by its tables and by what is left.

Belongs here: the one measure by which ways to read a text are compared. A row counts where
it is whole (its name, its period or its dates stand in their columns), a cell of another
table where it is a value below a label; against it counts what only tables hold and ended
in prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from pipeline.extract.document import Cell, Document, GridTable, Paragraph, RunTable
from pipeline.extract.language.indicator_headers import NAME, PERIOD, match_single
from pipeline.extract.language.line_kinds import is_activity_header, is_indicator_header
from pipeline.extract.language.signs import is_table_part
from pipeline.extract.language.table_heads import ACTIVITIES, head_word
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import is_period, parse_cell, parse_date
from pipeline.extract.language.years import is_year
from pipeline.extract.report import Measure

_INNER_LABEL = 3
"""Cells of a row whose second may be a label too."""
_KNOWN_LABELS = 3
"""So many known labels make a header of indicators."""
_LABELS_OF_COLUMNS = 2
"""So many known labels in a row below the header make it a part of that, and no indicator."""
_HEADER_WITHIN = 3
_WHOLE, _TORN, _ANALYSIS = 1.0, -0.5, 0.1
_FROM_RUN = 0.6
"""A row of a run counts less: its columns are inferred."""

_VALUE, _VALUE_OF_RUN, _UNLABELLED = 0.06, 0.048, -0.03
"""What a cell of another table counts: counted ones are better than inferred ones, where hardly
one of five is lost for it."""
_LEFT = -0.25
_TABS = -0.3
_MOST_COLUMNS = 40
_TOO_WIDE = -5.0


def account(document: Document) -> tuple[float, float]:
    """Return how much a reading accounts for, and how much it leaves over."""
    scores = [_block_score(block) for block in document.blocks]
    return sum(s for s in scores if s > 0), -sum(s for s in scores if s < 0)


def _block_score(block: Paragraph | GridTable | RunTable) -> float:
    if isinstance(block, Paragraph):
        tabs = sum("\t" in line.strip() for line in block.place.text.split("\n"))
        return _LEFT * is_table_part(block.text) + _TABS * tabs
    if isinstance(block, RunTable):
        return _run_score(block)
    return _grid_score(block)


def _run_score(table: RunTable) -> float:
    lines = [line for chunk in table.chunks for line in chunk.lines]
    if not lines:
        return 0.0
    if is_indicator_header(lines, 0):
        ends = _row_ends([line.text for line in lines])
    elif is_activity_header(lines, 0):
        dated = [parse_date(line.text) is not None for line in lines]
        ends = sum(one and not above for above, one in pairwise([False, *dated]))
    else:
        values = sum(any(map(str.isdigit, line.text)) for line in lines)
        return _VALUE_OF_RUN * values
    return _FROM_RUN * ends


def _row_ends(texts: Sequence[str]) -> int:
    """Count the lines that a row ends on; years and labels of columns in a header are none."""
    filled = [text for text in texts if text.strip()]
    alone = [is_period(squeeze(text)) for text in filled]
    return sum(
        _ends_in_period(text) and not (one and above) and not match_single(compact(text))
        for text, one, above in zip(filled, alone, [False, *alone], strict=False)
    )


def _ends_in_period(text: str) -> bool:
    words = squeeze(text).split()
    return any(is_period(" ".join(words[-size:])) for size in (1, 2, 3) if len(words) >= size)


def _grid_score(table: GridTable) -> float:
    if len(table.rows[0]) > _MOST_COLUMNS:
        return _TOO_WIDE
    for number, row in enumerate(islice(table.rows, _HEADER_WITHIN)):
        columns = [match_single(compact(strip_icon(_text(cell)))) for cell in row]
        if _names_indicators(row, columns):
            body = number + 1 + _goes_on(table.rows[number + 1 : number + 2], columns)
            return sum(_indicator_score(cells, columns) for cells in table.rows[body:])
        words = [head_word(_text(cell)) for cell in row]
        if any(word.startswith(ACTIVITIES) for word in words) and "startdatum" in words:
            return sum(_activity_score(cells) for cells in table.rows[number + 1 :])
    return _other_score(table)


def _names_indicators(row: Sequence[Cell | None], columns: Sequence[object]) -> bool:
    """Tell whether labels are of indicators: many known ones, or most of a few."""
    known = sum(column is not None for column in columns)
    labels = sum(bool(strip_icon(_text(cell))) for cell in row)
    enough = known >= _KNOWN_LABELS or known * 2 > labels
    return NAME in columns and enough and any(isinstance(one, Measure) for one in columns)


def _goes_on(below: Sequence[Sequence[Cell | None]], columns: Sequence[object]) -> bool:
    """Tell whether a header has a second row: it names no indicator, and holds no values."""
    texts = [_text(cell) for row in below for cell in row]
    at = columns.index(NAME)
    labels = [text for text in texts if text and not is_year(text)]
    unnamed = bool(texts) and not strip_icon(texts[at]) and any(texts)
    return unnamed and not any(is_period(text) or _says_value(text) for text in labels)


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _indicator_score(cells: Sequence[Cell | None], columns: Sequence[object]) -> float:
    texts = [strip_icon(_text(cell)) for cell in cells]
    if sum(bool(text) for text in texts) <= 1 or cells[columns.index(NAME)] is None:
        return _ANALYSIS  # also a header's second row, below a merged cell
    if PERIOD in columns and not is_period(texts[columns.index(PERIOD)]):
        return _TORN
    named = [match_single(compact(text)) for text in texts if text]
    if NAME not in named and sum(column is not None for column in named) >= _LABELS_OF_COLUMNS:
        return _TORN
    return _WHOLE if texts[columns.index(NAME)] else _TORN


def _activity_score(cells: Sequence[Cell | None]) -> float:
    texts = [text for cell in cells if (text := strip_icon(_text(cell)))]
    if len(texts) <= 1:
        return _ANALYSIS
    return _WHOLE if any(parse_date(text) for text in texts) else _TORN


def _other_score(table: GridTable) -> float:
    """Return the score of any other table: values with a label at their left count.

    A row of years is a part of the header.
    """
    total = 0.0
    for row in table.rows[1:]:
        filled = [text for cell in row if (text := _text(cell))]
        values = 0 if all(map(is_year, filled)) else sum(_is_value(cell) for cell in row[1:])
        labelled = bool(_text(row[0])) and not _is_value(row[0])
        total += values * (
            _VALUE if labelled or (len(row) >= _INNER_LABEL and _text(row[1])) else _UNLABELLED
        )
    return total


def _is_value(cell: Cell | None) -> bool:
    return cell is not None and _says_value(cell.text)


def _says_value(text: str) -> bool:
    parsed = parse_cell(text)
    return parsed is not None and parsed.value is not None
