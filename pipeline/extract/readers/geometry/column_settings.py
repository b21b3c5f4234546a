"""What it costs to match header texts with values, for tables without uprights."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """What a match costs; distances count in widths of a usual column.

    ``narrowest`` is the white between two columns in points. ``empty`` is the cost of a header
    without values (a month that is not over), ``group`` that of one that may stand over several
    columns; ``bare`` that of values without header, which the first column often lacks
    (``bare_first``). ``two`` is the cost of two texts of one row in one cell, ``outside`` that
    of values outside the cell of their header, ``apart`` that of the white between; ``askew``
    that of middles that are apart where headers stand in the middle; ``even`` is how much more
    a header or values alone cost where there are as many of both. Values that begin or end
    where their header does count ``aligned`` of what they reach out; ``unaligned`` is paid for
    those that do neither, and have another middle. Matches whose costs differ
    by ``alike`` are told apart by the margins of their cells. Lines of one header text are
    ``wrap_pitch`` font sizes apart at most; those not aligned have ``below`` of the narrower one
    below the other; a word too long for its cell has ``touched`` of the narrower one below the
    head beside it. ``rows_below_heads`` with values, among ``rows_to_look_at``, show that what is
    not bold is a head.
    """

    narrowest: float = 1.8
    most_header_bands: int = 3
    most_titles: int = 2
    empty: float = 0.8
    group: float = 0.25
    bare: float = 1.2
    bare_first: float = 0.3
    even: float = 3.0
    two: float = 3.0
    outside: float = 2.0
    apart: float = 0.3
    askew: float = 1.0
    aligned: float = 0.25
    unaligned: float = 0.1
    alike: float = 0.1
    inside: float = 0.6
    below: float = 0.65
    touched: float = 0.12
    wrap_pitch: float = 1.6
    together: int = 4
    most_pairs: int = 40_000
    rows_below_heads: int = 2
    rows_to_look_at: int = 8


SETTINGS = ColumnSettings()
