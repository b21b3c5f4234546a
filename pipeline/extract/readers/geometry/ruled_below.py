"""Rows below the last cell that a lattice shows: level rules as long as the table part them.

Where every other row is shaded, the last one may have no shade and only rules around it.
Belongs here: what stands right between two such rules, as one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import Band, band_of, bands_at_gaps
from pipeline.extract.readers.geometry.lattice_settings import SETTINGS
from pipeline.extract.readers.geometry.rows import hold_several
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import TextLine


def bands_below(
    lines: Sequence[TextLine], xs: Sequence[float], level: Sequence[Rule], gap: float
) -> list[Band]:
    """Return the bands of lines below a lattice: those right between two rules, the rest by gaps.

    Args:
        lines: The lines below it, from the top.
        xs: The lattice's edges.
        level: All level rules of the page.
        gap: The white in font sizes that parts bands.
    """
    bands: list[Band] = []
    rest = list(lines)
    for upper, lower in pairwise(_heights(xs, level)):
        found = [line for line in rest if lower < line.y < upper]
        if not found:
            continue
        band, parts = band_of(found), list(bands_at_gaps(found, gap))
        if rest[: len(found)] != found or not is_between(band, xs, level):
            break
        several = any(part.starts_analysis or part.bold for part in parts) or hold_several(parts)
        bands += parts if several else [band]
        del rest[: len(found)]
    return [*bands, *bands_at_gaps(rest, gap)]


def is_between(band: Band, xs: Sequence[float], level: Sequence[Rule]) -> bool:
    """Tell whether a band stands right between two rules as long as its table is wide."""
    heights = _heights(xs, level)
    above = any(0 <= at - band.top <= band.size for at in heights)
    below = any(0 <= band.bottom - at <= band.size for at in heights)
    return above and below and not any(band.bottom < at < band.top for at in heights)


def _heights(xs: Sequence[float], level: Sequence[Rule]) -> list[float]:
    """Return the heights of the rules from edge to edge of a table, from the top."""
    ends = (xs[0], xs[-1])
    return sorted(
        (
            rule.at
            for rule in level
            if all(
                abs(one - two) <= SETTINGS.same_ends
                for one, two in zip((rule.start, rule.end), ends, strict=True)
            )
        ),
        reverse=True,
    )
