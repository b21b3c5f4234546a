"""A page parted into its tables and the text outside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.readers.geometry.bands import Fragment
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
    shaded = list(fragments)
    for part in _parted_by(rest, fragments):
        whole = middle_labels_joined(part)
        head = above or _head_above(whole, shaded, leading)
        for fragment in free_tables(whole, free, body_size=body_size, leading=leading, above=head):
            fragments.append(fragment)
            rest = _without(rest, fragment.lines)
        above = ()
    fragments.sort(key=lambda fragment: -fragment.top)
    return PageParts(tuple(rest), tuple(fragments))


def _head_above(
    lines: Sequence[TextLine], fragments: Sequence[Fragment], leading: Leading
) -> Sequence[TextLine]:
    """Return the lines of a shaded header right above lines that begin with a row of its values.

    The rows below it may have no rules, and be as far apart as a sheet's rows are.
    """
    higher = [f for f in fragments if lines and f.bottom >= lines[0].y]
    last = min(higher, key=lambda fragment: fragment.bottom, default=None)
    if last is None or not last.bands[0].known_head:
        return ()
    first = lines[0]
    near = last.bottom - first.y <= SETTINGS.repeated_pitch * first.size
    row = first if len(first.segments) > 1 else row_below(lines, 0, leading.stretch(first.size))
    if row is None or not near or abs(first.size - last.bands[-1].size) > SETTINGS.same_size:
        return ()
    heads = last.bands[0].segments
    fits = holds_values(row) and is_under(row, heads) and keeps_to_columns(row, last.lines)
    return last.lines if fits else ()


def _parted_by(
    lines: Sequence[TextLine], fragments: Sequence[Fragment]
) -> Iterable[list[TextLine]]:
    """Yield the lines above, between and below tables that are found."""
    tops = [fragment.top for fragment in fragments]
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
