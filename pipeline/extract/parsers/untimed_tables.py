"""Tables of indicators in flow text whose rows end with no period, as tables with columns.

Belongs here: cutting their lines into rows. Which labels a header has is known by
``language.header_cuts``; which of several ways to read it is right, by how many values rows
have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.assignment.columns import RunCell
from pipeline.extract.assignment.row_splits import split_name
from pipeline.extract.assignment.runs import Word, place_of_words, text_of, whole_cuts, words_of
from pipeline.extract.document import (
    Block,
    Cell,
    Chunk,
    GridTable,
    Line,
    Paragraph,
    RunTable,
    place_of,
)
from pipeline.extract.language.header_cuts import (
    BESIDE,
    Label,
    untimed_header,
    untimed_ways,
)
from pipeline.extract.language.line_kinds import COMMENT, end_of_remark
from pipeline.extract.language.table_heads import COMMENT as COMMENT_HEAD
from pipeline.extract.language.text import compact, join_lines, squeeze

_SURE, _TWO_WAYS, _SHORT, _TWO_NAMES = 0.99, 0.97, 0.8, 0.5
"""How sure the cells are of a row that fills its columns, of one whose figures could be parted
otherwise, of one that lacks values, and of one whose name may hold another row's text."""
_WORDS = re.compile(r"[A-ZÅÄÖ][^\d%]*")
_LONGEST_WORD, _LONGEST_COMMENT = 3, 12
_INSIDE = "()%"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its name, its values in order, what is said beside them, and how sure that is."""

    lines: tuple[Line, ...]
    name: str
    name_lines: tuple[Line, ...]
    values: tuple[Cell, ...]
    beside: Cell | None
    parted_otherwise: bool


@dataclass(frozen=True, slots=True)
class _Untimed:
    """A table below its header, with the ways to read that."""

    table: RunTable
    header: tuple[Line, ...]
    body: tuple[Line, ...]
    ways: tuple[tuple[Label, ...], ...]


def with_columns(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, run tables of indicators without periods as tables with columns."""
    found = {
        index: untimed
        for index, block in enumerate(blocks)
        if isinstance(block, RunTable) and (untimed := _untimed(block)) is not None
    }
    most: dict[str, int] = defaultdict(int)
    for untimed in found.values():
        rows = _rows(untimed, _widest(untimed.ways))[0]
        values = [len(row.values) for row in rows if isinstance(row, _Row)]
        most[_key(untimed)] = max([most[_key(untimed)], *values])
    for index, block in enumerate(blocks):
        if index in found:
            yield from _opened(found[index], most)
        else:
            yield block


def _untimed(table: RunTable) -> _Untimed | None:
    lines = tuple(line for chunk in table.chunks for line in chunk.lines)
    size = untimed_header(lines)
    words = tuple(word for line in lines[:size] for word in line.text.split())
    return _Untimed(table, lines[:size], lines[size:], untimed_ways(words)) if size else None


def _key(untimed: _Untimed) -> str:
    """What is printed of a header but for its first word: "Indikator" and "Indikatorer" are one."""
    return compact(" ".join(line.text for line in untimed.header).partition(" ")[2])


def _widest(ways: Sequence[Sequence[Label]]) -> Sequence[Label]:
    return max(ways, key=len)


def _values_of(way: Sequence[Label]) -> int:
    return sum(column != BESIDE for column, _ in way) - 1


def _opened(untimed: _Untimed, most: Mapping[str, int]) -> Iterator[Block]:
    """Yield a table with its columns, and what stands below its last row as a paragraph.

    It is read by the header with the fewest columns that hold the most values of a row.
    """
    fits = [way for way in untimed.ways if _values_of(way) >= most[_key(untimed)]]
    way = min(fits or untimed.ways, key=len)
    doubted = len({_values_of(way) for way in fits}) > 1
    rows, left = _rows(untimed, way)
    if not any(isinstance(row, _Row) for row in rows):
        yield untimed.table
        return
    head = place_of(untimed.header)
    cells: list[tuple[Cell | None, ...]] = [tuple(Cell(text, head) for _, text in way)]
    for row in rows:
        if isinstance(row, _Row):
            cells.append(_cells(row, way, doubted=doubted))
        else:
            cells.append(over_all(row, untimed.table, len(way)))
    used = [line for line in (*untimed.header, *untimed.body) if line not in left]
    yield GridTable(tuple(cells), place_of(used), 1, _SURE, unlaid=True)
    if left:
        yield Paragraph(_text(left, untimed.table), place_of(left))


def _cells(row: _Row, way: Sequence[Label], *, doubted: bool) -> tuple[Cell, ...]:
    count = _values_of(way)
    sure = _SHORT if doubted or len(row.values) < count else _SURE
    sure = min(sure, _TWO_WAYS) if row.parted_otherwise else sure
    capitals = sum(line.text.strip()[:1].isupper() for line in row.name_lines)
    sure = _TWO_NAMES if capitals > 1 else sure
    place = place_of(row.lines)
    empty = Cell("", place)
    texts = [Cell(row.name, place), *row.values, *[empty] * (count - len(row.values))]
    texts += [row.beside or empty] if len(way) > count + 1 else []
    return tuple(Cell(cell.text, cell.place, confidence=sure) for cell in texts)


def _rows(
    untimed: _Untimed, way: Sequence[Label]
) -> tuple[list[_Row | tuple[Line, ...]], tuple[Line, ...]]:
    """Return the rows of a table, Analys texts as their lines, and the lines of no row."""
    rows: list[_Row | tuple[Line, ...]] = []
    pending: list[Line] = []
    header = [compact(line.text) for line in untimed.header]
    lines, index = untimed.body, 0
    while index < len(lines):
        line = lines[index]
        if [compact(below.text) for below in lines[index : index + len(header)]] == header:
            index += len(header)
        elif rows and not pending and COMMENT.match(line.text.strip()):
            end = end_of_analysis(lines, index, untimed.table)
            rows.append(lines[index:end])
            index = end
        else:
            pending.append(line)
            index += 1
            if not _goes_on(untimed, index, way) and (row := _row(pending, untimed, way)):
                rows.append(row)
                pending = []
    return rows, tuple(pending)


def end_of_analysis(lines: Sequence[Line], start: int, table: RunTable) -> int:
    """Return the index after an Analys text of a table, which goes over no blank line."""
    starts = _chunk_starts(table)
    return end_of_remark(lines, start, lambda line: line.number in starts)


def over_all(lines: Sequence[Line], table: RunTable, columns: int) -> tuple[Cell | None, ...]:
    """Return lines as the one cell of a row that spans all columns."""
    return (Cell(_text(lines, table), place_of(lines), columns=columns), *[None] * (columns - 1))


def _chunk_starts(table: RunTable) -> frozenset[int]:
    return frozenset(chunk.lines[0].number for chunk in table.chunks if chunk.lines)


def _goes_on(untimed: _Untimed, index: int, way: Sequence[Label]) -> bool:
    """Tell whether a line goes on the row above it: inside a word or a cell, or with values."""
    if index >= len(untimed.body):
        return False
    text = untimed.body[index].text.strip()
    if text[:1].islower() or text[:1] in _INSIDE:
        return True
    words = _words([untimed.body[index]], untimed.table)
    marked = untimed.table.wrap_is_marked
    return any(
        whole_cuts(words[: len(words) - size], wrap_is_marked=marked)
        for size in _sizes_beside(words, way)
    )


def _words(lines: Sequence[Line], table: RunTable) -> list[Word]:
    """Return the words of some lines of a table, blank lines between its chunks told."""
    starts = _chunk_starts(table)
    chunks: list[list[Line]] = []
    for line in lines:
        if not chunks or line.number in starts:
            chunks.append([])
        chunks[-1].append(line)
    parts = [Chunk(tuple(chunk)) for chunk in chunks]
    marks = {"wrap_is_marked": table.wrap_is_marked, "end_is_marked": table.end_is_marked}
    return words_of(parts, **marks)


def _row(lines: Sequence[Line], untimed: _Untimed, way: Sequence[Label]) -> _Row | None:
    """Return some lines as a row; None where they are no whole one."""
    words, count = _words(lines, untimed.table), _values_of(way)
    marked = untimed.table.wrap_is_marked
    for size in _sizes_beside(words, way):
        split = split_name(words[: len(words) - size], untimed.table, count)
        if split is None or not (split.certain and split.name_words):
            continue
        cuts = [cut for cut in split.cuts if 0 < len(cut) <= count]
        if not cuts:
            continue
        cut = max(cuts, key=len)
        named, said = words[: split.name_words], words[len(words) - size :]
        beside = Cell(text_of(said, wrap_is_marked=marked), place_of_words(said)) if said else None
        return _Row(
            lines=tuple(lines),
            name=text_of(named, wrap_is_marked=marked),
            name_lines=tuple(dict.fromkeys(word.line for word in named)),
            values=tuple(_value_cells(cut, words[split.name_words :])),
            beside=beside,
            parted_otherwise=len(cuts) > 1,
        )
    return None


def _value_cells(cut: Sequence[RunCell], words: Sequence[Word]) -> Iterator[Cell]:
    at = 0
    for cell in cut:
        size = sum(len(line.split()) for line in cell.lines)
        place = place_of_words(words[at : at + size] or words)
        yield Cell(cell.parsed.text, place)
        at += size


def _sizes_beside(words: Sequence[Word], way: Sequence[Label]) -> Iterator[int]:
    """Yield how many words at the end of a row may be said beside its values, likeliest first.

    A comment often lacks, another word seldom.
    """
    column, text = way[-1]
    if column != BESIDE:
        yield 0
        return
    is_comment = bool(COMMENT_HEAD.fullmatch(compact(text)))
    longest = min(_LONGEST_COMMENT if is_comment else _LONGEST_WORD, len(words) - 1)
    sizes = [
        size
        for size in range(1, longest + 1)
        if _WORDS.fullmatch(" ".join(word.text for word in words[-size:]))
    ]
    yield from (0, *sizes) if is_comment else (*sizes, 0)


def _text(lines: Sequence[Line], table: RunTable) -> str:
    texts = [line.text for line in lines if line.text.strip()]
    return squeeze(join_lines(texts, wrap_is_marked=table.wrap_is_marked))
