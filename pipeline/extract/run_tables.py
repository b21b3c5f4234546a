"""Cells of a ``RunTable`` that is neither indicators nor activities.

Rows end in a run of values. How many columns there are, where thousands are parted by
spaces, and which columns of a shorter row are empty is inferred: from the other rows,
the header's words, the sizes of numbers, and from sums. What was inferred carries its
probability.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, islice

from pipeline.extract.document import Line, Place, RunTable
from pipeline.extract.grid_tables import TableBody
from pipeline.extract.header_labels import (
    HeaderWord,
    header_words,
    label_score,
    split_labels,
)
from pipeline.extract.readers.flow_tables import NOTE, is_row_end, opens_header
from pipeline.extract.readers.lines import place_of
from pipeline.extract.report import TableCell
from pipeline.extract.table_sums import Placement, adds_up, solutions
from pipeline.extract.text import compact, join_lines, squeeze, strip_icon
from pipeline.extract.values import number_in

_TOKEN = re.compile(
    r"[-+]?\d{1,3}(?: \d{3})+(?:,\d+)? ?%?|[-+]?\d+(?:,\d+)? ?%?|-|–|i\.?u\.?|JA|NEJ|Ja|Nej"
)
_PIECE = re.compile(r"^(?:[-+]?\d+(?:,\d+)?%?|%|st\.?|-|–|i\.?u\.?|JA|NEJ|Ja|Nej)$")
_BEFORE_YEAR = re.compile(r"^(?:från|till|år|under|inför|för|av|sedan)$", re.IGNORECASE)
_JOINED = re.compile(r"[-+]?\d{1,3}(?: \d{3})*(?:,\d+)?(?: (?:%|st\.?))?|[-+]?\d+(?:,\d+)? (?:%|st\.?)")
_UNIT_PIECES = ("%", "st", "st.")
_LEADING_ZERO = re.compile(r"^[-+]?0 ?\d")
_WORD_VALUE = re.compile(r"^(?:JA|NEJ|Ja|Nej)$")
_TOTAL = re.compile(r"^\W*(?:summa|summering|total\w*|netto)\b", re.IGNORECASE)
_SUB_ITEM = re.compile(r"^\W*varav\b", re.IGNORECASE)
_SURE = 0.98
_SUMMED = 0.995
_STRONG_BOUNDARY = 1.0
_MAX_COLUMNS = 16
_MAX_WAYS = 6
_MAX_OPTIONS = 14
_MAX_JOININGS = 120
_MAX_PIECES = 5
_MAX_FITS = 4000
_UNLIKELY = 1e-4
_EMPTY_CELL = -2.0


@dataclass(slots=True)
class _Row:
    """A printed row: label lines and the pieces of its run of values."""

    label: str
    group: str | None
    pieces: list[str]
    lines: list[Line]
    value_lines: list[Line]
    value_gaps: list[bool] = field(default_factory=list)
    trailing_gap: int = 0


@dataclass(frozen=True, slots=True)
class _Fit:
    """A row's values and their columns (0-based among the value columns).

    ``shares`` are the probabilities of the single values, where they differ.
    """

    values: tuple[str, ...]
    columns: tuple[int, ...]
    probability: float = 0.0
    shares: tuple[float, ...] = ()

    def number(self, column: int) -> float | None:
        """Return the number in a value column, None where it is empty or a word."""
        for text, at in zip(self.values, self.columns, strict=True):
            if at == column:
                return number_in(text)
        return None


def read_run(table: RunTable) -> TableBody:
    """Read a run table into cells; every printed value is kept."""
    lines = [line for chunk in table.chunks for line in chunk.lines]
    blank_before = _blank_before(table)
    header, body, notes = _parts(lines, blank_before, table)
    rows, left = _rows(body, blank_before, table)
    words = header_words(header, blank_before, table)
    count = _column_count(rows, words)
    labels = split_labels(words, count + 1, wrap_is_marked=table.wrap_is_marked)
    fits = _fits(rows, count, labels)
    return TableBody(
        columns=labels,
        cells=tuple(_cells(rows, fits, labels)),
        groups=tuple(dict.fromkeys(row.group for row in rows if row.group)),
        notes=tuple(notes),
        left_over=tuple(left),
    )


def _blank_before(table: RunTable) -> set[int]:
    """Return the numbers of lines that follow a blank line."""
    return {chunk.lines[0].number for chunk in table.chunks if chunk.lines}


# --- header, body, notes ------------------------------------------------------------------------


def _parts(
    lines: Sequence[Line], blank_before: set[int], table: RunTable
) -> tuple[list[Line], list[Line], list[str]]:
    """Part a table's lines into header, body (repeated headers left out) and notes."""
    first_row = next((i for i, line in enumerate(lines) if is_row_end(line.text)), len(lines))
    header_size = _unit_header(lines, first_row, blank_before) or _header_size(
        lines, first_row, blank_before, table
    )
    header = list(lines[:header_size])
    body: list[Line] = []
    notes: list[str] = []
    text = compact("".join(line.text for line in header))
    index = header_size
    while index < len(lines):
        repeated = _repeated(lines, index, text)
        if repeated:
            index += repeated
            continue
        if NOTE.match(lines[index].text.strip()):
            size = _note_size(lines, index, blank_before)
            notes.append(
                join_lines(
                    [line.text for line in lines[index : index + size]],
                    wrap_is_marked=table.wrap_is_marked,
                )
            )
            index += size
            continue
        body.append(lines[index])
        index += 1
    return header, body, notes


def _header_size(
    lines: Sequence[Line], first_row: int, blank_before: set[int], table: RunTable
) -> int:
    """Return how many lines the header has: the first row's label is not part of it."""
    if first_row >= len(lines):
        return 0
    starts = [i for i in range(first_row + 1) if i == 0 or lines[i].number in blank_before]
    label = _own_label(lines[first_row].text)
    chunk_start = starts[-1]
    if label:
        if chunk_start < first_row and opens_header(lines, chunk_start):
            return first_row
        if chunk_start == first_row or not _joins_label(lines, chunk_start, first_row, table):
            return _without_sub_heading(lines, starts, first_row, table)
        return chunk_start
    if chunk_start < first_row:
        return chunk_start
    return starts[-2] if len(starts) > 1 else first_row


def _unit_header(lines: Sequence[Line], first_row: int, blank_before: set[int]) -> int:
    """Return the size of a header that is one line with its unit ("Statsbidrag Mnkr").

    Such a table has one value column. 0 where the header is of another kind.
    """
    counts = [len(_cut(line.text)[1]) for line in lines if is_row_end(line.text)]
    alone = len(lines) > 1 and lines[1].number in blank_before and first_row > 1
    unit = re.search(r"\b(?:mnkr|mkr|tkr|kr)$", squeeze(lines[0].text), re.IGNORECASE)
    return 1 if alone and unit and counts and max(counts) == 1 else 0


def _own_label(text: str) -> str:
    label, _ = _cut(text)
    return label


def _joins_label(lines: Sequence[Line], start: int, row: int, table: RunTable) -> bool:
    """Tell whether the lines above a row in its chunk are the start of its label."""
    above = lines[row - 1].text
    if table.end_is_marked:
        return above[-1:].isspace()
    return start > 0


def _without_sub_heading(
    lines: Sequence[Line], starts: Sequence[int], first_row: int, table: RunTable
) -> int:
    """A single line between a full header and the first row is a sub-heading."""
    before = [i for i in starts if i < first_row]
    if len(before) < 2 or first_row - before[-1] != 1:
        return first_row
    text = squeeze(lines[before[-1]].text)
    words_above = sum(len(line.text.split()) for line in lines[: before[-1]])
    _, pieces = _cut(lines[first_row].text)
    single = text[:1].isupper() and len(text) < 50 and not any(map(str.isdigit, text))
    single = single and text.count("(") == text.count(")")
    goes_on = table.end_is_marked and lines[before[-1] - 1].text[-1:].isspace()
    return before[-1] if single and not goes_on and words_above > len(pieces) else first_row


def _repeated(lines: Sequence[Line], index: int, header: str) -> int:
    """Return how many lines from ``index`` repeat the header, 0 where none does."""
    if len(header) < 8:
        return 0
    text = ""
    for size, line in enumerate(lines[index : index + 40], start=1):
        text += compact(strip_icon(line.text))
        if text == header:
            return size
        if not header.startswith(text):
            return 0
    return 0


def _note_size(lines: Sequence[Line], index: int, blank_before: set[int]) -> int:
    size = 1
    while (
        index + size < len(lines)
        and lines[index + size].number not in blank_before
        and not is_row_end(lines[index + size].text)
    ):
        size += 1
    return size


# --- rows ---------------------------------------------------------------------------------------


def _cut(text: str) -> tuple[str, list[str]]:
    """Cut a line into its label and the pieces of its values, from the right."""
    words = text.split()
    start = len(words)
    while start > 0 and _PIECE.match(words[start - 1]):
        start -= 1
    pieces = words[start:]
    while pieces and not any(map(str.isdigit, "".join(pieces))):
        return " ".join(words), []
    if not start and len(pieces) > 2 and re.fullmatch(r"20\d\d", pieces[0]):
        return pieces[0], pieces[1:]
    while len(pieces) > 1 and start and _BEFORE_YEAR.match(words[start - 1]):
        if not re.fullmatch(r"20\d\d", pieces[0]):
            break
        start, pieces = start + 1, pieces[1:]
    if start and pieces and pieces[0] in ("-", "–") and len(pieces) == 1:
        return " ".join(words), []
    return " ".join(words[:start]), pieces


def _rows(
    body: Sequence[Line], blank_before: set[int], table: RunTable
) -> tuple[list[_Row], list[Place]]:
    """Cut the body into rows; labels without values become sub-headings."""
    rows: list[_Row] = []
    pending: list[list[Line]] = []
    group: str | None = None
    for line in body:
        label, pieces = _cut(line.text)
        if not is_row_end(line.text):
            if pending and line.number not in blank_before:
                pending[-1].append(line)
            else:
                pending.append([line])
            continue
        own: list[Line] = []
        if pending and (not label or _continues_label(pending[-1][-1], line, blank_before, table)):
            own = pending.pop()
        if own and not label and _starts_with_year(pieces, own[-1]):
            label, pieces = pieces[0], pieces[1:]
        for lines in pending:
            group = _text(lines, table)
            rows.append(_Row(group, None, [], lines, lines))
        pending = []
        above = _text([*own, Line(line.number, label)], table) if label else _text(own, table)
        rows.append(
            _Row(
                above,
                group,
                pieces,
                [*own, line],
                [line],
                _gaps(line.text, len(pieces)),
                len(line.text) - len(line.text.rstrip()),
            )
        )
    left = [place_of(lines) for lines in pending]
    return rows, left


def _starts_with_year(pieces: Sequence[str], above: Line) -> bool:
    """Tell whether the first piece is the year that the label above it asks for."""
    asks = _BEFORE_YEAR.match(above.text.split()[-1])
    return len(pieces) > 1 and bool(asks) and bool(re.fullmatch(r"20\d\d", pieces[0]))


def _continues_label(last: Line, line: Line, blank_before: set[int], table: RunTable) -> bool:
    """Tell whether a row's label began on the lines above it."""
    if line.number in blank_before:
        return table.end_is_marked and last.text[-1:].isspace()
    if table.end_is_marked:
        return last.text[-1:].isspace() or last.text.rstrip().endswith("-")
    return True


def _text(lines: Sequence[Line], table: RunTable) -> str:
    text = join_lines([line.text for line in lines], wrap_is_marked=table.wrap_is_marked)
    return strip_icon(text).strip()


def _gaps(text: str, count: int) -> list[bool]:
    """Tell for each of the last ``count`` words whether a wide gap stands before it."""
    found = list(re.finditer(r"(\s*)(\S+)", text))[-count:] if count else []
    return [len(match[1]) > 1 for match in found]


# --- columns ------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def _heads(pieces: tuple[str, ...]) -> tuple[int, ...]:
    """Return how many pieces may make up the first value: thousands and per cent signs."""
    sizes: list[int] = []
    for size in range(1, min(len(pieces), _MAX_PIECES) + 1):
        text = " ".join(pieces[:size])
        alone = size == 1 and pieces[0] not in _UNIT_PIECES
        if not alone and not _JOINED.fullmatch(text):
            continue
        cut_off = len(pieces) > size and pieces[size] in _UNIT_PIECES
        if not cut_off and not _LEADING_ZERO.match(text):
            sizes.append(size)
    return tuple(sizes)


@lru_cache(maxsize=8192)
def _counts(pieces: tuple[str, ...]) -> frozenset[int]:
    """Return how many values pieces can be."""
    if not pieces:
        return frozenset({0})
    return frozenset(1 + rest for size in _heads(pieces) for rest in _counts(pieces[size:]))


def _joinings(pieces: tuple[str, ...], most: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways to join pieces into at most ``most`` values, single pieces first."""
    if not pieces:
        yield ()
        return
    for size in _heads(pieces):
        rest = pieces[size:]
        if min(_counts(rest), default=most) < most:
            for values in _joinings(rest, most - 1):
                yield (" ".join(pieces[:size]), *values)


def _ways(row: _Row, most: int) -> list[tuple[str, ...]]:
    """Return a row's joinings, as many as are worth looking at."""
    return list(islice(_joinings(tuple(row.pieces), most), _MAX_JOININGS))


def _column_count(rows: Sequence[_Row], words: Sequence[HeaderWord]) -> int:
    """Return how many value columns the table has: as many as most rows can have."""
    votes: Counter[int] = Counter()
    for row in rows:
        for count in _counts(tuple(row.pieces)) if row.pieces else ():
            votes[count] += 1
    if not votes:
        return 1
    most = max(votes.values())
    likely = [count for count, number in votes.items() if number >= 0.75 * most]
    fixed = [
        counts for row in rows if row.pieces and len(counts := _counts(tuple(row.pieces))) == 1
    ]
    least = max((max(counts) for counts in fixed), default=1)
    summing = _summing_length(rows)
    if summing > least and summing not in likely:
        wide = range(summing, min(summing + 3, _MAX_COLUMNS + 1))
        return max(wide, key=lambda count: (label_score(words, count + 1), -count))
    possible = [count for count in likely if least <= count <= _MAX_COLUMNS] or [least]
    most = max(votes[count] for count in possible)
    best = sorted(count for count in possible if votes[count] == most)
    for count, larger in zip(best, best[1:], strict=False):
        gain = label_score(words, larger + 1) - label_score(words, count + 1)
        if gain < _STRONG_BOUNDARY * (larger - count):
            return count
    return best[-1]


def _summing_length(rows: Sequence[_Row]) -> int:
    """Return the most values that a row has when read so that its last is their sum.

    0 unless at least two rows and most of the table's rows can be read so.
    """
    lengths = [
        max(len(values) for values in ways)
        for row in rows
        if (ways := [v for v in _ways(row, _MAX_COLUMNS) if len(v) > 3 and adds_up(v)])
    ]
    filled = sum(bool(row.pieces) for row in rows)
    return max(lengths) if len(lengths) >= max(2, 0.6 * filled) else 0


def _fits(rows: Sequence[_Row], count: int, labels: Sequence[str]) -> list[_Fit]:
    """Choose for every row its values and columns, first alone, then by sums."""
    options = [_options(row, count) for row in rows]
    summing = _summing_length(rows) > 0
    full = _full_fits(options, count)
    sizes, texts = _sizes(full, count), _text_columns(full)
    ranked = [
        _ranked(row, _only_summing(fits) if summing else fits, count, labels, sizes, texts)
        for row, fits in zip(rows, options, strict=True)
    ]
    chosen = [fits[0] if fits else _Fit((), ()) for fits in ranked]
    _like_neighbours(rows, ranked, chosen)
    _settle_by_sums(rows, ranked, chosen, count)
    return chosen


def _only_summing(fits: list[_Fit]) -> list[_Fit]:
    """Keep the fits whose last value is the sum of the others, where there are any."""
    kept = [fit for fit in fits if adds_up(fit.values)]
    return kept or fits


def _options(row: _Row, count: int) -> list[_Fit]:
    if not row.pieces:
        return []
    joined = _ways(row, count)
    if not joined:
        best = next(_joinings(tuple(row.pieces), len(row.pieces)), tuple(row.pieces))
        label_part, values = best[: len(best) - count], best[len(best) - count :]
        row.label = squeeze(f"{row.label} {' '.join(label_part)}")
        joined = [values]
    fits = (
        _Fit(values, columns)
        for values in joined
        for columns in combinations(range(count), len(values))
    )
    return list(islice(fits, _MAX_FITS))


def _full_fits(options: Sequence[Sequence[_Fit]], count: int) -> list[_Fit]:
    """Return the fits of the rows that fill all columns in just one way."""
    full = [[fit for fit in fits if len(fit.values) == count] for fits in options]
    return [fits[0] for fits in full if len(fits) == 1]


def _sizes(full: Sequence[_Fit], count: int) -> list[float | None]:
    """Return the usual size (log10) of every column's numbers."""
    sizes: list[float | None] = []
    for column in range(count):
        logs = [
            math.log10(abs(value) + 1) for fit in full if (value := fit.number(column)) is not None
        ]
        sizes.append(sorted(logs)[len(logs) // 2] if logs else None)
    return sizes


def _text_columns(full: Sequence[_Fit]) -> set[int]:
    """Return the columns that hold words (JA, NEJ)."""
    return {
        column
        for fit in full
        for text, column in zip(fit.values, fit.columns, strict=True)
        if _WORD_VALUE.match(text)
    }


def _ranked(
    row: _Row,
    fits: Sequence[_Fit],
    count: int,
    labels: Sequence[str],
    sizes: Sequence[float | None],
    texts: set[int],
) -> list[_Fit]:
    """Return a row's fits with their probabilities, the most probable first."""
    scores = [_score(row, fit, count, labels, sizes, texts) for fit in fits]
    if not scores:
        return []
    best = max(scores)
    odds = [math.exp(score - best) for score in scores]
    ranked = [
        _Fit(fit.values, fit.columns, odd / sum(odds)) for fit, odd in zip(fits, odds, strict=True)
    ]
    ranked.sort(key=lambda fit: -fit.probability)
    return [fit for fit in ranked[:_MAX_OPTIONS] if fit.probability > _UNLIKELY]


def _score(
    row: _Row,
    fit: _Fit,
    count: int,
    labels: Sequence[str],
    sizes: Sequence[float | None],
    texts: set[int],
) -> float:
    score = _EMPTY_CELL * (count - len(fit.values))
    for text, column in zip(fit.values, fit.columns, strict=True):
        value = number_in(text)
        if _WORD_VALUE.match(text) or column in texts:
            score += 0.0 if bool(_WORD_VALUE.match(text)) == (column in texts) else -6.0
        size = sizes[column]
        if value is not None and size is not None and value != 0:
            score -= 0.8 * abs(math.log10(abs(value) + 1) - size)
    score += _label_score(row, fit, count, labels)
    score += _gap_score(row, fit, count)
    return score


def _label_score(row: _Row, fit: _Fit, count: int, labels: Sequence[str]) -> float:
    """A short row's label names its column ("Avvikelse före ..." under "Avvikelse")."""
    if len(fit.values) == count or len(labels) != count + 1:
        return 0.0
    own = {word for word in re.findall(r"[a-zåäö]{6,}", row.label.casefold())}
    score = _hint_score(row.label, fit, labels)
    for column in fit.columns:
        words = set(re.findall(r"[a-zåäö]{6,}", labels[column + 1].casefold()))
        score += 1.2 * min(1, len(own & words))
    return score / len(fit.columns)


_HINTS = (
    (re.compile(r"resultatöverföring|överskott (?:från|till)|resultatdispos", re.IGNORECASE),
     re.compile(r"^avvikelse", re.IGNORECASE)),
)  # fmt: skip
"""Rows that have values in certain columns only: what is carried over is a deviation."""


def _hint_score(label: str, fit: _Fit, labels: Sequence[str]) -> float:
    score = 0.0
    for row_pattern, column_pattern in _HINTS:
        if not row_pattern.search(label):
            continue
        places = [i for i, text in enumerate(labels[1:]) if column_pattern.search(text)]
        for column, place in zip(fit.columns, places, strict=False):
            score += 2.0 if column == place else 0.0
    return score


def _gap_score(row: _Row, fit: _Fit, count: int) -> float:
    """Trailing spaces stand for empty cells at the end of a row in some sources."""
    if len(fit.values) == count or row.trailing_gap <= 1:
        return 0.0
    return 2.0 if fit.columns == tuple(range(len(fit.columns))) else 0.0


def _like_neighbours(
    rows: Sequence[_Row], ranked: Sequence[Sequence[_Fit]], chosen: list[_Fit]
) -> None:
    """Short rows beside each other with as many values have them in the same columns."""
    index = 0
    while index < len(rows):
        end = index
        size = len(chosen[index].values)
        while end + 1 < len(rows) and len(chosen[end + 1].values) == size and size:
            end += 1
        run = range(index, end + 1)
        if len(run) > 1 and any(len(ranked[i]) > 1 for i in run):
            votes: Counter[tuple[int, ...]] = Counter()
            for i in run:
                for fit in ranked[i]:
                    votes[fit.columns] += round(1000 * fit.probability)
            columns = votes.most_common(1)[0][0]
            for i in run:
                same = [fit for fit in ranked[i] if fit.columns == columns]
                if same and len(ranked[i]) > 1:
                    share = votes[columns] / max(1, votes.total())
                    chosen[i] = _Fit(same[0].values, columns, max(share, same[0].probability))
        index = end + 1


# --- sums ---------------------------------------------------------------------------------------


def _settle_by_sums(
    rows: Sequence[_Row], ranked: Sequence[Sequence[_Fit]], chosen: list[_Fit], count: int
) -> None:
    """Choose the fits for which a block adds up to its total row, column by column."""
    for total, block in _blocks(rows):
        involved = (*block, total)
        readings = {i: _likely_values(rows[i], ranked[i], count) for i in involved}
        for i in block:
            full = [values for values in readings[i] if len(values) == count]
            readings[i] = full[:1] or readings[i]
        if all(len(ways) == 1 and len(ways[0]) == count for ways in readings.values()):
            continue
        found = solutions(readings[total], [readings[i] for i in block], count)
        if not found:
            continue
        best = [solution for solution in found if solution.score >= found[0].score - 0.01]
        rows_of = [(solution.total, *solution.parts) for solution in best]
        votes = [Counter(places) for places in zip(*rows_of, strict=True)]
        winner = max(
            rows_of, key=lambda places: sum(v[p] for v, p in zip(votes, places, strict=True))
        )
        for number, i in enumerate((total, *block)):
            chosen[i] = _settled(winner[number], [places[number] for places in rows_of])


def _likely_values(row: _Row, fits: Sequence[_Fit], count: int) -> list[tuple[str, ...]]:
    """Return the ways to part a row's values: those whose last is their sum, if any are.

    Otherwise the likely ones first.
    """
    ways = _ways(row, count)
    summing = [values for values in ways if adds_up(values)]
    ranked = dict.fromkeys([*(fit.values for fit in fits), *ways])
    return (summing or list(ranked))[:_MAX_WAYS]


def _settled(place: Placement, others: Sequence[Placement]) -> _Fit:
    """Return a placement with, for every value, the share of solutions that agree."""
    same = [other for other in others if other.values == place.values]
    shares = tuple(
        _SUMMED * sum(other.columns[i] == column for other in same) / len(others)
        for i, column in enumerate(place.columns)
    )
    return _Fit(place.values, place.columns, _SUMMED, shares)


def _blocks(rows: Sequence[_Row]) -> Iterator[tuple[int, list[int]]]:
    """Yield (total row, its parts): rows above a Summa row, and groups against full rows."""
    for index, row in enumerate(rows):
        if _TOTAL.match(row.label) and row.pieces:
            start = next(
                (
                    i
                    for i in range(index - 1, -1, -1)
                    if _TOTAL.match(rows[i].label) and rows[i].pieces
                ),
                -1,
            )
            parts = [
                i
                for i in range(start + 1, index)
                if rows[i].pieces and not _SUB_ITEM.match(rows[i].label)
            ]
            if len(parts) > 1:
                yield index, parts
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        if row.group and row.pieces:
            groups.setdefault(row.group, []).append(index)
    for parts in groups.values():
        for total in range(parts[0]):
            if rows[total].pieces and rows[total].group is None and len(parts) > 1:
                yield total, parts


# --- cells --------------------------------------------------------------------------------------


def _cells(
    rows: Sequence[_Row], fits: Sequence[_Fit], labels: Sequence[str]
) -> Iterator[TableCell]:
    for row_no, (row, fit) in enumerate(zip(rows, fits, strict=True), start=1):
        place = place_of(row.value_lines)
        if not fit.values:
            yield TableCell(
                row_no,
                row.label,
                row.group,
                1,
                labels[0] if labels else "",
                row.label,
                None,
                place,
                1.0,
            )
            continue
        for number, (text, column) in enumerate(zip(fit.values, fit.columns, strict=True)):
            yield TableCell(
                row_no=row_no,
                row_label=row.label,
                row_group=row.group,
                column_no=column + 2,
                column_label=labels[column + 1] if column + 1 < len(labels) else "",
                text=text,
                value=number_in(text),
                place=place,
                confidence=round(
                    fit.shares[number] if fit.shares else min(fit.probability, _SURE), 4
                ),
            )
