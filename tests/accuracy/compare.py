"""Compare a Report with truth, kind by kind.

Rows are matched by what identifies them (a goal by level and title, an indicator by goal
and name, a table by its lines or its order), then every printed cell is compared.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.report import (
    ActivityRow,
    Goal,
    IndicatorCell,
    IndicatorRow,
    Report,
    ReportTable,
)
from tests.accuracy.truth import Row, Truth
from tests.corpus.model import MEASURES

_ASSESSMENTS = {"helt": "fully", "delvis": "partly", "inte": "not", "": ""}


@dataclass
class Score:
    """Right answers, answers given and answers wanted of one kind, with the misses."""

    kind: str
    right: int = 0
    given: int = 0
    wanted: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the answers given that are right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Share of the answers wanted that were given right."""
        return self.right / self.wanted if self.wanted else 1.0

    def add(self, other: Score) -> None:
        """Count another score of the same kind in."""
        self.right += other.right
        self.given += other.given
        self.wanted += other.wanted
        self.misses += other.misses


@dataclass(frozen=True)
class Judged:
    """One value with the confidence it was given and whether it is right."""

    confidence: float
    right: bool


@dataclass
class Comparison:
    """Scores by kind, and every judged cell of indicators and other tables, for calibration."""

    name: str
    scores: list[Score]
    judged: list[Judged]
    judged_tables: list[Judged]

    def score(self, kind: str) -> Score:
        """Return the score of a kind."""
        return next(score for score in self.scores if score.kind == kind)


def compare(report: Report, truth: Truth) -> Comparison:
    """Compare all kinds of facts of a report with the truth about its document."""
    rows, cells, judged = _indicators(report, truth)
    scores = [_goals(report, truth), rows, *cells]
    if truth.activities is not None:
        scores.append(_activities(report, truth))
    scores += [_tables(report, truth), *_table_cells(report, truth)]
    return Comparison(truth.name, scores, judged, list(_judged_table_cells(report, truth)))


def lost(truth: Truth, reason: str) -> Comparison:
    """Return the comparison of a document that could not be read at all."""
    wanted = {
        "goals": len(truth.goals),
        "indicators": len(truth.indicators),
        "indicator cells (sure)": sum(bool(r[m]) for r in truth.indicators for m in MEASURES),
        "activities": len(truth.activities or ()),
        "table cells kept": len(truth.cells),
        "table cells exact": len(truth.cells),
    }
    scores = [Score(kind, wanted=count, misses=[reason]) for kind, count in wanted.items()]
    return Comparison(truth.name, scores, [], [])


def normal(text: str) -> str:
    """Return text for comparison: white space squeezed."""
    return " ".join(text.split())


# --- goals --------------------------------------------------------------------------------------


def _goals(report: Report, truth: Truth) -> Score:
    titles = {row["line"]: row["title"] for row in truth.goals if row["line"]}
    wanted = [
        (
            r["level"],
            r["code"],
            normal(r["title"]),
            normal(titles.get(r["parent_line"], "")),
            _ASSESSMENTS[r["assessment"]],
        )
        for r in truth.goals
    ]
    linked = truth.has_lines
    given = [_goal_answer(goal, report.goals, linked=linked) for goal in report.goals]
    return _multiset("goals", given, wanted)


def _goal_answer(goal: Goal, goals: Sequence[Goal], *, linked: bool) -> tuple[str, ...]:
    parent = goals[goal.parent].title if linked and goal.parent is not None else ""
    return (
        goal.level.value,
        goal.code or "",
        normal(goal.title),
        normal(parent),
        goal.assessment.value if goal.assessment else "",
    )


def _multiset(
    kind: str, given: Iterable[tuple[str, ...]], wanted: Iterable[tuple[str, ...]]
) -> Score:
    have, want = Counter(given), Counter(wanted)
    score = Score(kind, sum((have & want).values()), have.total(), want.total())
    score.misses += [f"missing {answer}" for answer in (want - have).elements()]
    score.misses += [f"too much {answer}" for answer in (have - want).elements()]
    return score


# --- indicators ---------------------------------------------------------------------------------


def _indicators(report: Report, truth: Truth) -> tuple[Score, list[Score], list[Judged]]:
    rows = Score("indicators")
    cells = {c: Score(f"indicator cells ({c})") for c in ("sure", "likely")}
    judged: list[Judged] = []
    titles = {row["line"]: normal(row["title"]) for row in truth.goals if row["line"]}
    given = [row for row in report.indicators if _within(row.place.line_start, truth)]
    unused = list(given)
    rows.given, rows.wanted = len(given), len(truth.indicators)
    if truth.last_indicator_line is not None:
        known = {normal(row["name"]) for row in truth.indicators}
        rows.given = sum(normal(row.name) in known for row in given)
    for wanted in truth.indicators:
        goal = titles.get(wanted["goal_line"], "") if truth.has_lines else None
        match = _find_indicator(unused, wanted, goal, report.goals)
        if match is None:
            rows.misses.append(f"line {wanted['line']}: missing '{wanted['name']}'")
            cells[wanted["certainty"] or "sure"].wanted += sum(bool(wanted[m]) for m in MEASURES)
            continue
        unused.remove(match)
        problem = _row_problem(match, wanted)
        rows.right += not problem
        rows.misses += [f"line {wanted['line']}: {problem}"] if problem else []
        _compare_cells(match, wanted, cells[wanted["certainty"] or "sure"], judged)
    if truth.last_indicator_line is None:
        rows.misses += [f"too much '{row.name}'" for row in unused]
    return rows, list(cells.values()), judged


def _within(line: int | None, truth: Truth) -> bool:
    last = truth.last_indicator_line
    return last is None or line is None or line <= last


def _find_indicator(
    rows: Sequence[IndicatorRow], wanted: Row, goal: str | None, goals: Sequence[Goal]
) -> IndicatorRow | None:
    for row in rows:
        title = normal(goals[row.goal].title) if row.goal is not None else ""
        if normal(row.name) == normal(wanted["name"]) and goal in (None, title):
            return row
    return None


def _row_problem(row: IndicatorRow, wanted: Row) -> str:
    if (row.period or "") != wanted["period"]:
        return f"'{row.name}' period {row.period!r}, wanted {wanted['period']!r}"
    if (row.analysis is not None) != (wanted["has_analysis"] == "1"):
        return f"'{row.name}' has_analysis {row.analysis is not None}"
    return ""


def _compare_cells(row: IndicatorRow, wanted: Row, score: Score, judged: list[Judged]) -> None:
    by_measure = {cell.measure.value: cell for cell in row.cells}
    for measure in MEASURES:
        cell, want = by_measure.get(measure), wanted[measure]
        score.given += cell is not None
        score.wanted += bool(want)
        right = cell is not None and _same_cell(cell, want, wanted[f"{measure}_n"])
        score.right += right
        if cell is not None:
            judged.append(Judged(cell.confidence, right))
        if (cell is not None or want) and not right:
            printed = f"{cell.text} ({cell.confidence:.2f})" if cell else "nothing"
            score.misses.append(
                f"line {wanted['line']}: '{wanted['name'][:60]}' {measure}: {printed}, "
                f"wanted {want or 'nothing'}"
            )


def _same_cell(cell: IndicatorCell, text: str, number: str) -> bool:
    if normal(cell.text) != normal(text):
        return False
    return not number or (cell.value is not None and math.isclose(cell.value, float(number)))


# --- activities ---------------------------------------------------------------------------------


def _activities(report: Report, truth: Truth) -> Score:
    titles = {row["line"]: normal(row["title"]) for row in truth.goals if row["line"]}
    wanted = [
        (
            titles.get(r["goal_line"], ""),
            normal(r["text"]),
            r["start_date"],
            r["end_date"],
            r["deviation"],
            r["has_analysis"],
        )
        for r in truth.activities or ()
    ]
    last = truth.last_activity_line
    given = [
        _activity_answer(row, report.goals if truth.has_lines else ())
        for row in report.activities
        if last is None or row.place.line_start is None or row.place.line_start <= last
    ]
    if last is not None:
        known = {answer[1] for answer in wanted}
        given = [answer for answer in given if answer[1] in known]
    return _multiset("activities", given, wanted)


def _activity_answer(row: ActivityRow, goals: Sequence[Goal]) -> tuple[str, ...]:
    return (
        normal(goals[row.goal].title) if goals and row.goal is not None else "",
        normal(row.text),
        row.start_date.isoformat() if row.start_date else "",
        row.end_date.isoformat() if row.end_date else "",
        str(int(row.has_deviation)),
        str(int(row.analysis is not None)),
    )


# --- other tables -------------------------------------------------------------------------------


def _tables(report: Report, truth: Truth) -> Score:
    score = Score("tables", wanted=len(truth.tables), given=len(truth.tables))
    for number, wanted in enumerate(truth.tables):
        table = _find_table(report, wanted, number, _texts_of(truth, wanted))
        problem = "not found" if table is None else _table_problem(table, wanted)
        score.right += not problem
        if problem:
            score.misses.append(f"table {wanted['table_id']} '{wanted['title']}': {problem}")
    return score


def _texts_of(truth: Truth, table: Row) -> Counter[str]:
    return Counter(normal(r["raw"]) for r in truth.cells if r["table_id"] == table["table_id"])


def most_alike(
    tables: Sequence[ReportTable], texts: Counter[str], number: int
) -> ReportTable | None:
    """The table that is most alike the wanted one: by the cells both have, of all their cells.

    An overview repeats what a detail says, and has many others; so a part of the detail is more
    alike it. Of several the one in its place. Half of the cells of one must be the other's: a
    large table that has a number in common with a small one that is lost is no reading of it.
    """
    best: tuple[float, int, ReportTable | None] = (0.0, 0, None)
    for index, table in enumerate(tables):
        cells = [cell for cell in table.cells if cell.column_no > 1]
        shared = (Counter(normal(cell.text) for cell in cells) & texts).total()
        way = (2 * shared / (len(cells) + texts.total()), -abs(index - number))
        half = 2 * shared >= min(len(cells), texts.total())
        if shared and half and (best[2] is None or way > best[:2]):
            best = (*way, table)
    return best[2]


def _find_table(
    report: Report, wanted: Row, number: int, texts: Counter[str]
) -> ReportTable | None:
    if not wanted["line_start"]:
        return most_alike(report.tables, texts, number)
    start, end = int(wanted["line_start"]), int(wanted["line_end"])
    best: tuple[int, ReportTable | None] = (0, None)
    for table in report.tables:
        first, last = table.place.line_start or 0, table.place.line_end or 0
        shared = min(end, last) - max(start, first) + 1
        if shared > best[0]:
            best = (shared, table)
    return best[1]


def _table_problem(table: ReportTable, wanted: Row) -> str:
    problems = [
        f"{name} {given!r}, wanted {want!r}"
        for name, given, want in (
            ("kind", table.kind, wanted["kind"]),
            ("title", normal(table.title), normal(wanted["title"])),
            ("unit", table.unit or "", wanted["unit"].replace("mkr", "mnkr")),
        )
        if given != want
    ]
    return "; ".join(problems)


def _table_cells(report: Report, truth: Truth) -> list[Score]:
    kept, exact = Score("table cells kept"), Score("table cells exact")
    for number, wanted_table in enumerate(truth.tables):
        wanted = [r for r in truth.cells if r["table_id"] == wanted_table["table_id"]]
        table = _find_table(report, wanted_table, number, _texts_of(truth, wanted_table))
        cells = [cell for cell in (table.cells if table else ()) if cell.column_no > 1]
        texts_have = Counter(normal(cell.text).replace(" ", "") for cell in cells)
        texts_want = Counter(normal(row["raw"]).replace(" ", "") for row in wanted)
        kept.right += sum((texts_have & texts_want).values())
        kept.given += texts_have.total()
        kept.wanted += texts_want.total()
        have = Counter(
            (normal(c.row_label), normal(c.column_label), _number(c.value)) for c in cells
        )
        want = Counter(
            (
                normal(r["row_label"]),
                normal(r["col_label"]),
                _number(_value(r)),
            )
            for r in wanted
        )
        one = _multiset("table cells exact", have.elements(), want.elements())
        one.misses = [f"{wanted_table['table_id']}: {miss}" for miss in one.misses]
        exact.add(one)
    return [kept, exact]


def _judged_table_cells(report: Report, truth: Truth) -> Iterator[Judged]:
    """Yield every cell of the tables that truth knows: is its value right, and its column?

    The column by its number: how its label is spelt is no matter of the confidence.
    """
    for number, wanted_table in enumerate(truth.tables):
        table = _find_table(report, wanted_table, number, _texts_of(truth, wanted_table))
        left = Counter(
            (normal(row["row_label"]), int(row["col_no"]), _number(_value(row)))
            for row in truth.cells
            if row["table_id"] == wanted_table["table_id"]
        )
        for cell in table.cells if table else ():
            if cell.column_no > 1:
                answer = (normal(cell.row_label), cell.column_no, _number(cell.value))
                right = left[answer] > 0
                left[answer] -= right
                yield Judged(cell.confidence, right)


def _value(row: Row) -> float | None:
    return float(row["value"]) if row["value"] else None


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
