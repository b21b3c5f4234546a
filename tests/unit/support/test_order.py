"""Long files of tests begin first."""

from __future__ import annotations

from tests.support.order import DEAREST_FIRST, TESTS, dearest_first


def test_every_file_that_is_named_is_there() -> None:
    assert [name for name in DEAREST_FIRST if not (TESTS / name).is_file()] == []
    assert len(set(DEAREST_FIRST)) == len(DEAREST_FIRST)


def test_those_that_are_named_come_first_and_the_others_keep_their_order() -> None:
    others = [TESTS / "unit/test_settings.py", TESTS / "clients/test_clients.py"]
    last, first = TESTS / DEAREST_FIRST[-1], TESTS / DEAREST_FIRST[0]
    ordered = sorted([others[0], last, others[1], first], key=dearest_first())
    assert ordered == [first, last, *others]
