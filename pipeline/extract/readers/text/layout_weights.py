"""What tells how sure the cells of layout text are.

``python -m tests.learning.layout_text`` writes them anew; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping

LAYOUT_WEIGHTS: Mapping[str, float] = {
    "close": -1.261,
    "columns": 0.541,
    "cost": -0.67,
    "dear head": 0.535,
    "edge": -0.691,
    "empty cells": -0.559,
    "few rows": -0.724,
    "fewer": -0.018,
    "headless": -1.671,
    "known": 1.819,
    "known and close": -1.225,
    "last": -0.039,
    "lines": -0.282,
    "lines of values": 0.015,
    "lone sex": -2.332,
    "long head": 0.644,
    "long label": 0.247,
    "missing": -0.283,
    "more": 0.404,
    "no heads": -0.055,
    "number": -0.642,
    "odd head": 0.0,
    "odd heads": -1.422,
    "odd row": -0.846,
    "odd rows": -2.987,
    "odd shape": -1.271,
    "one": 4.418,
    "open head": -0.485,
    "open label": -2.43,
    "outside": -0.451,
    "own cost": -0.28,
    "parts": 0.225,
    "strange head": -0.411,
    "strange heads": -0.197,
    "strange label": -0.283,
    "strange text": -0.361,
    "tight": -0.968,
    "torn": 0.077,
    "two numbers": -0.074,
    "uneven": -0.705,
    "units": -0.366,
    "unlike": 0.198,
    "value in label": -0.423,
    "values in labels": 1.25,
    "worded": -1.493,
    "wrapped": -0.279,
}
"""Natural logarithms of odds, by what is seen."""

SURE_FROM = 0.9962
"""The share from which on hardly a cell is wrong."""
