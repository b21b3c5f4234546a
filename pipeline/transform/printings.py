"""From the printings of indicators in each report to one row an indicator.

A printing is what one row of one report says of its indicator as such: its name, its units,
which side of the outcomes its target lies on. Printings stand with the facts of their report,
so that the dimension is made without opening any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipeline.extract.report import GoalLevel, IndicatorRow, Measure
from pipeline.transform import names
from pipeline.transform.context import ReportContext
from pipeline.transform.indicator_meaning import (
    better_by_qualifiers,
    direction_of,
    is_additive,
    side_of_target,
    unit_of_row,
)
from pipeline.transform.rows import Row
from pipeline.transform.seeds import indicator_names

PRINTINGS = pa.schema(
    [
        pa.field("indicator_key", pa.string()),
        pa.field("name", pa.string()),
        pa.field("units", pa.list_(pa.string())),
        pa.field("is_kf", pa.bool_()),
        pa.field("better", pa.list_(pa.string())),
        pa.field("side", pa.string()),
        pa.field("committee_key", pa.string()),
        pa.field("report_year", pa.int32()),
    ]
)
"""``better`` is what the qualifiers of its targets call better, ``side`` on which side of the
outcomes its target lies; the words are those of dim_indicator's direction."""


def printings_of(context: ReportContext) -> Iterator[Row]:
    """One row an indicator row of a report."""
    for row in context.report.indicators:
        units = (unit_of_row(row), *(cell.unit for cell in row.cells))
        yield {
            "indicator_key": names.indicator_key(row.name),
            "name": row.name,
            "units": [unit for unit in units if unit],
            "is_kf": _is_kf(context, row),
            "better": list(better_by_qualifiers(row)),
            "side": side_of_target(row, context.report.head.report_type),
            "committee_key": context.committee_key,
            "report_year": context.report.head.report_year,
        }


def indicator_dimension(told: Iterable[dict[str, Any]]) -> list[Row]:
    """Rows of dim_indicator from the printings of each report, the oldest report first."""
    known: dict[str, _Indicator] = {}
    for printing in told:
        key = printing["indicator_key"]
        known.setdefault(key, _Indicator(key, printing["name"])).add(printing)
    return [known[key].row() for key in sorted(known)]


@dataclass
class _Counted:
    """How often texts were seen, and which of them later."""

    counts: Counter[str] = field(default_factory=Counter)
    last_seen: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.counts[text] += 1
        self.last_seen[text] = self.counts.total()

    @property
    def most_frequent(self) -> str | None:
        """The most frequent text; the later one among equals."""
        ranked = ((count, self.last_seen[text], text) for text, count in self.counts.items())
        return max(ranked, default=(0, 0, None))[2]


@dataclass
class _Indicator:
    """What was seen of an indicator so far."""

    key: str
    first_name: str
    names: _Counted = field(default_factory=_Counted)
    units: _Counted = field(default_factory=_Counted)
    years: set[int] = field(default_factory=set)
    is_kf: bool = False
    better: set[str] = field(default_factory=set)
    sides: dict[tuple[str, int], str] = field(default_factory=dict)

    def add(self, printing: dict[str, Any]) -> None:
        """Take one printing."""
        self.names.add(printing["name"])
        for unit in printing["units"]:
            self.units.add(unit)
        self.years.add(printing["report_year"])
        self.is_kf |= printing["is_kf"]
        self.better.update(printing["better"])
        if printing["side"] is not None:
            whose = (printing["committee_key"], printing["report_year"])
            self.sides[whose] = printing["side"]

    def row(self) -> Row:
        """The row of dim_indicator."""
        curated = indicator_names().find(self.first_name)
        name = curated.name if curated else str(self.names.most_frequent)
        unit = (curated.unit if curated else None) or self.units.most_frequent
        known = (
            (curated.direction, "curated")
            if curated
            else direction_of(name, self.better, self.sides.values())
        )
        direction, source = known if known and known[0] else (None, None)
        return {
            "indicator_key": self.key,
            "indicator_name": name,
            "unit": unit,
            "owner": "KF" if self.is_kf else "namnd",
            "direction": direction,
            "direction_source": source,
            "is_additive": is_additive(name, unit),
            "is_curated": curated is not None,
            "printings": len(self.names.counts),
            "first_year": min(self.years),
            "last_year": max(self.years),
        }


def _is_kf(context: ReportContext, row: IndicatorRow) -> bool:
    """KF indicators stand under the council's goals, or carry a target of the council."""
    goal = None if row.goal is None else context.report.goals[row.goal]
    under_kf_goal = goal is not None and goal.level is not GoalLevel.COMMITTEE
    return under_kf_goal or any(
        cell.measure is Measure.KF_TARGET and cell.value is not None for cell in row.cells
    )
