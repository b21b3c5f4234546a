"""The fit of the weights, on rows whose weights are known."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from pipeline.extract.assignment.column_weights import CALIBRATION, TABLE_CALIBRATION, WEIGHTS
from pipeline.extract.assignment.columns import Reading, RunCell, calibrated
from pipeline.extract.language.values import parse_cell
from pipeline.extract.report import Measure
from tests.accuracy.compare import Judged
from tests.learning.__main__ import TARGET, source_of
from tests.learning.fit import calibration, fit, judged, promised
from tests.learning.prior import PRIOR, bounds
from tests.learning.rows import LearningRow, learning_rows

COLUMNS = (Measure.OUTCOME, Measure.TARGET)


def _free(_: str) -> tuple[None, None]:
    return None, None


def _rows(weight: float, count: int = 4000) -> list[LearningRow]:
    """Rows with two readings; the cue is seen in the first, which is true by its odds."""
    source = random.Random(1)
    parsed = parse_cell("5")
    assert parsed is not None
    cell = RunCell(parsed, ("5",))
    readings = [Reading((cell,), (measure,), 0.0) for measure in COLUMNS]
    share = 1 / (1 + math.exp(-weight))
    rows = []
    for _ in range(count):
        true = 0 if source.random() < share else 1
        rows.append(
            LearningRow(readings, [{"cue:seen": 1.0}, {}], true, [[true == 0], [true == 1]])
        )
    return rows


@pytest.mark.parametrize("weight", [-1.0, 0.5, 2.0])
def test_a_weight_is_found_again(weight: float) -> None:
    found = fit(_rows(weight), {}, _free, pull=0.01, least=1)
    assert found["cue:seen"] == pytest.approx(weight, abs=0.15)


def test_the_prior_draws_and_bounds_bind() -> None:
    rows = _rows(2.0, 200)
    free = fit(rows, {}, _free, pull=0.01, least=1)["cue:seen"]
    drawn = fit(rows, {"cue:seen": -1.0}, _free, pull=100.0, least=1)["cue:seen"]
    bound = fit(rows, {}, lambda _: (None, 0.5), pull=0.01, least=1)["cue:seen"]
    assert drawn < free - 0.5
    assert bound == pytest.approx(0.5)


def test_a_name_that_is_rarely_seen_keeps_its_prior() -> None:
    found = fit(_rows(2.0, 5), {"other:never": -3.0}, _free, pull=1.0, least=10)
    assert found == {"other:never": -3.0}


def test_learned_probabilities_are_calibrated() -> None:
    rows = _rows(1.0)
    cells = judged(rows, fit(rows, {}, _free, pull=0.01, least=1))
    right = sum(cell.right for cell in cells) / len(cells)
    assert right == pytest.approx(cells[0].confidence, abs=0.02)


def test_the_weights_in_use_are_written_by_the_command_and_keep_their_bounds() -> None:
    assert TARGET.read_text(encoding="utf-8") == source_of(WEIGHTS, CALIBRATION, TABLE_CALIBRATION)
    assert set(PRIOR) <= set(WEIGHTS)
    for name, weight in WEIGHTS.items():
        low, high = bounds(name)
        assert low is None or weight >= low
        assert high is None or weight <= high


def test_rows_of_generated_reports_hold_their_true_reading() -> None:
    rows = list(learning_rows([0]))
    assert len(rows) > 20
    assert all(len(row.readings) > 1 for row in rows)
    true = [row for row in rows if row.true is not None]
    assert all(all(row.right[row.true]) for row in true if row.true is not None)
    assert len(true) > 0.9 * len(rows)


def test_rows_that_are_cut_wrongly_teach_nothing_but_count_as_wrong() -> None:
    rows = _rows(1.0, 400)
    lost = [replace(row, true=None, right=[[False], [False]]) for row in rows[:100]]
    taught = fit(rows, {}, _free, pull=0.01, least=1)
    assert fit(rows + lost, {}, _free, pull=0.01, least=1) == taught
    assert not any(cell.right for cell in judged(lost, taught))


def test_calibration_rises_and_meets_what_was_right() -> None:
    source = random.Random(2)
    cells = [
        Judged(share, source.random() < share**2) for share in (0.3, 0.6, 0.9) for _ in "x" * 900
    ]
    points = calibration(cells)
    assert points[0] == (0.0, 0.0) and points[-1] == (1.0, 1.0)
    assert [often for _, often in points] == sorted(often for _, often in points)
    for share in (0.3, 0.6, 0.9):
        assert calibrated(share, points) == pytest.approx(share**2, abs=0.05)


def test_a_value_is_called_sure_only_where_hardly_one_is_wrong() -> None:
    # One in fifty of the cells with shares up to 0.98 is wrong, one in two thousand above.
    often = [Judged(0.96 + number / 200_000, number % 50 > 0) for number in range(4000)]
    surely = [Judged(0.99 + number / 500_000, number % 2000 > 0) for number in range(4000)]
    points = promised(calibration(often + surely), often + surely)
    assert calibrated(0.97, points) == pytest.approx(0.945)
    assert calibrated(0.995, points) > 0.99
    assert [right for _, right in points] == sorted(right for _, right in points)
    assert (points[0], points[-1]) == ((0.0, 0.0), (1.0, 1.0))


def test_too_few_cells_make_none_sure() -> None:
    cells = [Judged(0.99, right=True) for _ in range(500)]
    points = promised(calibration(cells), cells)
    assert calibrated(0.99, points) < 0.95


def test_calibration_interpolates() -> None:
    points = [(0.0, 0.0), (0.5, 0.8), (1.0, 1.0)]
    assert calibrated(0.25, points) == pytest.approx(0.4)
    assert calibrated(0.75, points) == pytest.approx(0.9)
    assert (calibrated(0.0, points), calibrated(1.0, points)) == (0.0, 1.0)
