"""Holding documents back by hand, and letting them out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.intake.by_hand import NoSuchDocument, hand_holds, hold_by_hand, unhold
from tests.support.nights import FIRST, Nights, told

T1 = "report Provby | T1 | 2021 | tab_text"


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    nights = Nights.at(tmp_path)
    (nights.settings.raw_dir / "2021").mkdir()
    nights.put("2021/provby t1.txt", T1)
    return nights


@pytest.mark.parametrize("given", ["2021/provby t1.txt", "./2021/provby t1.txt", "{raw}"])
def test_a_document_is_named_by_its_path_below_the_raw_folder_or_from_here(
    nights: Nights, given: str
) -> None:
    file = given.replace("{raw}", str(nights.settings.raw_dir / "2021" / "provby t1.txt"))
    held = hold_by_hand(nights.settings, file, who="A. Berg", why="a draft.", now=FIRST)
    assert held.source_file == "2021/provby t1.txt"
    assert held.hold.reason == (
        "Held back by A. Berg on 2026-01-02: a draft. "
        "`namndlager unhold 2021/provby t1.txt` lets it go out again."
    )
    assert hand_holds(nights.settings) == (held,)


def test_a_path_that_is_not_there_is_refused_with_what_may_be_meant(nights: Nights) -> None:
    with pytest.raises(NoSuchDocument, match=r"no provby-t1\.txt .*mean 2021/provby t1\.txt"):
        hold_by_hand(nights.settings, "provby-t1.txt", who="A", why="w", now=FIRST)
    assert hand_holds(nights.settings) == ()


def test_what_is_held_by_hand_leaves_the_facts_until_it_is_let_out(nights: Nights) -> None:
    nights.run()
    hold_by_hand(nights.settings, "2021/provby t1.txt", who="A", why="a draft", now=FIRST)
    holds = [held.hold for held in hand_holds(nights.settings)]
    # Its own reading of the last release is as little believed.
    assert told(nights.run(holds=holds)) == [("2021/provby t1.txt", "held_back", None)]
    unhold(nights.settings, "2021/provby t1.txt")
    assert hand_holds(nights.settings) == ()
    with pytest.raises(NoSuchDocument):
        unhold(nights.settings, "2021/provby t1.txt")
    assert told(nights.run()) == [("2021/provby t1.txt", "Provby T1 2021: 3.5", None)]


def test_the_last_hold_of_a_document_counts(nights: Nights) -> None:
    for why in ("a draft", "still a draft"):
        hold_by_hand(nights.settings, "2021/provby t1.txt", who="A", why=why, now=FIRST)
    assert [held.why for held in hand_holds(nights.settings)] == ["still a draft"]


def test_what_a_person_writes_is_kept_without_personal_numbers(nights: Nights) -> None:
    why = "Anna 811218-9876 ringde\x1b[2J"
    hold_by_hand(nights.settings, "2021/provby t1.txt", who="A", why=why, now=FIRST)
    for path in nights.settings.state_dir.iterdir():
        assert b"811218" not in path.read_bytes()
    (held,) = hand_holds(nights.settings)
    assert held.why == "Anna XXXXXX-XXXX ringde\\x1b[2J"
