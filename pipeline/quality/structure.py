"""What a report promises and does not give: one row a report, for the bounds of structure.

Belongs here: measures of a reading as a whole, taken from the facts alone. Each is a
column of the frame ``report_structure``; its bound and reason stand in
``expectations/report_structure.yml``, its examples in ``<column>_examples``. A measure
that has too little to go by is null, and no bound speaks of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.quality.places import example, of_reports
from pipeline.settings import Settings

Tables = Mapping[str, pa.Table]
Row = Mapping[str, Any]

FEWEST_NUMBERS = 100
"""A report with fewer numbers than this says nothing of how its tables were read."""

FEWEST_VALUES = 20
"""With fewer indicator values than this a share of them says nothing."""

FEWEST_LOST_TABLES = 3
"""A head or two of tables in the prose are quotations, or a few tables of many."""

_GOAL_HEADING = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+)?(?:KF:?s? |kommunfullmäktiges )?"
    r"(?:inriktningsmål|mål för verksamhetsområdet|verksamhetsområdesmål|nämndmål)"
    r"\s*(?::.*|\d.*)?$",
    re.IGNORECASE | re.MULTILINE,
)
_INDICATOR_HEADS = (re.compile(r"\bÅrsmål\b"), re.compile(r"\bPeriodicitet\b"))
_ACTIVITY_HEAD = re.compile(r"\bStartdatum\b")
_LOST_TABLES = frozenset({"indicator_table_without_rows", "activity_table_without_rows"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one report, as far as the measures need it.

    ``tables_read`` counts goals with indicators and goals with activities: each prints them
    in a table of its own.
    """

    sections: Sequence[Row]
    problems: Sequence[Row]
    goals: int
    tables_read: int
    numeric_cells: int
    indicator_values: int
    doubtful_values: int
    score: float

    def prose(self) -> Iterator[tuple[Row, str]]:
        """Every section with its heading and text."""
        for row in self.sections:
            yield row, f"{row['heading']}\n{row['body']}"


Measured = tuple[float | None, tuple[str, ...]]
"""A measure of a reading, and examples of it with their places."""


def missing_goals(reading: Reading) -> Measured:
    """Headings of goals, where no goal was read."""
    if reading.goals:
        return 0, ()
    found = [
        example(row, match.group(0))
        for row, text in reading.prose()
        for match in _GOAL_HEADING.finditer(text)
    ]
    return len(found), tuple(found)


def lost_table_share(reading: Reading) -> Measured:
    """Heads of indicator and activity tables in the prose, against the tables read."""
    examples: list[str] = []
    lost = 0
    for row, text in reading.prose():
        indicators = max(len(head.findall(text)) for head in _INDICATOR_HEADS)
        if heads := indicators + len(_ACTIVITY_HEAD.findall(text)):
            lost += heads
            examples.append(example(row, text))
    for row in reading.problems:
        if row["code"] in _LOST_TABLES:
            lost += 1
            examples.append(example(row, row["source_text"] or row["message"]))
    if lost < FEWEST_LOST_TABLES:
        return 0.0, ()
    return lost / (lost + reading.tables_read), tuple(examples)


def share_numbers_in_tables(reading: Reading) -> Measured:
    """Numbers in cells against all numbers; null where a report prints hardly any."""
    counted = [(len(_NUMBER.findall(text)), row, text) for row, text in reading.prose()]
    loose = sum(numbers for numbers, _, _ in counted)
    if loose + reading.numeric_cells < FEWEST_NUMBERS:
        return None, ()
    fullest = sorted(counted, key=lambda item: -item[0])
    examples = tuple(example(row, text) for numbers, row, text in fullest if numbers)
    return reading.numeric_cells / (loose + reading.numeric_cells), examples


def share_indicator_values_doubtful(reading: Reading) -> Measured:
    """As in mart_coverage; null where there are hardly any values."""
    if reading.indicator_values < FEWEST_VALUES:
        return None, ()
    return reading.doubtful_values / reading.indicator_values, ()


def reading_score(reading: Reading) -> Measured:
    """As in dim_report; null where a report prints hardly any table, and shows none lost."""
    if reading.numeric_cells + len(reading.problems) < FEWEST_VALUES:
        return None, ()
    examples = (example(row, row["source_text"] or row["message"]) for row in reading.problems)
    return reading.score, tuple(examples)


MEASURES: Mapping[str, Callable[[Reading], Measured]] = MappingProxyType(
    {
        measure.__name__: measure
        for measure in (
            missing_goals,
            lost_table_share,
            share_numbers_in_tables,
            share_indicator_values_doubtful,
            reading_score,
        )
    }
)


def report_structure(tables: Tables) -> pd.DataFrame:
    """One row a report, superseded ones too: every measure with its examples."""
    rows = []
    for report, reading in _readings(tables).items():
        row: dict[str, object] = {"report_key": report}
        for name, measure in MEASURES.items():
            row[name], row[f"{name}_examples"] = measure(reading)
        rows.append(row)
    columns = [column for name in MEASURES for column in (name, f"{name}_examples")]
    structure = pd.DataFrame(rows, columns=["report_key", *columns])
    return structure.astype(dict.fromkeys(MEASURES, "float64"))


def _readings(tables: Tables) -> dict[str, Reading]:
    sections, problems = (
        _rows_of(tables, "document_section"),
        _rows_of(tables, "extraction_problem"),
    )
    goals = _counts(tables["fact_goal_assessment"])
    indicators, activities = (
        _counts(_distinct(tables[name], "report_key", "goal_key"))
        for name in ("fact_indicator_row", "fact_activity")
    )
    values = tables["fact_indicator_value"]
    numeric, cells = (
        _counts(table.filter(pc.is_valid(table["value"])))
        for table in (values, tables["fact_table_cell"])
    )
    doubtful = _counts(values.filter(pc.less(values["confidence"], Settings.confidence_threshold)))
    printed = _counts(values)
    scores = of_reports(tables, "reading_score")
    return {
        report: Reading(
            sections=sections[report],
            problems=problems[report],
            goals=goals[report],
            tables_read=indicators[report] + activities[report],
            numeric_cells=numeric[report] + cells[report],
            indicator_values=printed[report],
            doubtful_values=doubtful[report],
            score=float(score),
        )
        for report, score in scores.items()
    }


def _rows_of(tables: Tables, name: str) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in tables[name].to_pylist():
        grouped[row["report_key"]].append(row)
    return grouped


def _distinct(table: pa.Table, *columns: str) -> pa.Table:
    return table.select(list(columns)).group_by(list(columns)).aggregate([])


def _counts(table: pa.Table) -> defaultdict[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for row in table.group_by("report_key").aggregate([([], "count_all")]).to_pylist():
        counts[row["report_key"]] = row["count_all"]
    return counts
