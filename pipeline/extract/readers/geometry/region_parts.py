"""From the lines of a region to the parts of tables in it: rows, headers that open another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from pipeline.extract.language.years import is_year
from pipeline.extract.readers.geometry.bands import (
    NUMERIC,
    Band,
    Fragment,
    opens_known_table,
)
from pipeline.extract.readers.geometry.gutters import parted_at_columns, signs_joined
from pipeline.extract.readers.geometry.held_rows import in_columns
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.line_columns import heads_others
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.plain_heads import heads_numbers, heads_values
from pipeline.extract.readers.geometry.region_settings import SETTINGS
from pipeline.extract.readers.geometry.rows import rows_of
from pipeline.extract.readers.geometry.rules import Rule, Rules
from pipeline.extract.readers.geometry.upright_ends import row_ends
from pipeline.extract.readers.geometry.words import TextLine

_ROWS_BELOW = 4
_PADDING = 2.0
"""Points by which texts of cells begin right of their table's edge, if they are padded."""


def fragments(
    lines: Sequence[TextLine],
    rules: Rules,
    leading: Leading,
    *,
    opened: bool,
    held: Sequence[int | None],
    below: float = -math.inf,
) -> Iterator[Fragment]:
    """Yield the tables in a run of lines: a known or bold header starts a new one.

    ``below`` is where a table begins that the last of them may be the first rows of.
    """
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    ruled = {id(line) for line, stack in zip(lines, held, strict=True) if stack is not None}
    far = SETTINGS.far * lines[0].size
    top = lines[0].top + far
    bottom = lines[-1].bottom - far
    across: list[Rule] = []
    partial: list[Rule] = []
    for rule in rules.level:
        over = min(rule.end, x1) - max(rule.start, x0)
        if not (bottom <= rule.at <= top and over > 0):
            continue
        long = over >= SETTINGS.across * (x1 - x0)
        if long and not (rule.start > x0 + lines[0].size and _is_below_label(rule, lines)):
            across.append(rule)
        if not long or rule.start > x0 + lines[0].size or rule.end < x1 - lines[0].size:
            partial.append(rule)
    separators = [rule.at for rule in across]
    ends = row_ends(rules.upright, x0, x1)
    groups: list[list[Band]] = []
    bands = list(rows_of(lines, separators, leading, ends))
    for number, band in enumerate(bands):
        begun = bool(groups) and any(not other.bold for other in groups[-1])
        opens = not groups or opens_known_table(band, groups[-1])
        heads = begun and (band.header_like or heads_values(bands, number))
        if opens or heads:
            groups.append(_titles_taken(groups[-1], band) if groups else [])
        groups[-1].append(band)
    for number, group in enumerate(groups):
        first = opened and number == 0
        kept = _trimmed(_parted(group, separators, leading, ends), ruled, opened=first)
        if not kept:
            continue
        inside = [line for band in kept for line in band.lines]
        in_rules = sum(id(line) in ruled for line in inside) > SETTINGS.values * len(inside)
        table = is_table(kept, ruled=in_rules)
        near = kept[-1].bottom - below <= SETTINGS.far * kept[-1].size
        # A header at the foot of a page may have all its rows on the next one.
        if table or first or is_header(kept) or in_rules or near:
            held_in = [r for r in across if kept[-1].bottom <= r.at <= kept[0].top]
            yield Fragment(
                page=kept[0].page,
                x0=min([*(line.x0 for line in inside), *(rule.start for rule in held_in)]),
                x1=max([*(line.x1 for line in inside), *(rule.end for rule in held_in)]),
                top=kept[0].top,
                bottom=kept[-1].bottom,
                bands=tuple(kept),
                ruled=in_rules,
                partial=tuple(r for r in partial if kept[-1].bottom <= r.at <= kept[0].top),
                across=tuple(r.at for r in across if kept[-1].bottom - far <= r.at <= kept[0].top),
                loose=not table,
            )


def is_header(bands: Sequence[Band]) -> bool:
    """Tell whether rows begin with a header, or are nothing but labels of one and it."""
    only_heads = all(band.bold and not band.has_values for band in bands)
    return bands[0].header_like or (only_heads and bands[-1].header_like)


def _is_of_header(band: Band) -> bool:
    """Tell whether a band is a row of a header, be it a label over several columns alone."""
    return band.known_head or (band.bold and not band.has_values)


def _is_below_label(rule: Rule, lines: Sequence[TextLine]) -> bool:
    """Tell whether a rule that leaves the labels out stands below words over several columns.

    It parts a header's label from the heads below it, and no rows: the names' head is as high
    as both.
    """
    over = [
        segment
        for line in lines
        for segment in line.segments
        if rule.at < segment.y <= rule.at + SETTINGS.near_label * segment.size
        and rule.start < segment.x1
        and segment.x0 < rule.end
    ]
    return bool(over) and not any(NUMERIC.match(s.text) and not is_year(s.text) for s in over)


def _parted(
    bands: Sequence[Band], separators: Sequence[float], leading: Leading, ends: Sequence[float]
) -> Sequence[Band]:
    """Return a table's rows, anew where texts of two columns stood as close as words."""
    lines = [line for band in bands for line in band.lines]
    parted = signs_joined(parted_at_columns(lines))
    return bands if parted == lines else list(rows_of(parted, separators, leading, ends))


def _titles_taken(above: list[Band], head: Band) -> list[Band]:
    """Take from a table the texts without columns at its end that are the title of the next one.

    They are bold, or one that is nearer to the head below it than to the row above.
    """
    at = len(above)
    if not head.bold and at > 1 and _is_plain_title(above[-2], above[-1], head):
        return [above.pop()]
    while (
        at > 1
        and above[at - 1].bold
        and not above[at - 1].columnar
        and not (above[at - 1].starts_analysis)
    ):
        at -= 1
    titles = above[at:] if any(not band.bold for band in above[:at]) else []
    del above[len(above) - len(titles) :]
    return titles


def _is_plain_title(row: Band, title: Band, head: Band) -> bool:
    """Tell whether a text without columns stands over a head, and apart from the row above it."""
    if title.columnar or title.starts_analysis:
        return False
    return row.bottom - title.top > title.bottom - head.top + SETTINGS.same_size


def _trimmed(bands: Sequence[Band], ruled: set[int], *, opened: bool) -> list[Band]:
    """Drop what stands above the first and below the last row with columns.

    What rules hold stays, an Analys text below the last row too, and in a table that goes on
    from the page before the rest of a text at its top.
    """

    def is_held(band: Band) -> bool:
        return all(id(line) in ruled for line in band.lines)

    rows = [i for i, band in enumerate(bands) if band.columnar or is_held(band)]
    if not rows:
        return list(bands) if opened else []
    first, last = 0 if opened else rows[0], rows[-1]
    while first < last and _is_caption(bands[first], bands[first + 1 : last + 1], is_held):
        first += 1
    while first and heads_others(
        bands[first - 1].lines[-1],
        [line for band in bands[first:] for line in band.lines][:_ROWS_BELOW],
    ):
        first -= 1
    heads = bands[first : last + 1]
    if last + 1 < len(bands) and all(_is_of_header(band) for band in heads):
        last += 1  # a header has a row below it, be it the rest of one
    while last + 1 < len(bands) and (
        bands[last + 1].starts_analysis or _is_label_row(bands[last + 1], bands[: last + 1])
    ):
        last += 1
    return list(bands[first : last + 1])


def _is_caption(band: Band, rows: Sequence[Band], is_held: Callable[[Band], bool]) -> bool:
    """Tell whether texts above what rules hold are no row: cells are padded, and they are not."""
    left = min(segment.x0 for row in rows for segment in row.segments)
    outside = not is_held(band) and all(map(is_held, rows))
    return outside and min(segment.x0 for segment in band.segments) < left - _PADDING


def _is_label_row(band: Band, above: Sequence[Band]) -> bool:
    """Tell whether a band is a label without values: narrow, at a label's place."""
    rows = [other for other in above if other.columnar]
    widest = max((s.x1 for other in rows for s in other.segments[:1]), default=0.0)
    starts = {round(other.segments[0].x0) for other in rows}
    near = above[-1].bottom - band.top <= band.size
    first = band.segments[0]
    return near and round(first.x0) in starts and max(s.x1 for s in band.segments) <= widest


def is_table(bands: Sequence[Band], *, ruled: bool) -> bool:
    """Tell a table from two texts beside each other (sender and addressee of a letter)."""
    if bands[0].known_head:
        return True
    columnar = [band for band in bands if in_columns(band)]
    if ruled:
        return bool(columnar) and len(columnar) >= SETTINGS.gapped * len(bands) > SETTINGS.gapped
    if len(columnar) <= 1:
        return False
    widest = max(len(line.segments) for band in columnar for line in band.lines)
    last = [max(band.segments, key=lambda s: s.x0).text for band in columnar[1:]]
    values = sum(map(is_value, last))
    if widest >= SETTINGS.columns and (bands[0].bold or values):
        return True
    return values >= SETTINGS.values * len(last) and (bands[0].bold or heads_numbers(columnar))
