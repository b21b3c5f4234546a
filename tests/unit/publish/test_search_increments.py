"""Which numbers move where sections come and go."""

from __future__ import annotations

from pipeline.publish.search_increments import moved, spans


def test_sections_are_numbered_in_the_order_of_reports() -> None:
    assert spans({"b": 2, "a": 3, "c": 0, "d": 1}) == {
        "a": (1, 4),
        "b": (4, 6),
        "c": (6, 6),
        "d": (6, 7),
    }


def test_numbers_behind_a_report_move_by_what_it_has_more() -> None:
    before = {"a": 3, "b": 2, "c": 4, "d": 1}
    after = {"a": 3, "b": 5, "c": 4, "d": 1, "cc": 2}
    assert [*moved(spans(before), spans(after), but={"b", "cc"})] == [(6, 3), (10, 5)]


def test_nothing_moves_where_as_many_sections_come_as_go() -> None:
    before = {"a": 3, "b": 2, "c": 4}
    assert [*moved(spans(before), spans(before), but={"b"})] == []


def test_nothing_moves_before_what_changed() -> None:
    assert [*moved(spans({"a": 3, "b": 2}), spans({"a": 3, "b": 9}), but={"b"})] == []
