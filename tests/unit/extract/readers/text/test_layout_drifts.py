"""Which labels values belong to that are moved against them."""

from __future__ import annotations

import pytest

from pipeline.extract.readers.text.layout_drifts import Side, drifted, side_of


def test_values_drift_where_labels_are_close() -> None:
    labels = [(30, 38), (39, 45), (50, 58), (61, 70), (71, 78), (80, 86), (101, 107)]
    assert drifted([(68, 72), (78, 82), (86, 90), (108, 112)], labels) == [3, 4, 5, 6]


def test_values_at_the_left_of_wide_cells_belong_to_the_label_behind_them() -> None:
    labels = [(44, 50), (64, 70), (84, 90), (104, 110)]
    strips = [(51, 54), (71, 74), (91, 95)]
    assert drifted(strips, labels, Side.LEFT) == [1, 2, 3]
    assert drifted([(40, 43), (60, 63), (91, 95)], labels, Side.RIGHT) == [0, 1, 3]


def test_no_label_is_told_where_more_stretches_stand_than_labels() -> None:
    assert drifted([(1, 2), (4, 5)], [(1, 2)]) is None
    assert drifted([], [(1, 2)]) == []


@pytest.mark.parametrize(
    ("spans", "side"),
    [
        ([(10, 12), (10, 16), (20, 24), (20, 22)], Side.LEFT),
        ([(10, 15), (13, 15), (20, 24), (22, 24)], Side.RIGHT),
        ([(10, 16), (12, 14)], Side.MIDDLE),
        ([(10, 12), (20, 22)], None),
        ([], None),
    ],
)
def test_values_of_different_width_show_at_which_side_they_stand(
    spans: list[tuple[int, int]], side: Side | None
) -> None:
    assert side_of([spans]) is side
