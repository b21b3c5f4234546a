"""What tells how sure the cells of layout text are.

``python -m tests.learning.layout_text`` writes them anew; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping

LAYOUT_WEIGHTS: Mapping[str, float] = {
    "one": 2.7,
}
"""Natural logarithms of odds, by what is seen."""

SURE_FROM = 0.99
"""The share from which on hardly a cell is wrong."""
