"""Level rules that hold rows of a table: which lines stand between rules of one length.

Belongs here: what tells a row between two rules from prose between two tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.language.text import ICONS
from pipeline.extract.readers.geometry.bands import (
    Band,
    bands_at_gaps,
)
from pipeline.extract.readers.geometry.line_columns import has_gap, keeps_to_columns
from pipeline.extract.readers.geometry.prose_between import hang_out
from pipeline.extract.readers.geometry.region_settings import SETTINGS
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import TextLine

_LONE_MARK = re.compile(rf"^(?:[•‣▪–\-*{ICONS}]|\(?\w{{1,2}}[.)]|\d{{1,3}}(?:\.\d+)*\.?)$")


def held_by_rules(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[int | None]:
    """Return for each line the number of the stack of rules that holds it as a row of a table.

    A stack is rules of one length; between two of them stands a row, or prose between tables.
    """
    held: list[int | None] = [None] * len(lines)
    for number, stack in enumerate(_stacks(rules)):
        size: float | None = None
        for upper, lower in pairwise(stack):
            inside = [
                n
                for n, line in enumerate(lines)
                if lower.at <= line.y + 0.3 * line.size <= upper.at
                and line.x1 > upper.start
                and line.x0 < upper.end
            ]
            if inside and _is_row([lines[n] for n in inside], upper, lower, size):
                size = lines[inside[0]].size
                for n in inside:
                    held[n] = number if held[n] is None else held[n]
    return held


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules of one length from the top, the longest first."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: -rule.at):
        for group in groups:
            if (
                abs(group[0].start - rule.start) <= SETTINGS.same_ends
                and abs(group[0].end - rule.end) <= SETTINGS.same_ends
            ):
                group.append(rule)
                break
        else:
            groups.append([rule])
    stacks = [group for group in groups if len(group) > 1]
    return sorted(stacks, key=lambda group: -group[0].length)


def _is_row(lines: Sequence[TextLine], upper: Rule, lower: Rule, row_size: float | None) -> bool:
    """Tell whether what stands between two rules is one or more rows of a table, and no prose.

    A row's tallest cell is near both rules. Prose has another size than the table's rows or
    goes over their columns, or starts at the rule's very end, where a cell has its padding.
    """
    parts = list(bands_at_gaps(lines))
    size = max(part.size for part in parts)
    white = (upper.at - parts[0].top, parts[-1].bottom - lower.at)
    same_size = row_size is None or abs(row_size - size) <= SETTINGS.same_size
    alike = all(abs(part.size - parts[0].size) <= SETTINGS.same_size for part in parts)
    alike &= not any(ln.bold and not has_gap(ln) for part in parts[1:] for ln in part.lines)
    if parts[0].starts_analysis and same_size and alike:
        return max(white) <= SETTINGS.analysis * size
    if min(white) > SETTINGS.far * size:
        return False
    rows = [part for part in parts if in_columns(part)]
    if not rows:
        hangs = min(line.x0 for line in lines) < upper.start + SETTINGS.padding
        prose = len(parts) > 1 or (hangs and max(white) > size)
        return min(white) <= SETTINGS.near * size and same_size and not prose
    gapped = [line for line in lines if has_gap(line)]
    last = lines[-1]
    if not has_gap(last) and hang_out([last], gapped):
        return False  # a caption, above the shaded head of the next table
    for one, two in pairwise(parts):
        if one.bottom - two.top > SETTINGS.row_pitch * size:
            return False
    return all(
        in_columns(part)
        or (part.starts_analysis and not _is_heading(part, rows))
        or (
            abs(part.size - rows[0].size) <= SETTINGS.same_size
            and all(keeps_to_columns(line, gapped) for line in part.lines)
        )
        for part in parts
    )


def _is_heading(band: Band, rows: Sequence[Band]) -> bool:
    """Tell whether a bold text is larger than rows: "Analys av resultat" may head a table."""
    return band.bold and band.size - rows[0].size > SETTINGS.same_size


def in_columns(band: Band) -> bool:
    """Tell whether texts stand beside each other, marks of bullets and numbers apart.

    Those of two lines do where cells stand in the middle of a row: half a line apart. A heading
    in the middle of the page is above a short line of prose, not beside it.
    """
    texts = [s for s in band.segments if not _LONE_MARK.match(s.text)]
    beside = any(
        right.x0 > left.x1 and abs(right.y - left.y) < SETTINGS.beside * left.size
        for left in texts
        for right in texts
    )
    return beside or any(map(has_gap, band.lines))
