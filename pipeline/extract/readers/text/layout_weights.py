"""What tells how sure the cells of layout text are.

``python -m tests.learning.layout_text`` writes them anew; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping

LAYOUT_WEIGHTS: Mapping[str, float] = {
    "columns": 0.995,
    "cost": -0.696,
    "empty cells": -2.49,
    "few rows": 0.105,
    "headless": -0.701,
    "known": 0.153,
    "last": -0.574,
    "lines": -1.229,
    "lines of values": -0.579,
    "long head": -0.8,
    "long label": -0.013,
    "missing": -1.895,
    "no heads": -0.701,
    "number": 1.481,
    "odd head": -3.524,
    "odd heads": -1.037,
    "odd row": -0.653,
    "odd rows": -4.834,
    "one": 2.835,
    "outside": -2.397,
    "parts": 0.217,
    "tight": -0.92,
    "two numbers": -2.188,
    "unlike": -1.036,
    "value in label": 0.639,
    "values in labels": 1.817,
    "wrapped": 1.623,
}
"""Natural logarithms of odds, by what is seen."""

SURE_FROM = 1.0
"""The share from which on hardly a cell is wrong."""
