"""Tables with upright rules: a lattice of rules that touch, and its rows.

Belongs here: which frames are one lattice, and what rows it has. Where only a header or every
second row is shaded, rows above, between and below it belong to it too. Rules that touch are
``lattice_frames``' work, cells ``lattice_cells``'.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median

from pipeline.extract.readers.geometry.band_rows import rows_in
from pipeline.extract.readers.geometry.bands import SETTINGS as BAND_SETTINGS
from pipeline.extract.readers.geometry.bands import (
    Band,
    Fragment,
    Lattice,
    band_of,
    bands_at_gaps,
    bands_between,
    opens_analysis,
    opens_known_table,
    white_within,
    with_analyses,
)
from pipeline.extract.readers.geometry.gutters import parted_at_rules, values_parted_at
from pipeline.extract.readers.geometry.label_uprights import parts_labels_only
from pipeline.extract.readers.geometry.labels_outside import with_labels
from pipeline.extract.readers.geometry.lattice_cells import is_parted
from pipeline.extract.readers.geometry.lattice_frames import frames_of
from pipeline.extract.readers.geometry.lattice_labels import (
    below_labels,
    with_label_rules,
)
from pipeline.extract.readers.geometry.lattice_outside import (
    fit_columns,
    keeps_to_columns,
    labels_heads,
    stretched,
    through_labels,
    with_ruled_rows,
)
from pipeline.extract.readers.geometry.lattice_settings import SETTINGS
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.line_columns import has_gap
from pipeline.extract.readers.geometry.page_rests import is_rest_of_row
from pipeline.extract.readers.geometry.plain_heads import heads_values, tops_values
from pipeline.extract.readers.geometry.rivers import river_rules
from pipeline.extract.readers.geometry.row_tops import is_under, row_below
from pipeline.extract.readers.geometry.rows import rows_of
from pipeline.extract.readers.geometry.rules import Rule, Rules
from pipeline.extract.readers.geometry.words import TextLine, Word

_LINES_OF_HEADS = 12
_ROWS_BELOW = 2
"""So many rows below a header show where labels begin."""
_THICKEST = 1.5
"""Points that a rule below a header takes, beside which those between rows take none."""


def lattice_tables(rules: Rules, lines: Sequence[TextLine], leading: Leading) -> Iterator[Fragment]:
    """Yield the tables with uprights of a page."""
    rest = list(lines)
    frames = with_labels(frames_of(rules), lines)
    framed = {rule for frame in frames for rule in frame.level}
    alone = [rule for rule in rules.level if rule not in framed]
    for joined in _joined_frames(frames, lines, leading):
        frame = with_ruled_rows(joined, rules.level, lines)
        if not _divide(frame.xs, frame.upright) or _heads_a_stack(frame, alone, lines):
            continue
        lattice = below_labels(with_label_rules(frame, rules.level, lines), lines)
        x0, x1 = lattice.xs[0], lattice.xs[-1]
        inside = list(bands_between(rest, lattice.ys, x0, x1))
        if parts_labels_only(inside, lattice):
            continue
        fragment = _fragment(lattice, rest, leading)
        if fragment is not None and fragment.lattice is not None:
            labelled = with_label_rules(fragment.lattice, rules.level, lines)
            if len(labelled.level) > len(fragment.lattice.level):  # in a header above the uprights
                fragment = _fragment(labelled, rest, leading)
        if fragment is not None and not _heads_plain_rows(inside, rest, lattice.xs, leading):
            yield from _parted_tables(fragment)
            taken = {id(word) for line in fragment.lines for word in _words(line)}
            rest = [line for line in rest if not all(id(word) in taken for word in _words(line))]


def _words(line: TextLine) -> Iterator[Word]:
    return (word for segment in line.segments for word in segment.words)


def _heads_a_stack(lattice: Lattice, level: Sequence[Rule], lines: Sequence[TextLine]) -> bool:
    """Tell whether a lattice is one shaded row above rows with level rules of its length.

    ``level`` are those that touch no upright.
    """
    x0, x1, foot = lattice.xs[0], lattice.xs[-1], lattice.ys[-1]
    below = [
        rule
        for rule in level
        if rule.at < foot - SETTINGS.touch
        and abs(rule.start - x0) <= SETTINGS.same_ends
        and abs(rule.end - x1) <= SETTINGS.same_ends
    ]
    own = list(bands_between(lines, lattice.ys, x0, x1))
    if not below or len(own) != 1 or own[0].has_values:
        return False
    nearest = max(rule.at for rule in below)
    row = next(bands_between(lines, (foot, nearest), x0, x1), None)
    gap = foot - max(segment.top for segment in row.segments) if row is not None else math.inf
    return row is not None and gap <= SETTINGS.analysis * row.size


def _joined_frames(
    frames: Sequence[Lattice], lines: Sequence[TextLine], leading: Leading
) -> list[Lattice]:
    """Join lattices and frames with the same edges and only rows of a table between them.

    Tables with every second row shaded are drawn as one box for each shaded cell.
    """
    stacked: list[Lattice] = []
    rows_between = _RowsBetween(lines)
    for frame in sorted(frames, key=lambda frame: -frame.ys[0]):
        for number, upper in enumerate(stacked):
            joined = _joined(upper, frame, rows_between, leading)
            if joined is not None:
                stacked[number] = joined
                break
        else:
            stacked.append(frame)
    return stacked


class _RowsBetween:
    """The rows in lattices of a page, which are asked for with each other lattice of it."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        """``lines`` are those of the page."""
        self._lines = lines
        self._known: dict[tuple[Sequence[float], float, float], list[Band]] = {}

    def __call__(self, ys: Sequence[float], x0: float, x1: float) -> list[Band]:
        """Return what stands between each two heights from one side to another."""
        at = (ys, x0, x1)
        if at not in self._known:
            self._known[at] = list(bands_between(self._lines, ys, x0, x1))
        return self._known[at]


def _joined(
    upper: Lattice, lower: Lattice, rows_between: _RowsBetween, leading: Leading
) -> Lattice | None:
    """Return two lattices as one with the rows between them, None where they are two tables."""
    xs = max(upper.xs, lower.xs, key=len)
    if not all(_same_edges(other.xs, xs) for other in (upper, lower)):
        return None
    x0, x1, top, bottom = xs[0], xs[-1], upper.ys[-1], lower.ys[0]
    above, below = rows_between(upper.ys, x0, x1), rows_between(lower.ys, x0, x1)
    if not above or not below or _opens_table(below[0], above):
        return None
    between = next(iter(rows_between((top, bottom), x0, x1)), None)
    size = above[-1].size
    if between is not None and abs(between.size - size) > SETTINGS.same_size:
        return None
    rows = list(with_analyses(list(rows_of(between.lines, (), leading)))) if between else []
    if _opens_table(below[0], [*above, *rows]):
        return None
    edges = [top, *(edge for row in rows for edge in (row.top, row.bottom)), bottom]
    analysed = any(row.starts_analysis for row in rows)
    most = (SETTINGS.analysis if analysed else SETTINGS.far) * size * leading.stretch(size)
    tight = max(edges[0] - edges[1], edges[-2] - edges[-1]) <= most
    same = all(abs(row.size - size) <= SETTINGS.same_size for row in rows)
    left = below[0].segments[0].x0 if len(above) == 1 and above[0].known_head else None
    inside = all(
        _is_row(row, xs, left) and not _opens_table(row, [*above, *rows[:at]])
        for at, row in enumerate(rows)
    )
    if not tight or not same or not inside:
        return None
    starts = [row for row in rows[1:] if row.columnar or row.starts_analysis]
    ys = [row.top + 0.1 * row.size for row in starts]
    return Lattice(
        xs,
        tuple(sorted({*upper.ys, *ys, *lower.ys}, reverse=True)),
        (*upper.level, *(Rule(y, x0, x1) for y in ys), *lower.level),
        (*upper.upright, *lower.upright),
    )


def _row_gap(size: float, leading: Leading) -> float:
    """Return the white between rows from which on lines of a size are two rows."""
    return max(BAND_SETTINGS.row_gap, leading.white(size) + BAND_SETTINGS.slack)


def _is_row(band: Band, xs: Sequence[float], left: float | None) -> bool:
    """Tell whether a band can be a row: in columns, an analysis, or a label only.

    The rest of an analysis below a page break begins where the cells do (``left``, None
    where no repeated header stands above it), with the padding of a cell.
    """
    if band.columnar or band.starts_analysis:
        return True
    label = all(segment.x1 <= xs[1] for segment in band.segments)
    rest = left is not None and left > xs[0] + SETTINGS.touch
    rest = rest and all(abs(segment.x0 - (left or 0)) <= 1 for segment in band.segments)
    return len(xs) > SETTINGS.least_edges and (label or rest)


def _same_edges(xs: Sequence[float], all_xs: Sequence[float]) -> bool:
    """Tell whether edges are those of another lattice: all of them, or the outer ones."""
    wanted = all_xs if len(xs) == len(all_xs) else (all_xs[0], all_xs[-1])
    return len(xs) == len(wanted) and all(
        abs(one - two) <= SETTINGS.touch for one, two in zip(xs, wanted, strict=True)
    )


def _divide(xs: Sequence[float], uprights: Sequence[Rule]) -> bool:
    """Tell whether uprights part columns; those of a frame or a shaded row do not."""
    return any(
        xs[0] + SETTINGS.touch < upright.at < xs[-1] - SETTINGS.touch for upright in uprights
    )


def _fragment(lattice: Lattice, lines: Sequence[TextLine], leading: Leading) -> Fragment | None:
    """Return the table in a lattice; None where it holds no text."""
    x0, x1 = lattice.xs[0], lattice.xs[-1]
    bands = tuple(bands_between(lines, lattice.ys, x0, x1))
    if not bands:
        return None
    whole = _with_outer_rows(bands, lines, lattice.xs, leading)
    heads = whole.index(bands[0])
    above, below = (
        [part for band in outer for part in _rows_outside(band, lattice.xs, leading)]
        for outer in (whole[:heads], whole[heads + len(bands) :])
    )
    # Labels of a header's upper rows may stand over several columns.
    upper = len(above) if bands[0].header_like else max(len(above) - 1, 0)
    above = above if fit_columns(above[upper:], lattice.xs) else []
    below = below if fit_columns(below, lattice.xs) else []
    if above or below:
        bands = (*above, *bands, *below)
        lattice = stretched(lattice, [*above, *below])
    bands, refined = _refined(bands, _without_slits(lattice, bands), leading)
    lattice = through_labels(refined, bands, lattice.upright)
    bands = tuple(_parted_at(band, lattice.xs, values_parted_at) for band in bands)
    top, bottom = lattice.ys[0], lattice.ys[-1]
    return Fragment(bands[0].page, x0, x1, top, bottom, bands, ruled=True, lattice=lattice)


def _rows_outside(band: Band, xs: Sequence[float], leading: Leading) -> Iterator[Band]:
    """Yield the rows of a band outside of rules: they may be as close as lines of a cell."""
    if not (band.columnar or band.bold):
        yield band
        return
    parted = _parted_at(band, xs)
    yield from [parted] if band.bold else rows_of(parted.lines, (), leading)


def _parted_tables(fragment: Fragment) -> Iterator[Fragment]:
    """Yield the tables of a lattice: a header below rows starts another one."""
    bands, lattice = fragment.bands, fragment.lattice
    assert lattice is not None
    starts = [
        n
        for n, band in enumerate(bands)
        if n
        and (
            opens_known_table(band, bands[:n])
            or _heads_all(bands, n, lattice.xs)
            or heads_values(bands, n)
        )
        and _ends(bands, n)
        and not _goes_past_labels(lattice, bands[n - 1], band)
    ]
    if not starts:
        yield fragment
        return
    for start, end in zip([0, *starts], [*starts, len(bands)], strict=True):
        part = bands[start:end]
        top, bottom = part[0].top, part[-1].bottom
        upright = tuple(
            rule
            for rule in lattice.upright
            if any(rule.start <= (b.top + b.bottom) / 2 <= rule.end for b in part)
        )
        used = {x for x in lattice.xs if any(abs(x - u.at) <= SETTINGS.touch for u in upright)}
        xs = tuple(sorted({lattice.xs[0], *used, lattice.xs[-1]}))
        ys = tuple(y for y in lattice.ys if bottom - SETTINGS.touch <= y <= top + SETTINGS.touch)
        own = replace(lattice, xs=xs, ys=ys, upright=upright)
        yield replace(fragment, top=top, bottom=bottom, bands=part, lattice=own)


def _goes_past_labels(lattice: Lattice, upper: Band, band: Band) -> bool:
    """Tell whether the rules above a row leave some columns out: a cell of each is in both rows.

    What they cover is boxed in above them, as a label over several columns is.
    """
    here = [rule for rule in lattice.level if abs(rule.at - band.top) <= SETTINGS.touch]
    middles = [(left + right) / 2 for left, right in pairwise(lattice.xs)]
    ruled = [any(rule.start < x < rule.end for rule in here) for x in middles]
    middle = (upper.top + upper.bottom) / 2
    ends = [x for x, (one, two) in zip(lattice.xs[1:], pairwise(ruled), strict=False) if one != two]
    return bool(ends) and all(is_parted(lattice.upright, x, middle) for x in ends)


def _heads_all(bands: Sequence[Band], number: int, xs: Sequence[float]) -> bool:
    """Tell whether a bold row without values labels most columns between rows that are not bold.

    Tables of other columns may stand right below each other, so that it need not label all.
    """
    band = bands[number]
    middles = [(segment.x0 + segment.x1) / 2 for segment in band.segments]
    columns = list(pairwise(xs))[1:]
    filled = 2 * sum(any(x0 < x < x1 for x in middles) for x0, x1 in columns) >= len(columns)
    rows = any(not other.bold and other.has_values for other in bands[:number])
    return rows and band.header_like and filled and not bands[min(number + 1, len(bands) - 1)].bold


def _ends(bands: Sequence[Band], number: int) -> bool:
    """Tell whether a head is another than the one above it, which may be printed again."""
    return bands[number].words != bands[0].words


def _without_slits(lattice: Lattice, bands: Sequence[Band]) -> Lattice:
    """Return a lattice without columns too narrow for a letter: borders drawn twice."""
    size = max(band.size for band in bands)
    middles = [(s.x0 + s.x1) / 2 for band in bands for s in band.segments]
    kept = [lattice.xs[0]]
    for x in lattice.xs[1:]:
        empty = not any(kept[-1] < middle < x for middle in middles)
        if x - kept[-1] > size or not empty:
            kept.append(x)
    if len(kept) == len(lattice.xs):
        return lattice
    kept[-1] = lattice.xs[-1] if len(kept) > 1 else kept[-1]
    upright = tuple(
        replace(rule, at=min(kept, key=lambda x: abs(x - rule.at))) for rule in lattice.upright
    )
    return replace(lattice, xs=tuple(kept), upright=upright)


def _refined(
    bands: Sequence[Band], lattice: Lattice, leading: Leading
) -> tuple[tuple[Band, ...], Lattice]:
    """Return the rows and columns of a lattice with those that its rules do not part.

    Rules may stand round the header and groups of rows only, and beside the label column.
    """
    xs, ys = lattice.xs, set(lattice.ys)
    rows: list[Band] = []
    level = list(lattice.level)
    head = next((at for at, band in enumerate(bands) if band.columnar), 0)
    for number, band in enumerate(bands):
        parts = [
            part
            for own in _head_apart(band)
            for part in rows_in(own, leading, xs, first=number == head)
        ]
        rows += parts
        for part in parts[1:]:
            ys.add(part.top)
            level.append(Rule(part.top, xs[0], xs[-1]))
    drawn = [rule for left, right in pairwise(xs) for rule in river_rules(rows, left, right)]
    if len(rows) == len(bands) and not drawn:
        return tuple(bands), lattice
    return tuple(rows), Lattice(
        tuple(sorted({*xs, *(rule.at for rule in drawn)})),
        tuple(sorted(ys, reverse=True)),
        tuple(level),
        (*lattice.upright, *drawn),
    )


def _head_apart(band: Band) -> Iterator[Band]:
    """Yield a header and what stands below it in one cell: the rest of a row torn by a break.

    Or the first row, where every other one is shaded and nothing parts it from its header.
    """
    bold = next((n for n, line in enumerate(band.lines) if not line.bold), len(band.lines))
    head, rest = band.lines[:bold], band.lines[bold:]
    if not rest or not head or not (band_of(head).known_head or _heads_row(head, rest)):
        yield band
        return
    edge = (band_of(head).bottom + band_of(rest).top) / 2
    yield replace(band, bottom=edge, lines=head)
    yield replace(band, top=edge, lines=rest)


def _heads_row(head: Sequence[TextLine], rest: Sequence[TextLine]) -> bool:
    """Tell whether bold lines are the header of the values in lines that are not bold."""
    values = band_of(rest).has_values and not any(line.bold for line in rest)
    return values and band_of(head).header_like


def _parted_at(
    band: Band,
    xs: Sequence[float],
    parted: Callable[[TextLine, Sequence[Rule]], TextLine] = parted_at_rules,
) -> Band:
    """Return a row, its texts parted where an upright would go on."""
    uprights = [Rule(x, band.bottom, band.top) for x in xs[1:-1]]
    return replace(band, lines=tuple(parted(line, uprights) for line in band.lines))


def _opens_table(band: Band, run: Sequence[Band]) -> bool:
    """Tell whether a band below others is the header of a table of its own."""
    begun = any(not other.bold for other in run)
    return opens_known_table(band, run) or (begun and band.header_like)


def _with_outer_rows(
    run: Sequence[Band], lines: Sequence[TextLine], xs: Sequence[float], leading: Leading
) -> list[Band]:
    """Add a header above the first rule and a row below the last one, where they are close.

    Rows whose texts keep to the columns may be farther than others below rules.

    So is the first row of a page, whose upper rule may be on the page before. Tables are drawn
    with rules below rows only, or with every second row shaded.
    """
    x0, x1 = xs[0], xs[-1]
    size, gap = run[0].size, _row_gap(run[0].size, leading)
    em = size * leading.stretch(size)
    outside = [
        line for line in lines if line.x0 >= x0 - SETTINGS.touch and line.x1 <= x1 + SETTINGS.touch
    ]
    higher = [line for line in outside if line.y > run[0].top]
    white = white_within([s for line in higher[-_LINES_OF_HEADS:] for s in line.segments])
    above = list(bands_at_gaps(higher, max(gap, white)))
    rows = [segment.x0 for band in run if band.has_values for segment in band.segments]
    lower = [line for line in outside if line.y < run[-1].bottom]
    if not rows:  # a header alone is ruled or shaded
        starts = [line.x0 for line in takewhile(has_gap, lower)]
        rows = starts if len(starts) >= _ROWS_BELOW else []
    left = min(rows, default=-math.inf) - 1
    below = list(bands_at_gaps(list(_above_caption(lower, left)), gap))
    whole = list(run)
    most = max(SETTINGS.far * em, _white_between(run) + BAND_SETTINGS.slack * size + _THICKEST)
    while above and (
        above[-1].header_like
        or (tops_values(above[-1], run, xs) and keeps_to_columns(above[-1], xs))
        or _tops_page(above, run)
        or labels_heads(above[-1], whole[0], xs)
    ):
        if above[-1].bottom - whole[0].top > most:
            break
        whole.insert(0, above.pop())
    for band in with_analyses(below):
        padded = len(run) > 1 and band.starts_analysis and band.segments[0].x0 > x0 + SETTINGS.touch
        most = SETTINGS.analysis if padded else SETTINGS.far
        near = whole[-1].bottom - band.top <= most * em
        cell = _is_cell(band, whole, xs)
        wide = SETTINGS.far if cell or keeps_to_columns(band, xs) else SETTINGS.wide
        near &= band.starts_analysis or whole[-1].bottom - band.top <= wide * em
        same_size = abs(band.size - size) <= SETTINGS.same_size
        if not (near and same_size) or band.header_like:
            break
        rest = whole[-1] is run[-1] and is_rest_of_row(band, run, higher)
        if not (band.columnar or band.starts_analysis or rest):
            if whole[-1] not in run and _continues(whole[-1], band):
                upper = whole.pop()
                whole.append(replace(upper, bottom=band.bottom, lines=(*upper.lines, *band.lines)))
                continue
            if not cell:
                break
        whole.append(band)
    return whole


def _above_caption(lines: Sequence[TextLine], left: float) -> Iterator[TextLine]:
    """Yield lines below a table up to one left of its texts: cells are padded, captions are not."""
    for line in lines:
        left = -math.inf if opens_analysis(line.text) else left
        if line.x0 < left:
            return
        yield line


def _white_between(rows: Sequence[Band]) -> float:
    """Return the points of white between the letters of two rows of a table; 0 for one row."""
    whites = [
        min(s.bottom for s in upper.segments) - max(s.top for s in lower.segments)
        for upper, lower in pairwise(rows)
    ]
    return median(whites) if whites else 0.0


def _tops_page(above: Sequence[Band], run: Sequence[Band]) -> bool:
    """Tell whether all that stands above a run of rows is one more row, or the rest of one.

    Above a header it is another table.
    """
    first = above[-1]
    row = len(above) == 1 and not first.bold and (first.columnar or _continues(run[0], first))
    return row and not run[0].header_like and abs(first.size - run[0].size) <= SETTINGS.same_size


def _continues(row: Band, band: Band) -> bool:
    """Tell whether text goes on with a cell of the row above it."""
    return _is_aligned(band, row) and band.segments[0].text[:1].islower()


def _is_cell(band: Band, rows: Sequence[Band], xs: Sequence[float]) -> bool:
    """Tell whether a text stands alone in a column of values or second names, as those above it."""
    left, right = (min(s.x0 for s in band.segments), max(s.x1 for s in band.segments))
    inside = any(x0 - 1 <= left and right <= x1 + 1 for x0, x1 in pairwise(xs[1:]))
    return inside and any(_is_aligned(band, row) for row in rows)


def _is_aligned(band: Band, row: Band) -> bool:
    """Tell whether all texts of a band begin where those of a row do."""
    starts = [segment.x0 for segment in row.segments]
    return all(any(abs(s.x0 - x) <= 1 for x in starts) for s in band.segments)


def _heads_plain_rows(
    bands: Sequence[Band], lines: Sequence[TextLine], xs: Sequence[float], leading: Leading
) -> bool:
    """Tell whether rules or shades are round a header only, and its rows stand below without."""
    if not all(band.bold and not band.has_values for band in bands) or not bands[-1].header_like:
        return False
    last = _with_outer_rows(bands, lines, (xs[0], xs[-1]), leading)[-1]
    below = next((line for line in lines if line.y < last.bottom), None)
    if below is None:
        return False
    gap = last.bottom - max(segment.top for segment in below.segments)
    if opens_analysis(below.text):
        return gap <= SETTINGS.analysis * last.size
    row = row_below(lines, lines.index(below), leading.stretch(below.size)) or below
    plain = not row.bold and len(row.segments) >= SETTINGS.plain_row
    under = is_under(row, bands[-1].segments) or _is_in_cells_of(row, bands, xs)
    same_size = abs(below.size - last.size) <= SETTINGS.same_size
    most = SETTINGS.analysis if under else SETTINGS.far
    return plain and (same_size or under) and gap <= most * last.size


def _is_in_cells_of(row: TextLine, head: Sequence[Band], xs: Sequence[float]) -> bool:
    """Tell whether each text of a row but its first is in a cell that a head is in, alone there."""
    labels = [segment for band in head for segment in band.segments]
    heads, texts = (
        [sum(x <= (s.x0 + s.x1) / 2 for x in xs) for s in segments]
        for segments in (labels, row.segments[1:])
    )
    return len(set(texts)) == len(texts) and set(texts) <= set(heads)
