"""What tells how sure the cells of layout text are.

Fitted from the cases of ``python -m tests.learning.layout_text``, 22 readings of three reports,
outside of that command, which writes the file anew; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping

LAYOUT_WEIGHTS: Mapping[str, float] = {
    "columns": -0.503,
    "cost": -0.658,
    "empty cells": -2.539,
    "few rows": -1.241,
    "headless": -0.866,
    "known": 1.253,
    "last": -0.616,
    "lines": -2.203,
    "lines of values": 0.127,
    "long head": -0.421,
    "long label": 0.09,
    "missing": -1.411,
    "no heads": -0.577,
    "number": 1.621,
    "odd head": -3.309,
    "odd heads": 4.34,
    "odd row": -0.761,
    "odd rows": -5.516,
    "one": 4.805,
    "outside": -1.946,
    "parts": -0.089,
    "tight": -1.33,
    "two numbers": -0.456,
    "unlike": -1.276,
    "value in label": -0.548,
    "values in labels": 0.177,
    "wrapped": 1.229,
}
"""Natural logarithms of odds, by what is seen."""

SURE_FROM = 1.0
"""The share from which on hardly a cell is wrong."""
