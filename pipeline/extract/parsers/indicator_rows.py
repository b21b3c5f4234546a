"""Rows of an indicator ``RunTable``: name, value cells not yet in columns, period.

A row is known by how it ends: its Period or Periodicitet cell is always printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, islice, takewhile

from pipeline.extract.assignment.columns import RunCell
from pipeline.extract.assignment.row_splits import (
    BOUNDS_IN_NAMES,
    PARTS_NAME,
    guessed_split,
    split_name,
)
from pipeline.extract.assignment.runs import (
    Glue,
    Word,
    place_of_words,
    text_of,
    whole_cuts,
    words_of,
)
from pipeline.extract.document import Chunk, Line, Place, RunTable, merge_places, place_of
from pipeline.extract.language.indicator_headers import header_size
from pipeline.extract.language.text import (
    close_cuts,
    goes_on_word,
    join_lines,
    squeeze,
    strip_icon,
)
from pipeline.extract.language.values import is_period, remark_qualifier
from pipeline.extract.parsers.analyses import (
    analysis_of,
    is_cut_analysis,
    is_one_sentence,
    lines_of_opening,
    opens_analysis,
    split_analysis,
    split_at_last_sentence,
)
from pipeline.extract.parsers.cells_above_breaks import Cuts, merged_cuts, name_below
from pipeline.extract.parsers.indicator_parts import body_chunks, parts_of, period_ends
from pipeline.extract.report import Analysis, Measure

_HOLDS_VALUE = re.compile(r"[^A-Za-zÅÄÖåäö]*$|[\d ,]+%|20\d\d [A-ZÅÄÖ]|.*\d,\d")
"""No indicator is named so: the values or the period of another row, or its own, got in."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of which the cells are cut but not yet put into columns."""

    name: str
    period: str | None
    cuts: tuple[tuple[RunCell, ...], ...]
    words: tuple[Word, ...]
    place: Place
    analysis: Analysis | None = None
    certain: bool = True
    end_gap: int | None = None


@dataclass(frozen=True, slots=True)
class CutTable:
    """The rows of a run table, and the places of text that became none."""

    rows: tuple[RawRow, ...]
    left_over: tuple[Place, ...]


def cut_rows(table: RunTable, columns: int) -> CutTable:
    """Cut what stands below a run table's header, which has ``columns`` value columns."""
    lines = [line for chunk in table.chunks for line in chunk.lines]
    size = header_size(lines)
    first = lines[size].number if size < len(lines) else None
    body = body_chunks(table.chunks, first)
    parts = [part for chunk in body for part in parts_of(chunk)]
    return _rows(list(_with_rests_apart(parts)), table, columns)


def _rows(parts: Sequence[Chunk], table: RunTable, columns: int) -> CutTable:
    """Cut a table's parts into rows. An empty part stands for a repeated header."""
    pending: list[Chunk] = []
    above: Chunk | None = None
    rows: list[RawRow] = []
    read_before = 0
    parts = _with_names_of_values(parts, table, columns)
    for number, found in enumerate(parts):
        part, following = found, parts[number + 1 :]
        if not part.lines or number < read_before:
            continue
        if not pending and rows:
            left = _rest_of_last(rows, part, following, table, columns)
            if left is None:
                continue
            part = left
        if not pending and above is None and _is_above_break(part, following, table, columns):
            above = part
            continue
        pending.append(part)
        rest = _rest_of_cells(following)
        row = _cut_torn_row(pending, rest, table, columns)
        row = row or (_cut_torn_row_and_name(pending, rest, table, columns) if rest else None)
        if row is not None:
            read_before = parts.index(_last_chunk(row, rest), number) + 1
        else:
            nameless = above is not None and period_ends(part.lines, len(part.lines) - 1)
            row = _cut_row(pending, table, columns, forced=nameless)
        if row is not None and (read_before > number or not _period_is_next(part, following)):
            whole = _with_values_above(row, above, table, columns) if above else row
            above = above if whole is row else None
            rows.append(whole)
            pending = []
    last = _cut_row(pending, table, columns, forced=True) if pending else None
    if last is not None:
        rows.append(last)
    lost = [*([above] if above else []), *(pending if last is None else [])]
    lines = [line for chunk in lost for line in chunk.lines]
    return CutTable(tuple(rows), (place_of(lines),) if lines else ())


def _with_names_of_values(parts: Sequence[Chunk], table: RunTable, columns: int) -> Sequence[Chunk]:
    """Put the name of a row that a page break leaves above it, whole but for its name, before it.

    Below the break another name follows it ("60 % 2015", header, "Andel nöjda", "Andel trygga").
    """
    named = list(parts)
    for number in range(len(named) - 2):
        values, header, part = named[number : number + 3]
        if header.lines or not part.lines or not _is_nameless(values, table, columns):
            continue
        above = named[number - 1] if number else Chunk(())
        if above.lines and not period_ends(above.lines, len(above.lines) - 1):
            continue
        if above.lines and _period_is_next(above, [values]):
            continue
        if not period_ends(values.lines, len(values.lines) - 1):
            continue
        size = name_below(part)
        if not size and number + 3 < len(named) and _begins_name(named[number + 3]):
            size = len(part.lines)
        if size:
            named[number] = Chunk((*part.lines[:size], *values.lines))
            named[number + 2] = Chunk(part.lines[size:])
    return named


def _begins_name(part: Chunk) -> bool:
    capital = bool(part.lines) and part.lines[0].text.strip()[:1].isupper()
    return capital and not opens_analysis(part)


def _is_above_break(part: Chunk, following: Sequence[Chunk], table: RunTable, columns: int) -> bool:
    """Tell whether a part is values of a row whose name stands below a repeated header."""
    header_is_next = bool(following) and not following[0].lines
    ends = period_ends(part.lines, len(part.lines) - 1)
    return header_is_next and not ends and _is_nameless(part, table, columns)


def _with_values_above(row: RawRow, above: Chunk, table: RunTable, columns: int) -> RawRow:
    """Put the values above a page break into the row whose name stands below it."""
    cuts = merged_cuts(_cuts_of(above, table), row.cuts, columns)
    if not cuts:
        return row
    place = merge_places([place_of(above.lines), row.place])
    certain = row.certain or row.cuts == ((),)
    return replace(row, cuts=cuts, words=(), place=place, certain=certain)


def _with_remark_below(
    row: RawRow, chunk: Chunk, table: RunTable, columns: int
) -> tuple[RawRow, Chunk]:
    """Put a remark that a page break leaves whole below its row into it; return what is left.

    It ends the chunk, and begins with a capital letter, as no piece of a name does ("Tas fram
    av nämnd").
    """
    if period_ends(chunk.lines, len(chunk.lines) - 1):
        return row, chunk
    for at, line in enumerate(chunk.lines):
        remark = Chunk(chunk.lines[at:])
        if not (line.text.strip()[:1].isupper() and _is_nameless(remark, table, columns)):
            continue
        if cuts := merged_cuts(row.cuts, _cuts_of(remark, table), columns):
            place = merge_places([row.place, place_of(remark.lines)])
            return replace(row, cuts=cuts, words=(), place=place), Chunk(chunk.lines[:at])
    return row, chunk


def _cuts_of(chunk: Chunk, table: RunTable) -> Cuts:
    words = words_of(
        [chunk], wrap_is_marked=table.wrap_is_marked, end_is_marked=table.end_is_marked
    )
    return whole_cuts(words, wrap_is_marked=table.wrap_is_marked)


def _rest_of_last(
    rows: list[RawRow], part: Chunk, following: Sequence[Chunk], table: RunTable, columns: int
) -> Chunk | None:
    """Put what goes on with the last row there: its name, its Analys text; return what is left."""
    left: Chunk | None = part
    above = rows[-1].analysis if is_cut_analysis(rows[-1].analysis, part) else None
    if above is None and _continues_name(part):
        name, left = _split_names(part, following[:1], table, columns)
        row, rest = _with_remark_below(rows[-1], name, table, columns)
        rows[-1] = _with_more_name(row, rest, wrap_is_marked=table.wrap_is_marked)
    elif above is None and _begins_name(part) and _is_nameless(part, table, columns):
        rows[-1], rest = _with_remark_below(rows[-1], part, table, columns)
        left = rest if rest.lines else None
    if left is not None and (above is not None or opens_analysis(left)):
        below = following[:_MOST_TORN]
        least = 1 if above else lines_of_opening(left)
        text, left = _split_analysis(left, below, table, columns, least=least)
        analysis = analysis_of(text.lines, wrap_is_marked=table.wrap_is_marked, above=above)
        rows[-1] = replace(rows[-1], analysis=analysis)
    return left


def _split_analysis(
    part: Chunk, following: Sequence[Chunk], table: RunTable, columns: int, *, least: int
) -> tuple[Chunk, Chunk | None]:
    """Split an Analys text from the row below it, or from its name where only that is below.

    The row may go on in what follows: a blank line parts cells that stand lower than others. The
    text has at least so many lines.
    """

    def is_row(lines: Sequence[Line]) -> bool:
        chunk = Chunk(tuple(lines))
        if _is_above_break(chunk, following, table, columns):
            return True
        below = list(takewhile(lambda part: part.lines, following))
        ways = ([chunk, *below[:size]] for size in range(len(below) + 1))
        return any(_is_row(way, table, columns) for way in ways)

    marked = table.end_is_marked
    text, next_row = split_analysis(part, end_is_marked=marked, is_row=is_row, least=least)
    if next_row is None and any(
        _is_nameless(chunk, table, columns) for chunk in _joined(following)
    ):
        return split_at_last_sentence(text, least=least)
    return text, next_row


def _joined(parts: Sequence[Chunk]) -> Iterator[Chunk]:
    """Yield the first part, and with those below it: blank lines stand inside a cell too."""
    lines: tuple[Line, ...] = ()
    for part in takewhile(lambda part: part.lines, parts):
        lines += part.lines
        yield Chunk(lines)


_MOST_TORN = 3
_LONGEST_ROW, _MOST_WAYS = 60, 200
"""Lines of a row that a page break may cut, and places that are tried for the rest."""
_LONGEST_REST = 12
"""Lines of a name's rest that no blank line parts from those of cells."""


def _with_rests_apart(parts: Sequence[Chunk]) -> Iterator[Chunk]:
    """Yield parts, the rest of a row that a page break cuts apart from the next row.

    Where no blank line parts rows, the rest stands right above the next name, which begins
    with a capital letter or an icon.
    """
    whole = False
    for part in parts:
        if not part.lines:
            yield part
            continue
        ends = period_ends(part.lines, len(part.lines) - 1)
        start = _next_name(part) if whole and ends and _begins_inside(part) else 0
        if start:
            yield Chunk(part.lines[:start])
        yield Chunk(part.lines[start:])
        whole = ends


def _next_name(chunk: Chunk) -> int:
    """Return the index of the first line that may begin a name; 0 where none does."""
    texts = [line.text.strip() for line in chunk.lines]
    opens = (i for i, text in enumerate(texts) if strip_icon(text)[:1].isupper())
    return next(opens, 0)


def _rest_of_cells(following: Sequence[Chunk]) -> list[Chunk]:
    """Return the parts below a page break that may go on the cells of the row above it."""
    start = 1 if following and not following[0].lines else 0
    return list(
        takewhile(
            lambda part: part.lines and _goes_on_inside(part) and not _opens_bound(part),
            following[start : start + _MOST_TORN],
        )
    )


def _cut_torn_row(
    chunks: Sequence[Chunk], rest: Sequence[Chunk], table: RunTable, columns: int
) -> RawRow | None:
    """Cut a row whose cells a page break cuts in two ("Tas fram", header, "av nämnd").

    As much of ``rest`` as possible is put below lines so that each chunk goes on a cell;
    None where none can.
    """
    lines = [line for chunk in chunks for line in chunk.lines]
    if len(lines) > _LONGEST_ROW:
        return None
    for size in range(len(rest), 0, -1):
        added = {line.number for chunk in rest[:size] for line in chunk.lines}
        for above in islice(combinations(reversed(lines), size), _MOST_WAYS):
            below = dict(zip((line.number for line in reversed(above)), rest, strict=False))
            row = _cut_row([_with_rests(chunk, below) for chunk in chunks], table, columns)
            if row and row.certain and added <= {word.line.number for word in row.words}:
                ends = [chunk.lines[-1].number for chunk in rest[:size]]
                cuts = tuple(cut for cut in row.cuts if _end_cells(ends, cut, row.words))
                if cuts:
                    return replace(row, cuts=cuts)
    return None


def _end_cells(lines: Sequence[int], cut: Sequence[RunCell], words: Sequence[Word]) -> bool:
    """Tell whether each of some lines, by their numbers, ends a cell.

    A page break parts a cell in two: nothing of it stands behind the rest. Else the rest of a
    name would go into a remark ("Tas fram av", "ning", "nämnd").
    """
    ends = accumulate(len(" ".join(cell.lines).split()) for cell in cut)
    last_words = {words[end - 1].line.number: end for end in ends}
    return all(
        number in last_words
        and (last_words[number] == len(words) or words[last_words[number]].line.number != number)
        for number in lines
    )


def _cut_torn_row_and_name(
    chunks: Sequence[Chunk], rest: Sequence[Chunk], table: RunTable, columns: int
) -> RawRow | None:
    """Cut a row of which a page break cuts the name and cells in two: the name's rest is first.

    It is a part of its own, or the first lines of one where no blank line parts cells.
    """
    block = rest[0].lines[:_LONGEST_REST]
    for size in range(1, len(block) + 1):
        name, cells = Chunk(block[:size]), [Chunk(rest[0].lines[size:]), *rest[1:]]
        cells = [chunk for chunk in cells if chunk.lines and _goes_on_inside(chunk)]
        if any(map(_opens_bound, cells)):
            continue
        row = _cut_torn_row(chunks, cells, table, columns)
        if row is not None:
            return _with_more_name(row, name, wrap_is_marked=table.wrap_is_marked)
    return None


def _last_chunk(row: RawRow, rest: Sequence[Chunk]) -> Chunk:
    """Return the last chunk of a torn row's rest that the row took in."""
    taken = {word.line.number for word in row.words}
    return next(chunk for chunk in reversed(rest) if chunk.lines[-1].number in taken)


def _with_rests(chunk: Chunk, below: Mapping[int, Chunk]) -> Chunk:
    nothing = Chunk(())
    return Chunk(
        tuple(new for line in chunk.lines for new in (line, *below.get(line.number, nothing).lines))
    )


def _is_row(chunks: Sequence[Chunk], table: RunTable, columns: int) -> bool:
    """Tell whether chunks are one whole row with values and nothing before it."""
    row = _cut_row(chunks, table, columns)
    return row is not None and row.certain and any(row.cuts) and is_one_sentence(row.name)


def _period_is_next(part: Chunk, after: Sequence[Chunk]) -> bool:
    """Tell whether the next part is the Period cell, so that this one only looks so.

    T1 2021 prints "Fastställs t1" before "Tertial 1 2021"; or "Tertial" before "1 2021".
    """
    following = squeeze(" ".join(line.text for chunk in after[:1] for line in chunk.lines))
    ends = squeeze(part.lines[-1].text).split()[-2:]
    return bool(following) and any(
        is_period(" ".join((*ends[start:], following))) for start in range(len(ends) + 1)
    )


def _continues_name(chunk: Chunk) -> bool:
    """Tell whether a chunk is the rest of the last row's name, cut off by a page break.

    Names begin with a capital letter; T1 2021 and VP 2026 print a row's values before
    the page break that its name runs over.
    """
    return _goes_on_inside(chunk) and not chunk.lines[0].text.strip().startswith(("%", "CO2"))


def _goes_on_inside(chunk: Chunk) -> bool:
    """Tell whether a chunk begins inside a cell and ends no row."""
    return _begins_inside(chunk) and not period_ends(chunk.lines, len(chunk.lines) - 1)


def _opens_bound(chunk: Chunk) -> bool:
    """Tell whether a chunk begins as a name goes on rather than a cell ("under 14 dagar")."""
    return chunk.lines[0].text.split()[0].casefold() in BOUNDS_IN_NAMES


def _begins_inside(chunk: Chunk) -> bool:
    text = chunk.lines[0].text.strip()
    return text[:1].islower() or text[:1] in "()%" or text == "CO2"


def _split_names(
    chunk: Chunk, following: Sequence[Chunk], table: RunTable, columns: int
) -> tuple[Chunk, Chunk | None]:
    """Part the rest of a row's name from the next name, if what follows has none."""
    start = next((i for i, line in enumerate(chunk.lines) if line.text.strip()[:1].isupper()), 0)
    nameless = any(_is_nameless(one, table, columns) for one in following)
    if not start or not nameless:
        return chunk, None
    return Chunk(chunk.lines[:start]), Chunk(chunk.lines[start:])


def _is_nameless(chunk: Chunk, table: RunTable, columns: int) -> bool:
    """Tell whether a chunk begins with values: its row's name stands above it."""
    if not chunk.lines:
        return False
    words = words_of(
        [chunk], wrap_is_marked=table.wrap_is_marked, end_is_marked=table.end_is_marked
    )
    end = len(words) - (_period_size(words, table) or 0)
    return bool(end) and any(
        len(cut) <= columns for cut in whole_cuts(words[:end], wrap_is_marked=table.wrap_is_marked)
    )


def _with_more_name(row: RawRow, chunk: Chunk, *, wrap_is_marked: bool) -> RawRow:
    texts = [line.text for line in chunk.lines if strip_icon(line.text).strip()]
    whole = texts if wrap_is_marked else close_cuts(texts)
    more = join_lines(whole, wrap_is_marked=wrap_is_marked)
    torn = goes_on_word(row.name, texts)
    name = row.name + more if torn else join_lines([row.name, more], wrap_is_marked=False)
    lines_end = chunk.lines[-1].number
    place = replace(
        row.place, line_end=lines_end, text=row.place.text + "\n" + place_of(list(chunk.lines)).text
    )
    return replace(row, name=name, place=place)


def _cut_row(
    chunks: Sequence[Chunk], table: RunTable, columns: int, *, forced: bool = False
) -> RawRow | None:
    """Cut chunks into name, value cells and period; None while the row is not complete."""
    words = words_of(chunks, wrap_is_marked=table.wrap_is_marked, end_is_marked=table.end_is_marked)
    size = _period_size(words, table)
    if size is None:
        return _row_without_period(words, table) if forced and words else None
    period = text_of(words[len(words) - size :], wrap_is_marked=table.wrap_is_marked)
    rest = words[: len(words) - size]
    split = split_name(rest, table, columns)
    if split is None and (forced or _period_stands_alone(words, size)):
        split = guessed_split(rest, table, columns)
    if split is None or not split.name_words:
        return None
    name = _name(rest[: split.name_words], wrap_is_marked=table.wrap_is_marked)
    return RawRow(
        name=name,
        period=period,
        cuts=split.cuts,
        words=tuple(rest[split.name_words :]),
        place=place_of_words(words),
        certain=split.certain and not _HOLDS_VALUE.match(name),
        end_gap=_end_gap(words, size),
    )


def _end_gap(words: Sequence[Word], size: int) -> int | None:
    """Return the extra spaces before the Period cell; None where a line break parts it."""
    period = words[-size]
    return max(0, period.spaces - 1) if period.glue is Glue.SPACE else None


def _row_without_period(words: list[Word], table: RunTable) -> RawRow | None:
    split = split_name(words, table, len(Measure))
    if split is None or not split.cuts[0]:
        return None
    return RawRow(
        _name(words[: split.name_words], wrap_is_marked=table.wrap_is_marked),
        None,
        split.cuts,
        tuple(words[split.name_words :]),
        place_of_words(words),
        certain=False,
    )


def _name(words: Sequence[Word], *, wrap_is_marked: bool) -> str:
    return strip_icon(text_of(words, wrap_is_marked=wrap_is_marked))


def _period_size(words: Sequence[Word], table: RunTable) -> int | None:
    """Return how many words at the end are the Period cell."""
    for size in (4, 3, 2, 1):
        if size >= len(words):
            continue
        last = words[-size:]
        if any(not word.glue.may_join for word in last[1:]) or not last[0].glue.may_part:
            continue
        if last[0].text[:1].islower() and _ends_remark(words[: len(words) - size + 1]):
            continue  # "Fastställs t1" before the Period cell "2021"
        if is_period(text_of(last, wrap_is_marked=table.wrap_is_marked)):
            return size
    return None


def _ends_remark(words: Sequence[Word]) -> bool:
    """Tell whether the last word goes on a remark, or stands on the line of the one before."""
    remark = " ".join(word.text for word in words[-2:])
    return words[-1].glue is Glue.SPACE or remark_qualifier(remark) is not None


def _period_stands_alone(words: Sequence[Word], size: int) -> bool:
    """A row without any value: its period stands apart from the name."""
    return words[-size].glue in PARTS_NAME
