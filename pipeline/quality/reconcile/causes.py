"""Findings of one cause, linked: the figure whose change makes all of them agree.

A misprinted figure breaks every sum, identity and sentence that it is part of. Each
finding says how it depends on its figures (``Finding.weight``), so each figure has a
change that would mend it; a figure whose one change mends several findings is the likely
culprit, and the finding in which it is the stated figure is their cause. Costs and income
of one row that are wrong by the same amount have one cause too: a part is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.transform.economy.money import sek_per_unit

_SEVERAL = 2
_SLACK = Decimal("0.1")
"""Tables that were rounded apart may need changes that differ by a step (T1 2021)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a printed cell stands, and what it says."""

    table_no: int
    row_no: int
    column_no: int
    text: str


@dataclass(frozen=True, slots=True)
class _Vote:
    """A finding, the change of a figure that would mend it, and how exact that is."""

    finding: Finding
    position: int
    change: Decimal
    slack: Decimal


def linked(
    findings: Sequence[Finding], agreeing: Sequence[Finding], cells: Mapping[str, Cell]
) -> list[Finding]:
    """The findings, those with a common cause linked. ``cells`` by the key of their fact."""
    by_key = {finding.key: finding for finding in findings}
    open_keys = {f.key for f in findings if f.severity != "info" and f.difference is not None}
    for group in _groups_of_figures([by_key[key] for key in sorted(open_keys)], agreeing):
        still_open = [vote for vote in group if vote.finding.key in open_keys]
        if len(still_open) < _SEVERAL:
            continue
        first = min(still_open, key=lambda vote: (vote.position, vote.finding.key))
        cell = cells.get(first.finding.facts[first.position])
        culprit = _named(first.finding.evidence[first.position], cell)
        for vote in still_open:
            cause = None if vote is first else first.finding.key
            by_key[vote.finding.key] = replace(
                vote.finding, caused_by=cause, likely_culprit=culprit
            )
            open_keys.discard(vote.finding.key)
    for one, other in combinations(sorted(open_keys), 2):
        if by_key[other].caused_by is None and _same_rows(by_key[one], by_key[other], cells):
            cause = by_key[one].caused_by or one
            by_key[other] = replace(by_key[other], caused_by=cause)
    return list(by_key.values())


def _groups_of_figures(
    findings: Sequence[Finding], agreeing: Sequence[Finding]
) -> Iterator[list[_Vote]]:
    """Findings that one change of one figure would mend, the largest groups first.

    A figure whose change would break as much as it mends is no culprit.
    """
    holding: dict[str, list[Finding]] = {}
    for one in agreeing:
        for fact in one.facts:
            holding.setdefault(fact, []).append(one)
    votes: dict[str, list[_Vote]] = {}
    for finding in findings:
        factor = sek_per_unit(finding.unit) or 1
        for position, fact in enumerate(finding.facts[: len(finding.evidence)]):
            weight = finding.weight(position)
            if weight and finding.difference is not None:
                change = -finding.difference * factor / weight
                slack = (finding.tolerance + _SLACK) * factor
                votes.setdefault(fact, []).append(_Vote(finding, position, change, slack))
    groups = []
    for fact, own in sorted(votes.items()):
        group = _agreeing(own)
        broken = sum(_breaks(one, fact, group[0].change) for one in holding.get(fact, ()))
        if len(group) > max(1, broken):
            groups.append(group)
    yield from sorted(groups, key=lambda group: (-len(group), min(v.position for v in group)))


def _breaks(one: Finding, fact: str, change: Decimal) -> bool:
    """Whether a comparison that holds would not after a change of one of its figures."""
    factor = sek_per_unit(one.unit) or 1
    moved = one.weight(one.facts.index(fact)) * change / factor
    return abs((one.difference or Decimal(0)) + moved) > one.tolerance + _SLACK


def _agreeing(votes: Sequence[_Vote]) -> list[_Vote]:
    """The largest set of votes for one change."""
    return max(
        (
            [v for v in votes if abs(v.change - one.change) <= max(v.slack, one.slack)]
            for one in votes
        ),
        key=len,
    )


def _named(place: Evidence, cell: Cell | None) -> str:
    text = cell.text if cell else place.text
    if place.line_start is not None:
        return f"{text} (rad {place.line_start})"
    return f"{text} (sida {place.page})" if place.page is not None else text


def _same_rows(one: Finding, other: Finding, cells: Mapping[str, Cell]) -> bool:
    """Whether two findings of a rule miss by the same amount in the same rows, or column."""
    same_rule = (one.report_key, one.rule, one.unit) == (other.report_key, other.rule, other.unit)
    if not same_rule or one.difference is None or other.difference is None:
        return False
    gap = abs(abs(one.difference) - abs(other.difference))
    if gap > max(one.tolerance, other.tolerance, _SLACK) + _SLACK:
        return False
    mine, theirs = _cells_of(one, cells), _cells_of(other, cells)
    if not mine or len(mine) != len(theirs):
        return False
    pairs = list(zip(mine, theirs, strict=True))
    same_tables = all(a.table_no == b.table_no for a, b in pairs)
    same_rows = same_tables and all(a.row_no == b.row_no for a, b in pairs)
    same_columns = same_tables and all(a.column_no == b.column_no for a, b in pairs)
    return same_rows or (same_columns and one.rule == "restated_figure")


def _cells_of(finding: Finding, cells: Mapping[str, Cell]) -> list[Cell]:
    return [cells[fact] for fact in finding.facts if fact in cells]
