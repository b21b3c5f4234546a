"""A page parted into its tables and the text outside them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from pipeline.extract.readers.geometry.bands import Fragment, opens_analysis
from pipeline.extract.readers.geometry.bold_labels import bold_labels_plain
from pipeline.extract.readers.geometry.gutters import heads_parted, icons_parted, parted_at_rules
from pipeline.extract.readers.geometry.lattices import lattice_tables
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.line_columns import keeps_to_columns
from pipeline.extract.readers.geometry.middle_labels import middle_labels_joined
from pipeline.extract.readers.geometry.region_settings import SETTINGS
from pipeline.extract.readers.geometry.regions import free_tables
from pipeline.extract.readers.geometry.row_tops import holds_values, is_under, row_below
from pipeline.extract.readers.geometry.rules import Rule, Rules
from pipeline.extract.readers.geometry.upright_ends import lone_uprights
from pipeline.extract.readers.geometry.words import TextLine


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page's text outside tables and its tables, each from top to bottom."""

    lines: tuple[TextLine, ...]
    fragments: tuple[Fragment, ...]


def part_page(
    lines: Sequence[TextLine],
    rules: Rules,
    *,
    body_size: float,
    leading: Leading,
    above: Sequence[TextLine],
) -> PageParts:
    """Find the tables of a page.

    Args:
        lines: The page's lines from top to bottom, without page furniture.
        rules: The page's rules.
        body_size: Font size of the document's prose.
        leading: How far the document's lines stand apart.
        above: Lines of the table without uprights that the page before ends with.
    """
    rest = icons_parted([parted_at_rules(line, rules.upright) for line in lines])
    rest = heads_parted(bold_labels_plain(rest, leading))
    fragments: list[Fragment] = []
    used: set[Rule] = set()
    for fragment in lattice_tables(rules, rest, leading):
        fragments.append(fragment)
        used.update(fragment.lattice.level if fragment.lattice else ())
        rest = _without(rest, fragment.lines)
    level = tuple(rule for rule in rules.level if rule not in used)
    free = Rules(level, lone_uprights(rules))
    if any(fragment.top > rest[0].y for fragment in fragments if rest):
        above = ()
    tops = [fragment.top for fragment in fragments]
    for part in _parted_by(rest, tops):
        whole = middle_labels_joined(part)
        head = above or _table_above(whole, fragments, leading)
        below = max((top for top in tops if top < whole[-1].y), default=-math.inf)
        for fragment in free_tables(
            whole, free, body_size=body_size, leading=leading, above=head, below=below
        ):
            fragments.append(fragment)
            rest = _without(rest, fragment.lines)
        above = ()
    fragments.sort(key=lambda fragment: -fragment.top)
    return PageParts(tuple(rest), tuple(fragments))


def _table_above(
    lines: Sequence[TextLine], fragments: Sequence[Fragment], leading: Leading
) -> Sequence[TextLine]:
    """Return the lines of a table that ends with a shaded row right above lines that go on with it.

    They do with a row of its values, or with a text about the shaded row; below a header alone a
    label of several rows may stand between. What is below may have no rules, and be as far apart
    as a sheet's rows are.
    """
    first = lines[0] if lines else None
    higher = sorted((f for f in fragments if first and f.bottom >= first.y), key=_bottom)
    if first is None or not higher or higher[0].lattice is None:
        return ()
    most = SETTINGS.repeated_pitch * first.size
    whole = [higher[0]]
    labelled = _is_label_of_rows(lines, higher[0])
    for lower, upper in pairwise(higher):
        if labelled or whole[-1].bands[0].known_head or upper.bottom - lower.top > most:
            break
        whole.append(upper)
    near = whole[0].bottom - first.y <= most
    same_size = abs(first.size - whole[0].bands[-1].size) <= SETTINGS.same_size
    if not (near and same_size and (labelled or whole[-1].bands[0].known_head)):
        return ()
    above = [line for fragment in reversed(whole) for line in fragment.lines]
    if opens_analysis(first.text):
        return above
    row: TextLine | None = lines[int(labelled)]
    if row is not None and len(row.segments) == 1:
        row = row_below(lines, int(labelled), leading.stretch(first.size))
    header = takewhile(lambda band: not band.has_values, whole[-1].bands)
    heads = [segment for band in header for segment in band.segments]
    if row is None or not (holds_values(row) and is_under(row, heads)):
        return ()
    return above if keeps_to_columns(row, above) else ()


def _is_label_of_rows(lines: Sequence[TextLine], above: Fragment) -> bool:
    """Tell whether the first of lines begins at the left of a bold header that stands alone.

    It has no other text beside it, and ends before the next head begins.
    """
    first = lines[0]
    head = all(band.bold and not band.has_values for band in above.bands)
    starts = sorted(segment.x0 for band in above.bands for segment in band.segments)
    behind = next((x0 for x0 in starts if x0 > starts[0] + 1), math.inf)
    lone = len(first.segments) == 1 and len(lines) > 1
    return lone and head and abs(first.x0 - starts[0]) <= 1 and first.x1 < behind


def _bottom(fragment: Fragment) -> float:
    return fragment.bottom


def _parted_by(lines: Sequence[TextLine], tops: Sequence[float]) -> Iterable[list[TextLine]]:
    """Yield the lines above, between and below tables that begin at some heights."""
    parts: dict[int, list[TextLine]] = {}
    for line in lines:
        parts.setdefault(sum(top > line.y for top in tops), []).append(line)
    return parts.values()


def _without(lines: Sequence[TextLine], taken: Iterable[TextLine]) -> list[TextLine]:
    """Return lines without what is taken, whose texts may have been parted anew."""
    gone = {id(word) for line in taken for segment in line.segments for word in segment.words}
    rest: list[TextLine] = []
    for line in lines:
        kept = tuple(s for s in line.segments if not any(id(word) in gone for word in s.words))
        if kept:
            rest.append(line if len(kept) == len(line.segments) else replace(line, segments=kept))
    return rest
