"""Fitting the weights: a conditional logit over the readings of each row."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.optimize import isotonic_regression, minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from pipeline.extract.assignment.columns import calibrated
from tests.accuracy.compare import Judged
from tests.learning.rows import LearningRow

Bounds = Callable[[str], tuple[float | None, float | None]]


def fit(
    rows: Sequence[LearningRow],
    prior: Mapping[str, float],
    bounds: Bounds,
    *,
    pull: float,
    least: int,
) -> dict[str, float]:
    """Return the weights that make the true readings most probable.

    Args:
        rows: What to learn from; rows without a true reading teach nothing.
        prior: The weights that the fit is drawn to; 0 for names that are not in it.
        bounds: The least and the greatest weight of a name.
        pull: How strongly the prior draws: half of it times the squared distance is
            added to the negative log-likelihood.
        least: In how many rows a name must tell readings apart to be learned at all.
    """
    rows = [row for row in rows if row.true is not None]
    telling = Counter(name for row in rows for name in _telling(row))
    names = sorted({name for name, count in telling.items() if count >= least} | set(prior))
    column = {name: index for index, name in enumerate(names)}
    amounts, at, start = _matrix(rows, column)
    true = start[:-1] + np.array([row.true for row in rows])
    row_of = np.repeat(np.arange(len(rows)), np.diff(start))
    before = np.array([prior.get(name, 0.0) for name in names])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = at @ weights
        best = np.maximum.reduceat(scores, start[:-1])
        odds = np.exp(scores - best[row_of])
        total = np.add.reduceat(odds, start[:-1])
        away = weights - before
        likelihood = (scores[true] - best - np.log(total)).sum()
        slope = at.T @ (odds / total[row_of]) - amounts[true].sum(axis=0)
        return float(pull / 2 * away @ away - likelihood), pull * away + slope

    result = minimize(
        loss,
        before,
        jac=True,
        method="L-BFGS-B",
        bounds=[bounds(name) for name in names],
        options={"maxiter": 1000},
    )
    return dict(zip(names, result.x.tolist(), strict=True))


def _telling(row: LearningRow) -> set[str]:
    """Return the names whose amounts differ among a row's readings."""
    names = {name for seen in row.seen for name in seen}
    return {name for name in names if len({seen.get(name, 0.0) for seen in row.seen}) > 1}


def _matrix(
    rows: Sequence[LearningRow], column: Mapping[str, int]
) -> tuple[np.ndarray, csr_matrix, np.ndarray]:
    """Return amounts by reading and name, dense and sparse, and where each row starts."""
    start = np.cumsum([0, *(len(row.seen) for row in rows)])
    amounts = np.zeros((int(start[-1]), len(column)))
    for first, row in zip(start[:-1], rows, strict=True):
        for offset, seen in enumerate(row.seen):
            for name, amount in seen.items():
                if name in column:
                    amounts[first + offset, column[name]] = amount
    return amounts, csr_matrix(amounts), start


def judged(rows: Sequence[LearningRow], weights: Mapping[str, float]) -> list[Judged]:
    """Return every cell of the most probable readings with its probability."""
    cells: list[Judged] = []
    for row in rows:
        scores = np.array(
            [sum(weights.get(n, 0.0) * amount for n, amount in seen.items()) for seen in row.seen]
        )
        odds = np.exp(scores - scores.max())
        shares = odds / odds.sum()
        best = int(shares.argmax())
        chosen = row.readings[best]
        for index, measure in enumerate(chosen.measures):
            share = sum(
                float(shares[i])
                for i, reading in enumerate(row.readings)
                if reading.cells == chosen.cells and reading.measures[index] is measure
            )
            cells.append(Judged(min(share, 0.999), row.right[best][index]))
    return cells


def calibration(cells: Sequence[Judged]) -> list[tuple[float, float]]:
    """Return points (share, how often right) that rise, measured on cells of like share.

    Args:
        cells: Cells of rows that were not learned from, with their raw shares.

    Returns:
        From (0, 0) to (1, 1). The surer the cells, the more of them make a point: one in
        a hundred wrong is seen in hundreds only. Half a cell counts as wrong on top, so
        that no point claims more than its cells can show.
    """
    left = sorted(cells, key=lambda cell: cell.confidence)
    shares: list[float] = []
    right: list[float] = []
    while left:
        size = next(size for bound, size in _GROUPS if left[0].confidence < bound)
        group, left = left[:size], left[size:]
        if len(group) == size:
            shares.append(sum(cell.confidence for cell in group) / size)
            right.append(sum(cell.right for cell in group) / (size + 0.5))
    rising = isotonic_regression(right).x.tolist() if right else []
    points = {0.0: 0.0, **dict(zip(shares, rising, strict=True)), 1.0: 1.0}
    return sorted((round(share, 4), round(often, 4)) for share, often in points.items())


_GROUPS = ((0.9, 150), (0.99, 400), (math.inf, 1000))
"""Below which share how many cells make a point."""


_SURE, _UNSURE = 0.95, 0.945
_SURE_CELLS = 800
_STEP = 0.0005


def promised(
    points: Sequence[tuple[float, float]],
    cells: Sequence[Judged],
    sure_cells: int = _SURE_CELLS,
) -> list[tuple[float, float]]:
    """Return points that reach 0.95 only where hardly a cell is wrong.

    From 0.95 on a value is taken for sure and no reader looks again. So the least share
    that gets it is the one from which on one cell in ``sure_cells`` is wrong at most;
    below, the points stop short of it even where they were a little higher.
    """
    sure = round(sure_from(cells, sure_cells), 4)
    before = round(sure - _STEP, 4)
    return [
        *((share, min(often, _UNSURE)) for share, often in points if share < before),
        (before, round(min(calibrated(before, points), _UNSURE), 4)),
        (sure, round(max(calibrated(sure, points), _SURE), 4)),
        *((share, max(often, _SURE)) for share, often in points if share > sure),
    ]


def sure_from(cells: Sequence[Judged], sure_cells: int = _SURE_CELLS) -> float:
    """Return the least share from which on at most one cell in ``sure_cells`` is wrong."""
    sure, wrong = 1.0, 0
    for count, cell in enumerate(sorted(cells, key=lambda cell: -cell.confidence), start=1):
        wrong += not cell.right
        if wrong * sure_cells <= count >= sure_cells:
            sure = cell.confidence
    return sure
