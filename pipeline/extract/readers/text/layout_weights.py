"""What tells how sure the cells of layout text are.

``python -m tests.learning.layout_text`` writes them anew; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping

LAYOUT_WEIGHTS: Mapping[str, float] = {
    "columns": 0.347,
    "cost": -0.646,
    "empty cells": -4.924,
    "few rows": -1.865,
    "headless": -1.675,
    "known": 4.456,
    "last": -0.125,
    "lines": -2.023,
    "lines of values": -0.49,
    "long head": -0.344,
    "long label": 0.065,
    "missing": -0.688,
    "no heads": -0.639,
    "number": -0.481,
    "odd head": 0.0,
    "odd heads": -2.146,
    "odd row": -1.128,
    "odd rows": -3.096,
    "one": 5.369,
    "outside": -1.795,
    "parts": -0.322,
    "tight": -1.287,
    "two numbers": -0.926,
    "unlike": -1.552,
    "value in label": -0.033,
    "values in labels": 2.34,
    "wrapped": -0.304,
}
"""Natural logarithms of odds, by what is seen."""

SURE_FROM = 1.0
"""The share from which on hardly a cell is wrong."""
