"""Tables on one page: where they stand, and the bands of text that are their rows.

Three kinds of table are found. A *lattice* has upright and level rules. A *stack* has level
rules of one length only. A *plain* table has none: its lines have gaps that prose has not.
Columns come later, from all pages of a table together (``pdf_columns``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.language.table_heads import ACTIVITIES, INDICATORS, head_word
from pipeline.extract.language.text import ICONS, compact
from pipeline.extract.readers.geometry.rules import Rule, Rules
from pipeline.extract.readers.geometry.words import Segment, TextLine

KNOWN_HEADS = (INDICATORS, ACTIVITIES)
"""First words of the tables that every report has."""

_KNOWN_COLUMNS = ("startdatum", "slutdatum", "årsmål", "kf:s", "period", "utfall", "prognos")
_ANALYSIS = re.compile(r"^\W*Analys\b")
_NOTE = re.compile(r"^(?:\*+\s?\w|not(?::|er\b)|källa:)", re.IGNORECASE)
_LONE_MARK = re.compile(rf"^(?:[•‣▪–\-*{ICONS}]|\(?\w{{1,2}}[.)]|\d+(?:\.\d+)*\.?)$")
NUMERIC = re.compile(r"^[<>±+\-]?\d[\d  .,:/%\-]*(?:%|st|mnkr|mkr|tkr|kr)?$|^(?:-|i\.u\.)$")
_YEAR = re.compile(r"^(?:19|20)\d\d(?!\d)")
_TOUCH = 2.0
_SAME_ENDS = 3.0
_SAME_SIZE = 0.6
_ROW_GAP = 0.38
_FAR_PADDING = 1.2
_WIDE_PADDING = 0.8
_NO_PADDING = 0.7
_CELL_PITCH = 1.35
_HEADER_PITCH = 2.2
_WRAP_PITCH = 1.9
_ANALYSIS_PITCH = 2.6
_ANALYSIS_GAP = 1.6
_ANALYSIS_PADDING = 2.2
_TABLE_PITCH = 3.4
_FIRST_PLAIN_COLUMNS = 3
_VALUE_SHARE = 0.5
_HALF = 0.5
_LEAST_RULES = 3
_LEAST_EDGES = 3
_PLAIN_ROW = 2


def opens_analysis(text: str) -> bool:
    """Tell whether a text begins with the word Analys."""
    return bool(_ANALYSIS.match(text))


@dataclass(frozen=True, slots=True)
class Band:
    """What stands between two rules or two gaps: a row, or a part of one.

    ``top`` and ``bottom`` are those of the rules around it, or of its letters.
    """

    page: int
    top: float
    bottom: float
    lines: tuple[TextLine, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments, line by line."""
        return tuple(segment for line in self.lines for segment in line.segments)

    @property
    def size(self) -> float:
        """Font size of its largest letters."""
        return max((segment.size for segment in self.segments), default=0.0)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)

    @property
    def columnar(self) -> bool:
        """Whether things stand beside each other in it."""
        if any(len(line.segments) > 1 for line in self.lines):
            return True
        reach: list[tuple[float, float]] = []
        for segment in self.segments:
            if any(segment.x1 < x0 or segment.x0 > x1 for x0, x1 in reach):
                return True
            reach.append((segment.x0, segment.x1))
        return False

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in alphabetical order, to recognise a repeated header."""
        return tuple(sorted(word.text for segment in self.segments for word in segment.words))

    @property
    def has_values(self) -> bool:
        """Whether half of its texts are numbers, as in a bold row of totals; years are none."""
        texts = [segment.text for segment in self.segments]
        values = sum(bool(NUMERIC.match(text)) and not _YEAR.match(text) for text in texts)
        return values * 2 >= len(texts)

    @property
    def header_like(self) -> bool:
        """Whether it looks like the header of a table."""
        return self.bold and self.columnar and not self.has_values

    @property
    def starts_analysis(self) -> bool:
        """Whether it opens with the word Analys."""
        return bool(self.lines) and opens_analysis(self.lines[0].text)

    @property
    def known_head(self) -> bool:
        """Whether it is the header of an indicator or activity table."""
        if not self.columnar:
            return False
        first = min(self.segments, key=lambda segment: (round(segment.x0), -segment.y))
        signs = sorted(self.segments, key=lambda segment: segment.x0)[:2]
        if not any(head_word(s.text).startswith(KNOWN_HEADS) for s in (first, *signs)):
            return False
        others = sum(compact(s.text).startswith(_KNOWN_COLUMNS) for s in self.segments)
        return self.bold or others > 1


@dataclass(frozen=True, slots=True)
class Lattice:
    """Upright and level rules that touch: ``xs`` from the left, ``ys`` from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A table, or the part of one that stands on a page.

    ``lattice`` is None where columns have to be inferred from the text. A ``loose`` one is
    a part of a table only if it goes on with the table of the page before.
    """

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    bands: tuple[Band, ...]
    ruled: bool
    lattice: Lattice | None = None
    loose: bool = False

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """All its lines."""
        return tuple(line for band in self.bands for line in band.lines)


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page's text outside tables and its tables, each from top to bottom."""

    lines: tuple[TextLine, ...]
    fragments: tuple[Fragment, ...]


def part_page(
    lines: Sequence[TextLine], rules: Rules, *, body_size: float, open_size: float | None
) -> PageParts:
    """Find the tables of a page.

    Args:
        lines: The page's lines from top to bottom, without page furniture.
        rules: The page's rules.
        body_size: Font size of the document's prose.
        open_size: Font size of the table without rules that the page before ends with.
    """
    lines = [_cut_at(line, rules.upright) for line in lines]
    fragments: list[Fragment] = []
    rest = list(lines)
    lattices = [
        lattice
        for lattice in _stacked(_frames(rules), lines)
        if _divide(lattice.xs, lattice.upright) and not _heads_a_stack(lattice, rules, lines)
    ]
    used = {level for lattice in lattices for level in lattice.level}
    free = [level for level in rules.level if level not in used]
    for lattice in lattices:
        fragment = _lattice_fragment(lattice, rest)
        x0, x1 = lattice.xs[0], lattice.xs[-1]
        inside = list(_between(rest, lattice.ys, x0, x1))
        if fragment is not None and not _heads_plain_rows(inside, rest, x0, x1):
            fragments.append(fragment)
            rest = _without(rest, fragment.lines)
    for fragment in _stacks(free, rest, body_size):
        fragments.append(fragment)
        rest = _without(rest, fragment.lines)
    for fragment in _plain(rest, fragments, body_size, open_size):
        fragments.append(fragment)
        rest = _without(rest, fragment.lines)
    fragments.sort(key=lambda fragment: -fragment.top)
    return PageParts(tuple(rest), tuple(fragments))


def _without(lines: Sequence[TextLine], taken: Iterable[TextLine]) -> list[TextLine]:
    """Return lines without the segments that are taken."""
    gone = {id(segment) for line in taken for segment in line.segments}
    rest: list[TextLine] = []
    for line in lines:
        kept = tuple(segment for segment in line.segments if id(segment) not in gone)
        if kept:
            rest.append(line if len(kept) == len(line.segments) else replace(line, segments=kept))
    return rest


def _cut_at(line: TextLine, uprights: Sequence[Rule]) -> TextLine:
    """Part segments where an upright rule stands between two words."""
    crossing = [
        rule.at
        for rule in uprights
        if line.x0 < rule.at < line.x1 and rule.start - 1 <= line.y + 1 <= rule.end + 1
    ]
    if not crossing:
        return line
    segments: list[Segment] = []
    for segment in line.segments:
        held = [segment.words[0]]
        for word in segment.words[1:]:
            if any(held[-1].x1 - 1 <= at <= word.x0 + 1 for at in crossing):
                segments.append(Segment(tuple(held)))
                held = []
            held.append(word)
        segments.append(Segment(tuple(held)))
    return replace(line, segments=tuple(segments))


# --- lattices -----------------------------------------------------------------------------------


def _frames(rules: Rules) -> list[Lattice]:
    """Return the sets of rules that touch, frames without columns included."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for upright in rules.upright:
        touching = [level for level in rules.level if _touch(level, upright)]
        if not touching:
            continue
        merged: tuple[list[Rule], list[Rule]] = (list(touching), [upright])
        for group in [g for g in groups if any(level in g[0] for level in touching)]:
            merged = ([*dict.fromkeys([*group[0], *merged[0]])], [*group[1], *merged[1]])
            groups.remove(group)
        groups.append(merged)
    return [
        Lattice(
            xs=_clustered(
                [*(u.at for u in uprights), *(e for v in levels for e in (v.start, v.end))]
            ),
            ys=tuple(reversed(_clustered([level.at for level in levels]))),
            level=tuple(levels),
            upright=tuple(uprights),
        )
        for levels, uprights in groups
        if len(levels) > 1
    ]


def _heads_a_stack(lattice: Lattice, rules: Rules, lines: Sequence[TextLine]) -> bool:
    """Tell whether a lattice is one shaded row above rows with level rules of its length."""
    x0, x1, foot = lattice.xs[0], lattice.xs[-1], lattice.ys[-1]
    below = [
        rule
        for rule in rules.level
        if rule.at < foot - _TOUCH
        and abs(rule.start - x0) <= _SAME_ENDS
        and abs(rule.end - x1) <= _SAME_ENDS
        and rule not in lattice.level
    ]
    if not below or len(list(_between(lines, lattice.ys, x0, x1))) != 1:
        return False
    nearest = max(rule.at for rule in below)
    row = next(_between(lines, (foot, nearest), x0, x1), None)
    gap = foot - max(segment.top for segment in row.segments) if row is not None else math.inf
    return row is not None and gap <= _ANALYSIS_PADDING * row.size


def _stacked(frames: Sequence[Lattice], lines: Sequence[TextLine]) -> list[Lattice]:
    """Join lattices and frames with the same edges and only rows of a table between them.

    Tables with every second row shaded are drawn as one box for each shaded cell.
    """
    stacked: list[Lattice] = []
    for frame in sorted(frames, key=lambda frame: -frame.ys[0]):
        for number, upper in enumerate(stacked):
            joined = _joined(upper, frame, lines)
            if joined is not None:
                stacked[number] = joined
                break
        else:
            stacked.append(frame)
    return stacked


def _joined(upper: Lattice, lower: Lattice, lines: Sequence[TextLine]) -> Lattice | None:
    """Return two lattices as one with the rows between them, None where they are two tables."""
    xs = max(upper.xs, lower.xs, key=len)
    if not all(_same_edges(other.xs, xs) for other in (upper, lower)):
        return None
    x0, x1, top, bottom = xs[0], xs[-1], upper.ys[-1], lower.ys[0]
    above = list(_between(lines, upper.ys, x0, x1))
    below = list(_between(lines, lower.ys, x0, x1))
    if not above or not below or _opens_table(below[0], above):
        return None
    between = next(_between(lines, (top, bottom), x0, x1), None)
    rows = list(_with_analyses(list(bands_at_gaps(between.lines)))) if between else []
    size = above[-1].size
    edges = [top, *(edge for row in rows for edge in (row.top, row.bottom)), bottom]
    analysed = any(row.starts_analysis for row in rows)
    most = (_ANALYSIS_PADDING if analysed else _FAR_PADDING) * size
    tight = max(edges[0] - edges[1], edges[-2] - edges[-1]) <= most
    same = all(abs(row.size - size) <= _SAME_SIZE for row in rows)
    left = below[0].segments[0].x0 if len(above) == 1 and above[0].known_head else None
    inside = all(_is_row(row, xs, left) and not _opens_table(row, above) for row in rows)
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


def _is_row(band: Band, xs: Sequence[float], left: float | None) -> bool:
    """Tell whether a band can be a row: in columns, an analysis, or a label only.

    The rest of an analysis below a page break begins where the cells do (``left``, None
    where no repeated header stands above it), with the padding of a cell.
    """
    if band.columnar or band.starts_analysis:
        return True
    label = all(segment.x1 <= xs[1] for segment in band.segments)
    rest = left is not None and left > xs[0] + _TOUCH
    rest = rest and all(abs(segment.x0 - (left or 0)) <= 1 for segment in band.segments)
    return len(xs) > _LEAST_EDGES and (label or rest)


def _same_edges(xs: Sequence[float], all_xs: Sequence[float]) -> bool:
    """Tell whether edges are those of another lattice: all of them, or the outer ones."""
    wanted = all_xs if len(xs) == len(all_xs) else (all_xs[0], all_xs[-1])
    return len(xs) == len(wanted) and all(
        abs(one - two) <= _TOUCH for one, two in zip(xs, wanted, strict=True)
    )


def _divide(xs: Sequence[float], uprights: Sequence[Rule]) -> bool:
    """Tell whether uprights part columns; those of a frame or a shaded row do not."""
    return any(xs[0] + _TOUCH < upright.at < xs[-1] - _TOUCH for upright in uprights)


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _TOUCH <= upright.at <= level.end + _TOUCH
        and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH
    )


def _clustered(values: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return tuple(found)


def _lattice_fragment(lattice: Lattice, lines: Sequence[TextLine]) -> Fragment | None:
    """Return the table in a lattice; None where it holds no text."""
    x0, x1 = lattice.xs[0], lattice.xs[-1]
    bands = tuple(_between(lines, lattice.ys, x0, x1))
    if not bands:
        return None
    outer = _with_outer_rows(bands, lines, x0, x1)
    outside = [band for band in outer if band not in bands]
    if outside and _fit_columns(outside, lattice.xs):
        bands, lattice = tuple(outer), _stretched(lattice, outer)
    top, bottom = lattice.ys[0], lattice.ys[-1]
    return Fragment(bands[0].page, x0, x1, top, bottom, bands, True, lattice)


def _fit_columns(bands: Sequence[Band], xs: Sequence[float]) -> bool:
    """Tell whether texts in columns keep between the uprights."""
    return not any(
        segment.x0 + 1 < x < segment.x1 - 1
        for band in bands
        if band.columnar
        for segment in band.segments
        for x in xs[1:-1]
    )


def _stretched(lattice: Lattice, bands: Sequence[Band]) -> Lattice:
    """Return a lattice with its uprights drawn on beside rows outside it that have columns."""
    outside = [b for b in bands if b.bottom >= lattice.ys[0] or b.top <= lattice.ys[-1]]
    edges = {edge for band in outside for edge in (band.top, band.bottom)}
    level = [Rule(y, lattice.xs[0], lattice.xs[-1]) for y in edges | {*lattice.ys[::-1][:1]}]
    drawn = [
        Rule(x, band.bottom, band.top) for band in outside if band.columnar for x in lattice.xs
    ]
    return Lattice(
        lattice.xs,
        tuple(sorted({*lattice.ys, *edges}, reverse=True)),
        (*lattice.level, *level),
        (*lattice.upright, *drawn),
    )


def _between(
    lines: Sequence[TextLine], ys: Sequence[float], x0: float, x1: float
) -> Iterator[Band]:
    """Yield a band for the text between each two heights that holds any, from the top."""
    for top, bottom in zip(ys, ys[1:], strict=False):
        inside = []
        for line in lines:
            kept = tuple(
                segment
                for segment in line.segments
                if bottom <= segment.y + 0.3 * segment.size <= top
                and x0 - _TOUCH <= (segment.x0 + segment.x1) / 2 <= x1 + _TOUCH
            )
            if kept:
                inside.append(replace(line, segments=kept))
        if inside:
            yield Band(inside[0].page, top, bottom, tuple(inside))


# --- stacks -------------------------------------------------------------------------------------


def _stacks(
    rules: Sequence[Rule], lines: Sequence[TextLine], body_size: float
) -> Iterator[Fragment]:
    """Yield the tables between level rules of one length."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: -rule.at):
        for group in groups:
            same_start = abs(group[0].start - rule.start) <= _SAME_ENDS
            if same_start and abs(group[0].end - rule.end) <= _SAME_ENDS:
                group.append(rule)
                break
        else:
            groups.append([rule])
    rest = list(lines)
    # Rules below a part of the header, in several tables of a page, are no table.
    for group in sorted(groups, key=lambda group: -group[0].length):
        x0, x1 = group[0].start, group[0].end
        for run in list(_runs(group, rest, body_size)):
            if _heads_plain_rows(run, rest, x0, x1):
                continue
            bands = tuple(_split_bands(_with_outer_rows(run, rest, x0, x1)))
            columnar = sum(band.columnar for band in bands)
            loose = not columnar or (len(bands) < 2 and len(group) < _LEAST_RULES)
            fragment = Fragment(
                bands[0].page, x0, x1, bands[0].top, bands[-1].bottom, bands, True, loose=loose
            )
            rest = _without(rest, fragment.lines)
            yield fragment


def _runs(
    rules: Sequence[Rule], lines: Sequence[TextLine], body_size: float
) -> Iterator[list[Band]]:
    """Yield the runs of bands between rules that are rows of one table."""
    ys = [rule.at for rule in rules]
    x0, x1 = rules[0].start, rules[0].end
    run: list[Band] = []
    for top, bottom in zip(ys, ys[1:], strict=False):
        band = next(_between(lines, (top, bottom), x0, x1), None)
        if band is None or _stands_outside(band, run, x0, body_size):
            yield from [run] if run else []
            run = list(_head_at_foot(band)) if band is not None else []
        elif run and _opens_table(band, run):
            yield run
            run = [band]
        else:
            run.append(band)
    yield from [run] if run else []


def _opens_table(band: Band, run: Sequence[Band]) -> bool:
    """Tell whether a band below others is the header of a table of its own."""
    begun = any(not other.bold for other in run)
    return band.known_head or (begun and band.header_like)


def _stands_outside(band: Band, run: Sequence[Band], x0: float, body_size: float) -> bool:
    """Tell whether the text between two rules is prose between two tables, and no row.

    A row's tallest cell is near both rules. Prose has another size than the table, or
    starts at the rule's very end, where a cell has its padding.
    """
    above = band.top - max(segment.top for segment in band.segments)
    below = min(segment.bottom for segment in band.segments) - band.bottom
    size = band.size
    same_size = bool(run) and abs(run[0].size - size) <= _SAME_SIZE
    if band.starts_analysis and same_size and max(above, below) <= _ANALYSIS_PADDING * size:
        return False
    below_head = all(other.header_like for other in run)
    if below_head and not (band.bold or band.columnar) and size < body_size - _SAME_SIZE:
        return False  # the rest of a cell that began on the page before
    if min(above, below) > _FAR_PADDING * size:
        return True
    if band.columnar:
        return _holds_prose(band, run)
    near = min(above, below) <= _WIDE_PADDING * size
    if not near or (run and not same_size):
        return True
    hangs = min(segment.x0 for segment in band.segments) < x0 + _NO_PADDING
    return hangs and max(above, below) > size and not band.starts_analysis


def _holds_prose(band: Band, run: Sequence[Band]) -> bool:
    """Tell whether text of another size stands between a table's rules, below or above a row."""
    parts = list(bands_at_gaps(band.lines))
    rows = [part for part in (*run[:1], *reversed(parts)) if part.columnar]
    return len(parts) > 1 and any(
        not part.columnar and abs(part.size - rows[0].size) > _SAME_SIZE for part in parts if rows
    )


def _head_at_foot(band: Band) -> Iterator[Band]:
    """Yield the header of the next table, where its first rule is the one below the header."""
    parts = list(bands_at_gaps(band.lines))
    head = parts[-1]
    if head.columnar and head.bottom - band.bottom <= _WIDE_PADDING * head.size:
        yield replace(head, bottom=band.bottom)


def _with_outer_rows(
    run: Sequence[Band], lines: Sequence[TextLine], x0: float, x1: float
) -> list[Band]:
    """Add a header above the first rule and a row below the last one, where they are close.

    Tables are drawn with rules below rows only, or with every second row shaded.
    """
    size = run[0].size
    outside = [line for line in lines if line.x0 >= x0 - _TOUCH and line.x1 <= x1 + _TOUCH]
    above = list(bands_at_gaps([line for line in outside if line.y > run[0].top]))
    below = list(bands_at_gaps([line for line in outside if line.y < run[-1].bottom]))
    whole = list(run)
    while above and above[-1].header_like:
        if above[-1].bottom - whole[0].top > _FAR_PADDING * size:
            break
        whole.insert(0, above.pop())
    for band in _with_analyses(below):
        padded = len(run) > 1 and band.starts_analysis and band.segments[0].x0 > x0 + _TOUCH
        most = _ANALYSIS_PADDING if padded else _FAR_PADDING
        near = whole[-1].bottom - band.top <= most * size
        near &= band.starts_analysis or whole[-1].bottom - band.top <= _WIDE_PADDING * size
        same_size = abs(band.size - size) <= _SAME_SIZE
        if not (near and same_size) or band.header_like:
            break
        if not (band.columnar or band.starts_analysis):
            break
        whole.append(band)
    return whole


def _heads_plain_rows(
    bands: Sequence[Band], lines: Sequence[TextLine], x0: float, x1: float
) -> bool:
    """Tell whether rules or shades are round a header only, and its rows stand below without."""
    if len(bands) != 1 or not bands[0].header_like:
        return False
    last = _with_outer_rows(bands, lines, x0, x1)[-1]
    below = next((line for line in lines if line.y < last.bottom), None)
    if below is None or abs(below.size - last.size) > _SAME_SIZE:
        return False
    gap = last.bottom - max(segment.top for segment in below.segments)
    if opens_analysis(below.text):
        return gap <= _ANALYSIS_PADDING * last.size
    plain = not below.bold and len(below.segments) >= _PLAIN_ROW
    return plain and gap <= _FAR_PADDING * last.size


def _with_analyses(bands: Sequence[Band]) -> Iterator[Band]:
    """Yield bands; the word Analys on a line of its own with the text below it."""
    held: Band | None = None
    for band in bands:
        if held is not None and held.bottom - band.top <= _ANALYSIS_GAP * band.size:
            yield replace(held, bottom=band.bottom, lines=(*held.lines, *band.lines))
            held = None
            continue
        yield from [held] if held is not None else []
        alone = band.starts_analysis and len(band.words) == 1
        held = band if alone else None
        yield from [] if alone else [band]
    yield from [held] if held is not None else []


def _split_bands(run: Sequence[Band]) -> Iterator[Band]:
    """Yield rows: where only header and end have rules, the bands are parted at gaps."""
    parts = [list(bands_at_gaps(band.lines)) for band in run]
    several = [sum(part.columnar for part in pieces) > 1 for pieces in parts[1:]]
    if len(run) > 3 and sum(several) < _HALF * len(several):
        yield from run
        return
    for band, pieces in zip(run, parts, strict=True):
        if sum(part.columnar for part in pieces) > 1:
            yield from _with_analyses(pieces)
        else:
            yield from _without_analysis(band, pieces)


def _without_analysis(band: Band, pieces: Sequence[Band]) -> Iterator[Band]:
    """Yield a row and the Analys text below it: the next rule may be that of another table."""
    at = next((n for n, part in enumerate(pieces) if n and part.starts_analysis), None)
    if at is None or not pieces[0].columnar:
        yield band
        return
    middle = (pieces[at - 1].bottom + pieces[at].top) / 2
    upper = tuple(line for part in pieces[:at] for line in part.lines)
    lower = tuple(line for part in pieces[at:] for line in part.lines)
    yield replace(band, bottom=middle, lines=upper)
    yield replace(band, top=middle, lines=lower)


def bands_at_gaps(lines: Sequence[TextLine]) -> Iterator[Band]:
    """Part lines into bands wherever no letter reaches over a gap between rows.

    A known header ends where the letters are no longer bold, however close that is: below a
    page break the rest of a cell may stand at the very top of its row.
    """
    held: list[TextLine] = []
    for line in lines:
        if held and (_is_gap(held, line) or _ends_header(held, line)):
            yield _band(held)
            held = []
        held.append(line)
    if held:
        yield _band(held)


def _is_gap(held: Sequence[TextLine], line: TextLine) -> bool:
    lowest = min(segment.bottom for other in held for segment in other.segments)
    return lowest - max(segment.top for segment in line.segments) > _ROW_GAP * line.size


def _ends_header(held: Sequence[TextLine], line: TextLine) -> bool:
    plain = not any(segment.bold for segment in line.segments)
    return plain and held[-1].bold and _band(held).known_head


def _band(lines: Sequence[TextLine]) -> Band:
    segments = [segment for line in lines for segment in line.segments]
    return Band(
        page=lines[0].page,
        top=max(segment.top for segment in segments),
        bottom=min(segment.bottom for segment in segments),
        lines=tuple(lines),
    )


# --- plain tables -------------------------------------------------------------------------------


def _plain(
    lines: Sequence[TextLine],
    ruled: Sequence[Fragment],
    body_size: float,
    open_size: float | None,
) -> Iterator[Fragment]:
    """Yield the tables without rules among the lines outside ruled tables."""
    at_top = not any(fragment.top > lines[0].y for fragment in ruled) if lines else False
    index = 0
    while index < len(lines):
        start = _plain_start(lines, index, body_size, open_size if at_top and index == 0 else None)
        if start is None:
            return
        end = _plain_end(lines, start, index, body_size, ruled)
        first = start
        while first > index and _above_belongs(lines, first, lines[start].size, ruled):
            first -= 1
        first = _header_above(lines, first, index, ruled)
        yield from _plain_fragments(lines[first:end], opened=first == 0 and open_size is not None)
        index = max(end, start + 1)


def _plain_start(
    lines: Sequence[TextLine], index: int, body_size: float, open_size: float | None
) -> int | None:
    """Return the next line with a gap in it, or the first one if it continues a table."""
    if (
        open_size is not None
        and abs(lines[0].size - open_size) <= _SAME_SIZE
        and abs(open_size - body_size) > _SAME_SIZE
        and not _NOTE.match(lines[0].text)
    ):
        return 0
    return next((i for i in range(index, len(lines)) if _has_gap(lines[i])), None)


def _has_gap(line: TextLine) -> bool:
    """Tell whether a line has a gap that is no bullet's or number's."""
    segments = line.segments
    return len(segments) > 2 or (len(segments) == 2 and not _LONE_MARK.match(segments[0].text))


def _above_belongs(
    lines: Sequence[TextLine], first: int, size: float, ruled: Sequence[Fragment]
) -> bool:
    """Tell whether the line above is the top of a header cell of more lines."""
    above, line = lines[first - 1], lines[first]
    return (
        abs(above.size - size) <= _SAME_SIZE
        and above.bold == line.bold
        and above.y - line.y <= _CELL_PITCH * size
        and _in_one_column(above, lines[first : first + 4])
        and not _rule_between(above, line, ruled)
    )


def _header_above(
    lines: Sequence[TextLine], first: int, floor: int, ruled: Sequence[Fragment]
) -> int:
    """Return where a bold header starts whose cells have no line in common.

    It does if one of its lines stands above the values of the first row.
    """
    row = lines[first]
    if row.bold or len(row.segments) < 2:
        return first
    start, pitch = first, _HEADER_PITCH
    while (
        start > floor
        and lines[start - 1].bold
        and abs(lines[start - 1].size - row.size) <= _SAME_SIZE
        and lines[start - 1].y - lines[start].y <= pitch * row.size
        and not _rule_between(lines[start - 1], lines[start], ruled)
    ):
        start, pitch = start - 1, _CELL_PITCH
    right = row.segments[0].x1
    above = any(segment.x0 > right for line in lines[start:first] for segment in line.segments)
    return start if above else first


def _rule_between(above: TextLine, below: TextLine, ruled: Sequence[Fragment]) -> bool:
    return any(above.y > fragment.top - 1 > below.y - 1 for fragment in ruled)


def _plain_end(
    lines: Sequence[TextLine],
    start: int,
    floor: int,
    body_size: float,
    ruled: Sequence[Fragment],
) -> int:
    """Return the index after the last line of the table that ``start`` is in."""
    size = lines[start].size
    small = abs(size - body_size) > _SAME_SIZE
    last, in_analysis = start, False
    for index in range(start + 1, len(lines)):
        line = lines[index]
        pitch = lines[index - 1].y - line.y
        if abs(line.size - size) > _SAME_SIZE or pitch > _TABLE_PITCH * size:
            break
        if _rule_between(lines[index - 1], line, ruled):
            break
        if _NOTE.match(line.text) and not _has_gap(line):
            break
        aligned = abs(line.x0 - lines[start].x0) <= 1
        most = _TABLE_PITCH if aligned else _ANALYSIS_PITCH
        opens = opens_analysis(line.text) and pitch <= most * size
        if _has_gap(line):
            in_analysis = False
        elif opens:
            in_analysis = True
        elif in_analysis:
            if pitch > (_WRAP_PITCH if small else _CELL_PITCH) * size and not small:
                break
        elif not small and not (
            pitch <= _WRAP_PITCH * size and _in_one_column(line, lines[start:index])
        ):
            break
        last = index
    return last + 1


def _in_one_column(line: TextLine, above: Sequence[TextLine]) -> bool:
    """Tell whether a line stands in one column: gaps of lines above are beside it."""
    gaps = [
        (one.x1, two.x0)
        for other in above[-8:]
        for one, two in zip(other.segments, other.segments[1:], strict=False)
    ]
    return not any(line.x0 < left and line.x1 > right for left, right in gaps)


def _plain_fragments(lines: Sequence[TextLine], *, opened: bool) -> Iterator[Fragment]:
    """Yield the tables in a run of lines: a known or bold header starts a new one."""
    groups: list[list[Band]] = []
    for band in _with_analyses(list(bands_at_gaps(lines))):
        begun = bool(groups) and any(not other.bold for other in groups[-1])
        if not groups or band.known_head or (begun and band.header_like):
            groups.append([])
        groups[-1].append(band)
    for number, bands in enumerate(groups):
        kept = _trimmed(bands, opened=opened and number == 0)
        # A header at the foot of a page may have all its rows on the next one.
        if kept and (_is_table(kept) or (opened and number == 0) or kept[0].header_like):
            inside = [line for band in kept for line in band.lines]
            yield Fragment(
                page=kept[0].page,
                x0=min(line.x0 for line in inside),
                x1=max(line.x1 for line in inside),
                top=kept[0].top,
                bottom=kept[-1].bottom,
                bands=tuple(kept),
                ruled=False,
                loose=not _is_table(kept),
            )


def _trimmed(bands: Sequence[Band], *, opened: bool) -> list[Band]:
    """Drop what stands above the first and below the last row with columns.

    An Analys text below the last row stays, and in a table that goes on from the page
    before also the rest of a text at its top.
    """
    columnar = [i for i, band in enumerate(bands) if band.columnar]
    if not columnar:
        return list(bands) if opened else []
    first, last = 0 if opened else columnar[0], columnar[-1]
    while last + 1 < len(bands) and (
        bands[last + 1].starts_analysis or _is_label_row(bands[last + 1], bands[: last + 1])
    ):
        last += 1
    return list(bands[first : last + 1])


def _is_label_row(band: Band, above: Sequence[Band]) -> bool:
    """Tell whether a band is a label without values: narrow, at a label's place."""
    widest = max(
        (s.x1 for other in above if other.columnar for s in other.segments[:1]), default=0.0
    )
    starts = {round(other.segments[0].x0) for other in above if other.columnar}
    near = above[-1].bottom - band.top <= band.size
    first = band.segments[0]
    return near and round(first.x0) in starts and max(s.x1 for s in band.segments) <= widest


def _is_table(bands: Sequence[Band]) -> bool:
    """Tell a table from two texts beside each other (sender and addressee of a letter)."""
    if bands[0].known_head:
        return True
    columnar = [band for band in bands if band.columnar]
    if len(columnar) < 2:
        return False
    widest = max(len(line.segments) for band in columnar for line in band.lines)
    last = [max(band.segments, key=lambda s: s.x0).text for band in columnar[1:]]
    values = sum(bool(NUMERIC.match(text)) for text in last)
    if widest >= _FIRST_PLAIN_COLUMNS and (bands[0].bold or values):
        return True
    return values >= _VALUE_SHARE * len(last) and bands[0].bold
