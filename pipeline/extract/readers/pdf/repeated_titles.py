"""Titles in the first row of a table that say again what stands right above it.

Belongs here: such a row is no head of any column, wherever in it its text stands. It becomes a
line of its own between the heading and the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.language.table_heads import repeats
from pipeline.extract.readers.geometry.bands import Fragment, band_of
from pipeline.extract.readers.geometry.tables import OpenTable
from pipeline.extract.readers.geometry.words import TextLine

_MOST_LINES = 3
"""Lines of a heading at most."""


def title_taken(
    part: Fragment, items: Sequence[TextLine | OpenTable]
) -> tuple[TextLine | None, Fragment]:
    """Return the title in the first row of a part of a table, if it is repeated, and the rest.

    Args:
        part: A part of a table, on one page.
        items: What stands above it. On the next page a title is printed again below a table, and
            of two tables below one title both may have it.
    """
    title = part.bands[0].lines[0]
    if len(title.segments) > 1 or len(part.lines) == 1:
        return None, part
    table = next((n for n in range(len(items), 0, -1) if isinstance(items[n - 1], OpenTable)), 0)
    places = [list(_last_lines(items[table:]))]
    if table and isinstance(last := items[table - 1], OpenTable):
        first = last.fragments[0].page
        places.append([ln for ln in _last_lines(items[: table - 1]) if ln.page == first])
    if any(_is_said(title, lines) for lines in places):
        return title, _without_first_line(part)
    return None, part


def _last_lines(items: Sequence[TextLine | OpenTable]) -> Iterator[TextLine]:
    """Yield the lines that some items end with, a few of them at most."""
    last = items[-_MOST_LINES:]
    start = next((n for n in range(len(last), 0, -1) if isinstance(last[n - 1], OpenTable)), 0)
    yield from (item for item in last[start:] if isinstance(item, TextLine))


def _is_said(title: TextLine, above: Sequence[TextLine]) -> bool:
    """Tell whether a line is one text that the last lines of others say, but for a unit."""
    return repeats(title.text, [line.text for line in above])


def _without_first_line(fragment: Fragment) -> Fragment:
    """Return a part of a table without the first line of its first row."""
    _, *rest = fragment.bands[0].lines
    bands = (*([band_of(rest)] if rest else []), *fragment.bands[1:])
    lattice = fragment.lattice
    if lattice is not None and not rest:
        ys = tuple(y for y in lattice.ys if y <= bands[0].top + 1)
        lattice = replace(lattice, ys=ys) if len(ys) > 1 else lattice
    return replace(fragment, bands=bands, top=bands[0].top, lattice=lattice)
