"""Distances and shares by which tables without uprights are found on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegionSettings:
    """``same_ends`` and ``same_size`` are points, the shares of 1, the others font sizes.

    ``row_pitch`` is the most that baselines of two rows are apart, ``wrap_pitch`` the most
    within a cell, ``cell_pitch`` where nothing else tells; ``repeated_pitch`` is the most below
    a header that is printed again at the top of a page, or above a sum; a row may be ``wider``
    times as far below another as the table's rows usually are; lines less than
    ``beside`` apart stand beside each other, as those of cells in the middle of a row do;
    ``header_pitch`` and ``analysis_pitch`` are those below a header and above an Analys text.
    ``far``, ``near`` and ``analysis`` are the white between a rule and the letters of a row, of
    a text without columns, and of an Analys text; ``near_label`` is how far above a rule the
    label stands that it is below of; prose hangs at the rule's very end, where a
    cell has at least ``padding`` points.
    """

    same_ends: float = 3.0
    same_size: float = 0.6
    row_pitch: float = 3.4
    repeated_pitch: float = 6.0
    wider: float = 1.4
    beside: float = 0.9
    wrap_pitch: float = 1.9
    cell_pitch: float = 1.35
    header_pitch: float = 2.2
    analysis_pitch: float = 3.3
    far: float = 1.2
    near: float = 0.8
    analysis: float = 2.2
    near_label: float = 1.5
    padding: float = 0.7
    across: float = 0.5
    crossing: float = 0.25
    values: float = 0.5
    gapped: float = 0.25
    columns: int = 3
    memory: int = 8


SETTINGS = RegionSettings()
