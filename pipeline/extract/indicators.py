"""Indicator tables: header, rows, cells, Analys texts, from any kind of table.

A row is known by how it ends: its Period or Periodicitet cell is always printed. In a
``GridTable`` every cell has its column; in a ``RunTable`` ``columns`` infers it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.columns import (
    Reading,
    RowContext,
    RunCell,
    Widths,
    learn_widths,
    readings,
)
from pipeline.extract.document import Cell, Chunk, GridTable, Line, Place, RunTable
from pipeline.extract.indicator_headers import (
    NAME,
    PERIOD,
    Column,
    header_layout,
    header_size,
    match_single,
)
from pipeline.extract.readers.flow_tables import is_indicator_header
from pipeline.extract.readers.lines import place_of
from pipeline.extract.report import (
    Alternative,
    Analysis,
    IndicatorCell,
    IndicatorRow,
    Measure,
    Problem,
    Qualifier,
    ReportType,
)
from pipeline.extract.runs import (
    Glue,
    Word,
    lines_of,
    place_of_words,
    run_cell,
    segmentations,
    text_cell,
    text_of,
    words_of,
)
from pipeline.extract.text import close_hyphens, compact, join_lines, squeeze, strip_icon
from pipeline.extract.values import ParsedCell, is_period, parse_cell

_PARTS_NAME = (Glue.BLANK, Glue.PAUSE, Glue.CELL)
_ANALYSIS = re.compile(r"^\W*Analys\b:?\s*")


@dataclass(frozen=True, slots=True)
class _RawRow:
    """A row of which the cells are cut but not yet put into columns."""

    name: str
    period: str | None
    cuts: tuple[tuple[RunCell, ...], ...]
    words: tuple[Word, ...]
    place: Place
    analysis: Analysis | None = None
    certain: bool = True
    end_gap: int | None = None


@dataclass(slots=True)
class _Table:
    """A run table with its rows and where it stands in the outline."""

    columns: tuple[Measure, ...]
    header: dict[Measure, tuple[str, ...]]
    rows: list[_RawRow]
    goal: int | None
    committee_owned: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A table with the goal section that it stands in (an index, or None)."""

    table: GridTable | RunTable
    goal: int | None
    committee_owned: bool


@dataclass(slots=True)
class IndicatorResult:
    """Rows in reading order and what was not understood."""

    rows: list[IndicatorRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


Known = Mapping[str, Mapping[Measure, float]]
"""Values that other reports print, by the compact name of the indicator."""


def is_indicator_table(table: GridTable | RunTable) -> bool:
    """Tell whether a table has an indicator table's header."""
    if isinstance(table, RunTable):
        lines = [line for chunk in table.chunks for line in chunk.lines]
        return is_indicator_header(lines, 0)
    return bool(table.rows) and _grid_columns(table.rows[0]) is not None


def read_indicators(
    tables: Sequence[Placed], report_type: ReportType, known: Known | None = None
) -> IndicatorResult:
    """Read all indicator tables of a document.

    Args:
        tables: The tables in reading order with their goals.
        report_type: Decides which columns are usually filled.
        known: What other reports of the run say of the same indicators.

    Returns:
        Every row with all its printed cells. Values of run tables carry the probability
        of their column, learned from the whole document's layout.
    """
    result = IndicatorResult()
    runs: list[_Table] = []
    order: list[tuple[Placed, _Table | None]] = []
    for placed in tables:
        run = _cut_run_table(placed, result) if isinstance(placed.table, RunTable) else None
        order.append((placed, run))
        if run is not None:
            runs.append(run)
    layout = _learn(runs, report_type, known or {})
    for placed, run in order:
        if run is not None:
            result.rows.extend(_assigned(run, report_type, layout, known or {}, result))
        elif isinstance(placed.table, GridTable):
            result.rows.extend(_grid_rows(placed.table, placed.goal, result))
    return result


# --- run tables ---------------------------------------------------------------------------------


def _cut_run_table(placed: Placed, result: IndicatorResult) -> _Table | None:
    table = placed.table
    assert isinstance(table, RunTable)
    lines = [line for chunk in table.chunks for line in chunk.lines]
    size = header_size(lines)
    header = header_layout(lines[:size])
    if not header:
        result.problems.append(
            Problem(
                "indicator_header_unknown",
                "An indicator table's header has columns that "
                "are not known; its rows are kept as a table of cells.",
                table.place,
            )
        )
        return None
    first = lines[size].number if size < len(lines) else None
    body = _body_chunks(table.chunks, first)
    rows = list(_rows(body, table, header))
    if not rows:
        result.problems.append(
            Problem(
                "indicator_table_without_rows",
                "An indicator table's header is followed by no row.",
                table.place,
            )
        )
    return _Table(tuple(header), header, rows, placed.goal, placed.committee_owned)


def _body_chunks(chunks: Sequence[Chunk], first: int | None) -> list[Chunk]:
    """Return what stands below the header; repeated headers become empty chunks."""
    body: list[Chunk] = []
    skip_until = first or 0
    all_lines = [line for chunk in chunks for line in chunk.lines]
    index_of = {line.number: index for index, line in enumerate(all_lines)}
    for chunk in chunks:
        kept: list[Line] = []
        for line in chunk.lines:
            if line.number < skip_until or first is None:
                continue
            index = index_of[line.number]
            if is_indicator_header(all_lines, index):
                size = header_size(all_lines[index:])
                if size:
                    if kept:
                        body.append(Chunk(tuple(kept)))
                    body.append(Chunk(()))
                    kept = []
                    after = index + size
                    skip_until = (
                        all_lines[after].number if after < len(all_lines) else line.number + 10**6
                    )
                    continue
            kept.append(line)
        if kept:
            body.append(Chunk(tuple(kept)))
    return body


def _rows(
    body: Sequence[Chunk], table: RunTable, header: Mapping[Measure, tuple[str, ...]]
) -> Iterator[_RawRow]:
    """Cut a table's body into rows. An empty chunk stands for a repeated header."""
    pending: list[Chunk] = []
    rows: list[_RawRow] = []
    for number, chunk in enumerate(body):
        if not chunk.lines:
            continue
        if not pending and rows and _continues_name(chunk):
            rows[-1] = _with_more_name(rows[-1], chunk, table.wrap_is_marked)
            continue
        for part in _parts(chunk):
            if not pending and rows and _opens_analysis(part):
                analysis = _analysis(part.lines, table.wrap_is_marked)
                rows[-1] = replace(rows[-1], analysis=analysis)
                continue
            pending.append(part)
            row = _cut_row(pending, table, len(header))
            if row is not None and not _period_is_next(body, number, part):
                rows.append(row)
                pending = []
    yield from rows
    if pending:
        rest = _cut_row(pending, table, len(header), forced=True)
        if rest is not None:
            yield rest


def _period_is_next(body: Sequence[Chunk], number: int, part: Chunk) -> bool:
    """Tell whether the next chunk is the Period cell, so that this one only looks so.

    T1 2021 prints "Fastställs t1" before "Tertial 1 2021".
    """
    if part.lines[-1] is not body[number].lines[-1] or number + 1 >= len(body):
        return False
    following = body[number + 1].lines
    return bool(following) and is_period(" ".join(line.text for line in following))


def _parts(chunk: Chunk) -> Iterator[Chunk]:
    """Yield a chunk line by line groups: a page break may put two rows into one chunk."""
    start = 0
    for index in range(len(chunk.lines)):
        last = index + 1 == len(chunk.lines)
        if last or (_period_ends(chunk.lines, index) and not _period_follows(chunk, index)):
            yield Chunk(chunk.lines[start : index + 1])
            start = index + 1


def _period_ends(lines: Sequence[Line], index: int) -> bool:
    text = squeeze(lines[index].text)
    before = squeeze(lines[index - 1].text) if index else ""
    words = f"{before} {text}".split()
    return any(is_period(" ".join(words[-size:])) for size in (3, 2, 1))


def _period_follows(chunk: Chunk, index: int) -> bool:
    """Tell whether the Period cell stands or goes on in the next lines."""
    following = [squeeze(line.text) for line in chunk.lines[index + 1 : index + 3]]
    return is_period(following[0]) or is_period(" ".join(following))


def _opens_analysis(chunk: Chunk) -> bool:
    text = chunk.lines[0].text.strip()
    return bool(_ANALYSIS.match(text)) and (text.rstrip(":") == "Analys" or len(text) > 30)


def _analysis(lines: Sequence[Line], wrap_is_marked: bool) -> Analysis:
    text = join_lines([line.text for line in lines], wrap_is_marked=wrap_is_marked)
    return Analysis(_ANALYSIS.sub("", text), place_of(list(lines)))


def _continues_name(chunk: Chunk) -> bool:
    """Tell whether a chunk is the rest of the last row's name, cut off by a page break.

    Names begin with a capital letter; T1 2021 and VP 2026 print a row's values before
    the page break that its name runs over.
    """
    text = chunk.lines[0].text.strip()
    starts_inside = text[:1].islower() or text[:1] in "()"
    return starts_inside and not _period_ends(chunk.lines, len(chunk.lines) - 1)


def _with_more_name(row: _RawRow, chunk: Chunk, wrap_is_marked: bool) -> _RawRow:
    more = join_lines([line.text for line in chunk.lines], wrap_is_marked=wrap_is_marked)
    name = join_lines([row.name, more], wrap_is_marked=False)
    lines_end = chunk.lines[-1].number
    place = replace(
        row.place, line_end=lines_end, text=row.place.text + "\n" + place_of(list(chunk.lines)).text
    )
    return replace(row, name=name, place=place)


def _cut_row(
    chunks: Sequence[Chunk], table: RunTable, columns: int, *, forced: bool = False
) -> _RawRow | None:
    """Cut chunks into name, value cells and period; None while the row is not complete."""
    words = words_of(chunks, wrap_is_marked=table.wrap_is_marked, end_is_marked=table.end_is_marked)
    size = _period_size(words, table)
    if size is None:
        return _row_without_period(words, table) if forced and words else None
    period = text_of(words[len(words) - size :], wrap_is_marked=table.wrap_is_marked)
    rest = words[: len(words) - size]
    split, cuts = _split_name(rest, table, columns)
    if split is None and not forced and not _period_stands_alone(words, size):
        return None
    name_words = rest[: split if split is not None else _fallback_split(rest)]
    values = rest[len(name_words) :]
    if not name_words:
        return None
    certain = split is not None
    if not certain:
        cuts = [_unknown_cells(values, table)] if values else [()]
    return _RawRow(
        name=_name(name_words, table.wrap_is_marked),
        period=period,
        cuts=tuple(cuts),
        words=tuple(values),
        place=place_of_words(words),
        certain=certain,
        end_gap=_end_gap(words, size),
    )


def _end_gap(words: Sequence[Word], size: int) -> int | None:
    """Return the extra spaces before the Period cell; None where a line break parts it."""
    period = words[-size]
    return max(0, period.spaces - 1) if period.glue is Glue.SPACE else None


def _row_without_period(words: list[Word], table: RunTable) -> _RawRow | None:
    split, cuts = _split_name(words, table, 8)
    if split is None or not cuts or not cuts[0]:
        return None
    return _RawRow(
        _name(words[:split], table.wrap_is_marked),
        None,
        tuple(cuts),
        tuple(words[split:]),
        place_of_words(words),
        certain=False,
    )


def _name(words: Sequence[Word], wrap_is_marked: bool) -> str:
    return strip_icon(text_of(words, wrap_is_marked=wrap_is_marked))


def _period_size(words: Sequence[Word], table: RunTable) -> int | None:
    """Return how many words at the end are the Period cell."""
    for size in (4, 3, 2, 1):
        if size >= len(words):
            continue
        last = words[-size:]
        if any(not word.glue.may_join for word in last[1:]) or not last[0].glue.may_part:
            continue
        if last[0].text[:1].islower() and last[0].glue is Glue.SPACE:
            continue  # "Fastställs t1" before the Period cell "2021"
        if is_period(text_of(last, wrap_is_marked=table.wrap_is_marked)):
            return size
    return None


def _period_stands_alone(words: Sequence[Word], size: int) -> bool:
    """A row without any value: its period stands apart from the name."""
    return words[-size].glue in _PARTS_NAME


def _split_name(
    words: Sequence[Word], table: RunTable, columns: int
) -> tuple[int | None, list[tuple[RunCell, ...]]]:
    """Find where the name ends: as early as possible, the rest must be cells.

    A name of several lines ends its chunk; only a name of one line has its values beside
    it, so other places are tried last.
    """
    starts = [i for i in range(1, len(words)) if words[i].glue.may_part]
    likely = [
        i for i in starts if words[i].glue in _PARTS_NAME or words[i - 1].line is words[0].line
    ]
    for index in dict.fromkeys((*likely, *starts)):
        cuts = [
            cut
            for cut in segmentations(words[index:], wrap_is_marked=table.wrap_is_marked)
            if len(cut) <= columns
        ]
        if cuts:
            return _with_values_beside(words, table, columns, index, cuts)
    return None, []


def _with_values_beside(
    words: Sequence[Word],
    table: RunTable,
    columns: int,
    index: int,
    cuts: list[tuple[RunCell, ...]],
) -> tuple[int, list[tuple[RunCell, ...]]]:
    """Move a split to the left over values that stand beside the last line of a long name.

    Only what cannot belong to a name counts: numbers with a unit or decimals.
    """
    marked = table.wrap_is_marked
    for start in range(1, index):
        if words[start].glue is not Glue.SPACE:
            continue
        beside = segmentations(words[start:index], wrap_is_marked=marked)
        if not any(all(map(_is_no_word, cut)) for cut in beside):
            continue
        longer = segmentations(words[start:], wrap_is_marked=marked)
        longer = [cut for cut in longer if len(cut) <= columns]
        if longer:
            return start, longer
    return index, cuts


def _is_no_word(cell: RunCell) -> bool:
    return bool(cell.parsed.unit) or "," in cell.parsed.text


def _fallback_split(words: Sequence[Word]) -> int:
    """Where values hold unknown words: the name ends at the last blank line."""
    blanks = [i for i in range(1, len(words)) if words[i].glue in _PARTS_NAME]
    return blanks[0] if blanks else len(words)


def _unknown_cells(words: Sequence[Word], table: RunTable) -> tuple[RunCell, ...]:
    """Cut words into known cells as far as possible; the words between become text."""
    cells: list[RunCell] = []
    unknown: list[Word] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + 8), at, -1):
            cell = run_cell(words[at:end], wrap_is_marked=table.wrap_is_marked)
            if cell is not None:
                if unknown:
                    cells.append(text_cell(unknown, wrap_is_marked=table.wrap_is_marked))
                    unknown = []
                cells.append(cell)
                at = end
                break
        else:
            unknown.append(words[at])
            at += 1
    if unknown:
        cells.append(text_cell(unknown, wrap_is_marked=table.wrap_is_marked))
    return tuple(cells)


# --- columns ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the whole document tells of its tables' layout."""

    widths: Widths
    gaps_tell: bool


def _context(
    table: _Table, row: _RawRow, report_type: ReportType, layout: _Layout, known: Known
) -> RowContext:
    return RowContext(
        columns=table.columns,
        report_type=report_type,
        committee_owned=table.committee_owned,
        measured=_measured(row.period, report_type),
        analysis=row.analysis.text if row.analysis else "",
        gaps_tell=layout.gaps_tell,
        end_gap=row.end_gap,
        widths=layout.widths,
        known=known.get(compact(row.name), {}),
    )


def _measured(period: str | None, report_type: ReportType) -> bool | None:
    """Tell whether a period has been measured: "Tertial 1 2021" has, "2021" in T1 not."""
    if period is None or report_type in (ReportType.PLAN, ReportType.ANNUAL_REPORT):
        return None
    return not re.fullmatch(r"(?:helår |år )?20\d\d", period.strip(), re.IGNORECASE)


def _learn(tables: Sequence[_Table], report_type: ReportType, known: Known) -> _Layout:
    """Learn the layout from all tables of the document: widths in two rounds."""
    header: dict[Measure, tuple[str, ...]] = {}
    for table in tables:
        header = {**table.header, **header}
    layout = _Layout(learn_widths(header, ()), _gaps_tell(tables))
    for _ in range(2):
        best = [
            found[0]
            for table in tables
            for row in table.rows
            if (found := readings(row.cuts, _context(table, row, report_type, layout, known)))
        ]
        layout = replace(layout, widths=learn_widths(header, best))
    return layout


_GAPS_NEEDED = 0.5


def _gaps_tell(tables: Sequence[_Table]) -> bool:
    """Tell whether most rows with empty cells have as many extra spaces somewhere."""
    short = [
        row
        for table in tables
        for row in table.rows
        if row.cuts and len(row.cuts[0]) < len(table.columns) and row.cuts[0]
    ]
    gapped = sum(bool(row.end_gap) or any(cell.gap_before for cell in row.cuts[0]) for row in short)
    return len(short) >= 2 and gapped >= _GAPS_NEEDED * len(short)


def _assigned(
    table: _Table,
    report_type: ReportType,
    layout: _Layout,
    known: Known,
    result: IndicatorResult,
) -> Iterator[IndicatorRow]:
    for row in table.rows:
        found = readings(row.cuts, _context(table, row, report_type, layout, known))
        if not found:
            result.problems.append(
                Problem(
                    "more_values_than_columns",
                    f"The row '{row.name}' has more values than its table has columns.",
                    row.place,
                )
            )
        cells = tuple(_cells(row, found, len(table.columns)))
        yield IndicatorRow(
            name=row.name,
            goal=table.goal,
            period=row.period,
            unit=row_unit(cell for cell in cells),
            cells=cells,
            analysis=row.analysis,
            place=row.place,
            confidence=1.0 if row.certain else 0.7,
        )


def _cells(row: _RawRow, found: Sequence[Reading], columns: int) -> Iterator[IndicatorCell]:
    if not found:
        return
    best = found[0]
    nothing_inferred = len(best.cells) == columns and len(row.cuts) == 1 and row.certain
    for index, (cell, measure) in enumerate(zip(best.cells, best.measures, strict=True)):
        shares = _shares(found, best, index)
        sure = 1.0 if nothing_inferred else min(shares.pop(measure), 0.999)
        shares.pop(measure, None)
        alternatives = tuple(
            Alternative(other, round(share, 4))
            for other, share in sorted(shares.items(), key=lambda item: -item[1])[:1]
            if share > 0.05
        )
        yield IndicatorCell(
            measure=measure,
            text=cell.parsed.text,
            value=cell.parsed.value,
            qualifier=cell.parsed.qualifier,
            unit=cell.parsed.unit,
            place=_cell_place(row, best, index),
            confidence=round(sure if row.certain else sure * 0.7, 4),
            alternatives=alternatives,
        )


def _shares(found: Sequence[Reading], best: Reading, index: int) -> dict[Measure, float]:
    """Return the probability of every column for one cell of the best reading.

    Readings that cut the text otherwise speak for no column of this cell.
    """
    shares: dict[Measure, float] = {}
    for reading in found:
        if reading.cells == best.cells:
            measure = reading.measures[index]
            shares[measure] = shares.get(measure, 0.0) + reading.probability
    return shares


def _cell_place(row: _RawRow, reading: Reading, index: int) -> Place:
    """Return the lines that a cell of a reading stands on."""
    at = 0
    for cell in reading.cells[:index]:
        at += _word_count(cell)
    words = row.words[at : at + _word_count(reading.cells[index])]
    return place_of_words(words) if words else row.place


def _word_count(cell: RunCell) -> int:
    return sum(len(line.split()) for line in cell.lines)


def row_unit(cells: Iterable[IndicatorCell]) -> str | None:
    """Return the unit that a row's cells agree on: plain numbers before bounds."""
    plain: Counter[str] = Counter()
    bounds: Counter[str] = Counter()
    for cell in cells:
        if cell.unit:
            (plain if cell.qualifier is None else bounds)[cell.unit] += 1
    for units in (plain, bounds):
        if units:
            return units.most_common(1)[0][0]
    return None


# --- grid tables --------------------------------------------------------------------------------


def _grid_columns(row: Sequence[Cell | None]) -> dict[int, Column] | None:
    """Return the columns of a header row by index; None where it is no such header.

    A column whose header is not known is left out; what stands in it is reported.
    """
    columns: dict[int, Column] = {}
    unknown = 0
    for index, cell in enumerate(row):
        text = compact(strip_icon(cell.text)) if cell else ""
        if not text:
            continue
        matched = match_single(text)
        if matched is None or matched in columns.values():
            unknown += 1
        else:
            columns[index] = matched
    has_value = any(isinstance(column, Measure) for column in columns.values())
    known_enough = unknown <= len(columns) // 3
    return columns if NAME in columns.values() and has_value and known_enough else None


def _grid_rows(
    table: GridTable, goal: int | None, result: IndicatorResult
) -> Iterator[IndicatorRow]:
    columns = _grid_columns(table.rows[0])
    assert columns is not None
    rows: list[IndicatorRow] = []
    for cells in table.rows[1:]:
        if _grid_columns(cells) is not None:
            continue
        filled = [cell for cell in cells if cell and strip_icon(cell.text).strip()]
        if not filled:
            continue
        if rows and _is_analysis_row(cells, filled, columns, rows[-1]):
            rows[-1] = _with_analysis(rows[-1], filled)
            continue
        rows.append(_grid_row(cells, columns, goal, result))
    if not rows:
        result.problems.append(
            Problem(
                "indicator_table_without_rows",
                "An indicator table's header is followed by no row.",
                table.place,
            )
        )
    yield from rows


def _is_analysis_row(
    cells: Sequence[Cell | None],
    filled: Sequence[Cell],
    columns: Mapping[int, Column],
    last: IndicatorRow,
) -> bool:
    """An Analys line inside the table, or its text on a line of its own."""
    if _ANALYSIS.match(filled[0].text):
        return True
    alone = len(filled) == 1 and len(filled[0].text) > 60
    return alone and last.analysis is not None and not last.analysis.text


def _with_analysis(row: IndicatorRow, filled: Sequence[Cell]) -> IndicatorRow:
    text = _ANALYSIS.sub("", squeeze(" ".join(cell.text for cell in filled)))
    place = filled[0].place
    if row.analysis:
        text = squeeze(f"{row.analysis.text} {text}")
        place = merge_places([row.analysis.place, place])
    return replace(row, analysis=Analysis(text, place))


def merge_places(places: Sequence[Place]) -> Place:
    """Return one place that covers several, in order."""
    boxes = [place.bbox for place in places if place.bbox]
    ends = [place.line_end for place in places if place.line_end is not None]
    starts = [place.line_start for place in places if place.line_start is not None]
    return Place(
        text="\n".join(dict.fromkeys(place.text for place in places)),
        page=places[0].page,
        line_start=min(starts, default=None),
        line_end=max(ends, default=None),
        bbox=(
            (
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            )
            if boxes and len({place.page for place in places}) == 1
            else None
        ),
    )


def _grid_row(
    cells: Sequence[Cell | None],
    columns: Mapping[int, Column],
    goal: int | None,
    result: IndicatorResult,
) -> IndicatorRow:
    by_column = {
        columns[index]: cell
        for index, cell in enumerate(cells)
        if index in columns and cell and cell.text.strip()
    }
    for index, cell in enumerate(cells):
        if index not in columns and cell and strip_icon(cell.text).strip():
            result.problems.append(
                Problem(
                    "value_outside_columns",
                    f"'{cell.text}' stands in a column without a header.",
                    cell.place,
                )
            )
    name = by_column.get(NAME)
    period = by_column.get(PERIOD)
    values = tuple(
        _grid_cell(column, cell, parsed)
        for column, cell in by_column.items()
        if isinstance(column, Measure) and (parsed := parse_cell(cell.text))
    )
    present = [cell for cell in cells if cell]
    return IndicatorRow(
        name=close_hyphens(squeeze(strip_icon(name.text))) if name else "",
        goal=goal,
        period=squeeze(period.text) if period else None,
        unit=row_unit(values),
        cells=values,
        analysis=None,
        place=merge_places([cell.place for cell in present]),
        confidence=1.0 if name else 0.5,
    )


def _grid_cell(measure: Measure, cell: Cell, parsed: ParsedCell) -> IndicatorCell:
    return IndicatorCell(
        measure=measure,
        text=parsed.text,
        value=parsed.value,
        qualifier=parsed.qualifier,
        unit=parsed.unit,
        place=cell.place,
        confidence=1.0 if parsed.qualifier is not Qualifier.TEXT else 0.95,
    )


__all__ = ["Placed", "is_indicator_table", "lines_of", "read_indicators"]
