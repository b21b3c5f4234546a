"""What a renderer gives: bytes, and where each thing of the report is printed.

Belongs here: the records between renderers and truth. An anchor names a thing of the
report; a span is its first and last line (1-based) in a text rendering.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Anchor = tuple[str, int, int]
"""(what, number, row): see the functions below."""

Span = tuple[int, int]


def goal_anchor(goal: int) -> Anchor:
    """The heading of a goal, where its code and title begin."""
    return ("goal", goal, 0)


def assessment_anchor(goal: int) -> Anchor:
    """The printed assessment of a goal."""
    return ("assessment", goal, 0)


def block_anchor(block: int) -> Anchor:
    """A paragraph of prose."""
    return ("block", block, 0)


def decision_anchor(number: int) -> Anchor:
    """A numbered point of the proposed decision."""
    return ("decision", number, 0)


def row_anchor(block: int, row: int) -> Anchor:
    """A row of the table in a block, where its first label begins."""
    return ("row", block, row)


def table_anchor(block: int) -> Anchor:
    """A table from its header to its last row, notes left out."""
    return ("table", block, 0)


@dataclass(frozen=True, slots=True)
class Glitch:
    """A fault that the renderer made on purpose, as real sources do."""

    line: int
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered report. ``spans`` is empty for formats without lines."""

    data: bytes
    suffix: str
    spans: Mapping[Anchor, Span] = field(default_factory=dict)
    glitches: tuple[Glitch, ...] = ()
