"""The hand-read truth against what the published database answers, by the contract's names.

``tests.accuracy`` compares what is read; here the same truth is asked for as an analyst asks,
in SQL. A value counts only where measure, number, unit and period are right; an assessment, an
activity and a table's cell where they stand below the goal, and in the row, that a person read.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from tests.corpus.model import MEASURES
from tests.support.job import Ran
from tests.support.real_reports import REPORTS, TRUTH

DOCUMENTS = ("doc001", "doc002", "doc003")
ASSESSMENTS = {"helt": "fully", "delvis": "partly", "inte": "not", "": None}
COMPLETE_ACTIVITIES = frozenset({"doc002"})

Answers = Counter[tuple[Any, ...]]


def truth(document: str, name: str) -> list[dict[str, str]]:
    path = TRUTH / document / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(run: Ran, document: str, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query on one report: ``{file}`` stands for its file."""
    (path,) = REPORTS.glob(f"{document.removeprefix('doc')}_*.txt")
    return run.rows(sql.format(file=f"source_file like '%{path.name}'"))


def differ(wanted: Iterable[tuple[Any, ...]], answered: Iterable[tuple[Any, ...]]) -> Answers:
    """What is wanted and not answered, each as often as it lacks."""
    return Counter(wanted) - Counter(answered)


def squeezed(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_goals_and_assessments(real_run: Ran, document: str) -> None:
    titles = {row["line"]: row["title"] for row in truth(document, "goals")}
    wanted = [
        (
            row["level"],
            row["code"] or None,
            squeezed(row["title"]),
            squeezed(titles.get(row["parent_line"])) or None,
            ASSESSMENTS[row["assessment"]],
        )
        for row in truth(document, "goals")
    ]
    answered = asked(
        real_run,
        document,
        """
        select goal.level, goal.code, goal.title, parent.title, fact.assessment
        from fact_goal_assessment as fact
        inner join dim_goal as goal using (goal_key)
        left join dim_goal as parent on goal.parent_goal_key = parent.goal_key
        where {file}
        """,
    )
    assert differ(wanted, answered) == differ(answered, wanted) == Counter()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_values_of_indicators(real_run: Ran, document: str) -> None:
    goals = {row["line"]: squeezed(row["title"]) for row in truth(document, "goals")}
    wanted = [
        (
            goals[row["goal_line"]],
            squeezed(row["name"]),
            measure,
            float(row[f"{measure}_n"]) if row[f"{measure}_n"] else None,
            squeezed(row[measure]),
            row["period"],
        )
        for row in truth(document, "indicators")
        for measure in MEASURES
        if row.get(measure)
    ]
    answered = [
        (title, squeezed(name), measure, value, squeezed(text), period)
        for title, name, measure, value, text, period in asked(
            real_run,
            document,
            """
            select goal.title, fact.indicator_name_printed, fact.measure, fact.value,
                fact.value_text, fact.period
            from fact_indicator_value as fact inner join dim_goal as goal using (goal_key)
            where {file}
            """,
        )
    ]
    assert len(wanted) > 100
    assert differ(wanted, answered) == Counter()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_units_of_indicators(real_run: Ran, document: str) -> None:
    wanted = {
        (squeezed(row["name"]), row["unit"]) for row in truth(document, "indicators") if row["unit"]
    }
    answered = {
        (squeezed(name), unit)
        for name, unit in asked(
            real_run,
            document,
            "select indicator_name_printed, unit from fact_indicator_value where {file}",
        )
    }
    assert wanted - answered == set()


@pytest.mark.parametrize("document", ["doc001", "doc002"])
def test_activities(real_run: Ran, document: str) -> None:
    goals = {row["line"]: squeezed(row["title"]) for row in truth(document, "goals")}
    wanted = [
        (
            goals[row["goal_line"]],
            squeezed(row["text"]),
            row["start_date"] or None,
            row["end_date"] or None,
            row["deviation"] == "1",
        )
        for row in truth(document, "activities")
    ]
    answered = [
        (title, squeezed(text), start, end, deviates)
        for title, text, start, end, deviates in asked(
            real_run,
            document,
            """
            select goal.title, fact.activity_text, fact.start_date::varchar,
                fact.end_date::varchar, fact.has_deviation
            from fact_activity as fact inner join dim_goal as goal using (goal_key)
            where {file}
            """,
        )
    ]
    assert differ(wanted, answered) == Counter()
    if document in COMPLETE_ACTIVITIES:
        assert len(answered) == len(wanted)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_cells_of_other_tables(real_run: Ran, document: str) -> None:
    tables = {row["table_id"]: row for row in truth(document, "tables")}
    cells = asked(
        real_run,
        document,
        """
        select table_no, row_no, column_no, row_label, raw_text, value, table_unit,
            source_line_start
        from fact_table_cell where {file} and value is not null
        """,
    )
    lacking = []
    compared = 0
    for table_id, table in tables.items():
        first, last = int(table["line_start"]), int(table["line_end"])
        wanted = [
            (squeezed(cell["row_label"]), int(cell["col_no"]), float(cell["value"]))
            for cell in truth(document, "cells")
            if cell["table_id"] == table_id and cell["value"]
        ]
        answered = [
            (squeezed(label), column, value)
            for _, _, column, label, _, value, unit, line in cells
            if first <= line <= last and (not table["unit"] or unit == table["unit"])
        ]
        compared += len(wanted)
        lacking += [(table_id, *lack) for lack in differ(wanted, answered)]
    assert compared > 50
    assert lacking == []


NUMBER = re.compile(r"\d+(?: \d{3})*(?:[.,]\d+)?")


def numbers(text: str) -> set[float]:
    return {float(found.replace(" ", "").replace(",", ".")) for found in NUMBER.findall(text)}


def test_contradictions_are_found_where_and_with_the_figures_that_a_person_found(
    real_run: Ran,
) -> None:
    with (TRUTH / "contradictions.csv").open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    lacking = []
    for row in known:
        lines = {int(part.split("-")[0]) for part in row["lines"].split(";")}
        findings = real_run.rows(
            f"""
            select [abs(stated), abs(expected), abs(difference)],
                list((place.evidence.line_start, place.evidence.line_end))
            from data_finding, unnest(evidence) as place (evidence)
            where place.evidence.source_file like '%{row["source_file"]}'
            group by finding_key, stated, expected, difference
            """
        )
        said = numbers(row["what"])
        found = any(
            any(start <= line <= end for line in lines for start, end in places)
            and any(figure is not None and round(figure, 2) in said for figure in figures)
            for figures, places in findings
        )
        if not found:
            lacking.append(row["what"])
    assert known
    assert lacking == []
