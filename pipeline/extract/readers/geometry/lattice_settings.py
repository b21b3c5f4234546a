"""Distances by which rules are one lattice, and texts near it are its rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LatticeSettings:
    """``touch`` and ``same_ends`` are points, the others font sizes.

    Rules of one table meet within ``touch``: borders are up to 2 points wide, and Word draws
    them cell by cell; uprights that reach out farther than ``open`` have lost their rule to a
    page break. ``far``, ``wide`` and ``analysis`` are the white between a rule and the
    letters of a row, of a row outside the rules, and of an Analys text.
    """

    touch: float = 2.0
    open: float = 6.0
    same_ends: float = 3.0
    same_size: float = 0.6
    far: float = 1.2
    wide: float = 0.8
    analysis: float = 2.2
    least_edges: int = 3
    plain_row: int = 2


SETTINGS = LatticeSettings()
