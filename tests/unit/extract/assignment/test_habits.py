"""What a document fills otherwise than reports usually do, and what that makes of its rows."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.assignment.columns import (
    Reading,
    RowContext,
    RunCell,
    is_guess,
    readings,
)
from pipeline.extract.assignment.habits import learn_habit
from pipeline.extract.language.values import parse_cell
from pipeline.extract.report import Measure as M
from pipeline.extract.report import ReportType

COLUMNS = (M.OUTCOME, M.PREVIOUS_OUTCOME, M.FORECAST, M.TARGET, M.KF_TARGET)
OWN = RowContext(COLUMNS, ReportType.FIRST_FOLLOW_UP, committee_owned=True, measured=True)
FULL = "71 % | 70 % | 72 % | 73 % | 74 %"
SHORT = "41 % | 43 % | 44 % | 45 %"


def cells(text: str) -> tuple[RunCell, ...]:
    found = [(part, parse_cell(part)) for part in text.split(" | ")]
    return tuple(RunCell(parsed, (part,)) for part, parsed in found if parsed is not None)


def row(text: str) -> tuple[RowContext, tuple[Reading, ...]]:
    return OWN, readings([cells(text)], OWN)


def test_usual_rows_are_no_habit_of_their_own() -> None:
    assert learn_habit([row(SHORT)] * 9) == {}
    assert learn_habit([]) == {}


def test_full_rows_tell_that_a_column_is_filled_that_usually_is_not() -> None:
    habit = learn_habit([row(FULL)] * 3 + [row(SHORT)])
    assert list(habit) == ["filled:committee kf_target"]
    assert habit["filled:committee kf_target"] > 5


def test_a_few_such_rows_among_many_tell_less() -> None:
    few = learn_habit([row(FULL)] + [row(SHORT)] * 19)["filled:committee kf_target"]
    assert 0 < few < learn_habit([row(FULL)] * 10 + [row(SHORT)] * 10)["filled:committee kf_target"]


def test_rows_in_doubt_tell_nothing() -> None:
    doubted = tuple(replace(one, probability=0.6) for one in row(FULL)[1])
    assert learn_habit([(OWN, doubted)] * 9) == {}


def test_a_short_row_of_an_unusual_document_is_less_sure() -> None:
    usual = readings([cells(SHORT)], OWN)[0]
    unusual = replace(OWN, habit=learn_habit([row(FULL)] * 3))
    found = readings([cells(SHORT)], unusual)
    doubted = next(one for one in found if one.measures == usual.measures)
    assert usual.probability > 0.95 > doubted.probability
    assert is_guess(found[0], unusual)
    assert not is_guess(usual, OWN)
    assert not is_guess(readings([cells(FULL)], unusual)[0], unusual)
