"""Carry-over: what was published stays while its file cannot be read or is not believed."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.intake import DocumentOutcome
from pipeline.intake import keep as keeping
from pipeline.intake.hold import Hold
from pipeline.intake.keep import KeptDocuments
from pipeline.publish.set_aside import damaged_sources
from pipeline.storage import set_aside
from tests.support.nights import Nights, told

T1 = "report Provby | T1 | 2021 | tab_text"
T2 = "report Provby | T2 | 2021 | tab_text"
VERSION_2 = "report Provby | T1 | 2021 | tab_text | 2021-06-01 | 8.5"
PUBLISHED = "Provby T1 2021: 3.5"


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights.at(tmp_path)


def hold(name: str, *, whole_document: bool = False) -> Hold:
    return Hold(
        name, "a_check", "It cannot be.", "Look at it.", ("line 7",), whole_document=whole_document
    )


@pytest.mark.parametrize(
    ("first_line", "reason"),
    [
        ("unreadable not_a_report | Detta är ingen rapport.", "not_a_report"),
        ("raise", "crashed"),
        ("touch", "changed_while_reading"),
    ],
)
def test_a_file_that_can_no_longer_be_read_is_stood_in_for(
    nights: Nights, first_line: str, reason: str
) -> None:
    nights.put("a.txt", T1)
    nights.put("b.txt", T2)
    nights.run()
    nights.put("a.txt", first_line)
    assert told(nights.run()) == [
        ("a.txt", reason, None),
        ("a.txt", PUBLISHED, "release-1"),
        ("b.txt", "Provby T2 2021: 3.5", None),
    ]
    # Nor does it go in the night after, and it still says where it was read.
    assert told(nights.run())[1] == ("a.txt", PUBLISHED, "release-1")


def test_a_held_version_leaves_the_last_one(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.run()
    nights.put("a.txt", VERSION_2)
    outcomes = nights.run(holds=[hold("a.txt")])
    assert told(outcomes) == [("a.txt", "held_back", None), ("a.txt", PUBLISHED, "release-1")]
    held, carried = outcomes
    assert held.rejection is not None
    assert held.rejection.reason == "It cannot be. For example: line 7. Look at it."
    assert held.source.sha256 != carried.source.sha256
    assert carried.is_current


def test_a_renamed_and_held_version_is_found_by_the_report_that_it_is(nights: Nights) -> None:
    old = nights.put("old name.txt", T1)
    nights.run()
    old.unlink()
    nights.put("new name.txt", VERSION_2)
    assert told(nights.run(holds=[hold("new name.txt")])) == [
        ("new name.txt", "held_back", None),
        ("new name.txt", PUBLISHED, "release-1"),
    ]


def test_the_path_goes_before_the_identity(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.put("b.txt", T2)
    nights.run()
    nights.put("a.txt", "unreadable damaged | Skadad.")
    nights.put("b.txt", "report Provby | T1 | 2021 | tab_text || 9.5")
    assert told(nights.run(holds=[hold("b.txt")])) == [
        ("a.txt", "damaged", None),
        ("a.txt", PUBLISHED, "release-1"),
        ("b.txt", "held_back", None),
        ("b.txt", "Provby T2 2021: 3.5", "release-1"),
    ]


def test_nothing_stands_in_where_another_sound_file_gives_the_report(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.run()
    nights.put("a.txt", "unreadable damaged | Skadad.")
    nights.put("b.txt", VERSION_2)
    assert told(nights.run()) == [
        ("a.txt", "damaged", None),
        ("b.txt", "Provby T1 2021: 8.5", None),
    ]


def test_a_file_that_is_gone_is_not_stood_in_for(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.put("b.txt", T2)
    nights.run()
    (nights.settings.raw_dir / "a.txt").unlink()
    assert told(nights.run()) == [("b.txt", "Provby T2 2021: 3.5", None)]


def test_the_files_of_a_folder_that_cannot_be_listed_are_not_gone(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        (nights.settings.raw_dir / f"year {number}").mkdir()
        nights.put(f"year {number}/a.txt", f"report Provby | T1 | 202{number} | tab_text")
    nights.run()
    listed = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "year 1":
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr("pipeline.intake.listing.os.scandir", refuse)
    assert told(nights.run()) == [
        ("year 0/a.txt", "Provby T1 2020: 3.5", None),
        ("year 1", "no_access", None),
        ("year 1/a.txt", "Provby T1 2021: 3.5", "release-1"),
    ]


def test_a_new_file_that_is_held_has_nothing_to_stand_in(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.run()
    nights.put("b.txt", T2)
    assert told(nights.run(holds=[hold("b.txt")])) == [
        ("a.txt", PUBLISHED, None),
        ("b.txt", "held_back", None),
    ]


def test_a_reading_that_is_held_is_not_sound_and_leaves_with_its_document(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.run()
    assert told(nights.run(holds=[hold("a.txt")])) == [("a.txt", "held_back", None)]


def test_a_worse_reading_of_the_same_bytes_leaves_the_earlier_one(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights.put("a.txt", T1)
    nights.run()
    _another_reader(monkeypatch, nights.put("a.txt", T1), value="0.5")
    read = hold("a.txt")
    assert told(nights.run(holds=[read])) == [
        ("a.txt", "held_back", None),
        ("a.txt", PUBLISHED, "release-1"),
    ]
    # A person who holds the document believes in no reading of it.
    by_hand = hold("a.txt", whole_document=True)
    assert told(nights.run(holds=[by_hand])) == [("a.txt", "held_back", None)]


def _another_reader(monkeypatch: pytest.MonkeyPatch, path: Path, *, value: str) -> None:
    from pipeline.intake import carry, record, stored
    from tests.support import nights, reader

    for module in (carry, record, stored, nights):
        monkeypatch.setattr(module, "extractor_version", lambda: f"reads {value}")
    plain = reader.read_report

    def misread(document: Path) -> object:
        report = plain(document)
        return reader.report("Provby", "T1", "2021", "tab_text", value=value) if report else None

    assert path.exists()
    monkeypatch.setattr(reader, "read_report", misread)


def test_a_carried_reading_that_is_not_believed_either_goes(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.put("b.txt", T2)
    nights.run()
    nights.put("a.txt", VERSION_2)

    def judge(outcomes: Sequence[DocumentOutcome]) -> list[Hold]:
        return [hold("a.txt") for o in outcomes if o.report and o.source.source_file == "a.txt"]

    outcomes = nights.run(judge=judge)
    assert told(outcomes) == [
        ("a.txt", "held_back", None),
        ("a.txt", "held_back", "release-1"),
        ("b.txt", "Provby T2 2021: 3.5", None),
    ]
    assert nights.settle(outcomes) == outcomes


def test_settling_again_changes_nothing_and_takes_further_holds(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.put("b.txt", T2)
    nights.run()
    published = nights.last
    nights.put("a.txt", "unreadable damaged | Skadad.")
    nights.put("b.txt", "report Provby | T2 | 2021 | tab_text || 9.5")
    outcomes = nights.run()
    nights.last = published
    assert nights.settle(outcomes) == outcomes
    assert told(nights.settle(outcomes, [hold("b.txt")])) == [
        ("a.txt", "damaged", None),
        ("a.txt", PUBLISHED, "release-1"),
        ("b.txt", "held_back", None),
        ("b.txt", "Provby T2 2021: 3.5", "release-1"),
    ]


def test_a_held_document_was_first_seen_when_it_was_first_held(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.run(holds=[hold("a.txt")])
    again = nights.run(holds=[hold("a.txt")])
    assert [o.rejection.first_seen_at.day for o in again if o.rejection] == [3]


def test_a_kept_reading_of_other_records_is_read_again_from_the_kept_bytes(
    nights: Nights,
) -> None:
    nights.put("a.txt", T1)
    nights.run()
    _make_outdated(nights)
    nights.put("a.txt", "unreadable damaged | Skadad.")
    outcomes = nights.run()
    assert told(outcomes) == [("a.txt", "damaged", None), ("a.txt", PUBLISHED, "release-1")]
    assert outcomes[1].read_by is None  # today's reader
    assert told(nights.run()) == told(outcomes)


def test_a_kept_reading_that_cannot_be_taken_up_is_said_to_be_lost(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.run()
    _make_outdated(nights)
    (source,) = nights.settings.kept_dir.rglob(keeping.SOURCE)
    source.write_bytes(gzip.compress(b"other bytes"))
    nights.put("a.txt", "unreadable damaged | Skadad.")
    outcomes = nights.run()
    assert told(outcomes) == [("a.txt", "damaged", None), ("a.txt", "not_carried", "release-1")]
    assert outcomes[1].rejection is not None
    assert "its bytes were not kept" in outcomes[1].rejection.reason


def _make_outdated(nights: Nights) -> None:
    """As if the records of a Report had changed since the reading was kept."""
    (reading,) = nights.settings.kept_dir.rglob("*.json.gz")
    reading.write_bytes(gzip.compress(b'{"of": "other records"}'))
    for entry in nights.settings.cache_dir.rglob("*.gz"):
        entry.unlink()


def test_what_no_release_uses_any_more_is_swept_out(nights: Nights) -> None:
    nights.put("a.txt", T1)
    nights.put("b.txt", T2)
    nights.run()
    (nights.settings.raw_dir / "b.txt").unlink()
    nights.run()
    kept = KeptDocuments(nights.settings.kept_dir)
    assert nights.last is not None
    (used,) = nights.last.readings
    kept.sweep([used])
    assert [path.name for path in nights.settings.kept_dir.glob("??/*")] == [used.sha256]
    assert kept.reading(used) is not None


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20])


def exchanged(path: Path) -> None:
    path.write_bytes(gzip.compress(b"other bytes"))


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [(keeping.SOURCE, truncated), (keeping.SOURCE, exchanged), ("*.json.gz", truncated)],
)
def test_what_is_kept_and_damaged_is_found_and_kept_anew(
    nights: Nights, pattern: str, damage: Callable[[Path], None]
) -> None:
    nights.put("a.txt", T1)
    nights.put("b.txt", T2)
    nights.run()
    assert nights.last is not None
    release = nights.settings.releases_dir / "release-1"
    keeping.save_readings(release / keeping.READINGS, nights.last.readings)
    assert damaged_sources(nights.settings) == []
    path = sorted(nights.settings.kept_dir.rglob(pattern))[0]
    damage(path)
    assert damaged_sources(nights.settings) == [path]
    assert set_aside(path) is not None
    assert damaged_sources(nights.settings) == []  # gone is not damaged
    nights.run()
    assert path.exists()
    assert damaged_sources(nights.settings) == []


def test_bytes_with_a_personal_number_are_not_kept_but_their_masked_reading_is(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from pipeline.extract.privacy import PROBLEM_CODE
    from pipeline.extract.report import Problem
    from tests.support import reader

    nights.put("a.txt", T1)
    nights.run()
    assert len(list(nights.settings.kept_dir.rglob(keeping.SOURCE))) == 1

    plain = reader.read_report
    masked = Problem(PROBLEM_CODE, "A number was masked.", None)
    monkeypatch.setattr(
        reader, "read_report", lambda path: replace(plain(path), problems=(masked,))
    )
    shutil.rmtree(nights.settings.cache_dir)
    nights.run()
    assert [path.name for path in nights.settings.kept_dir.rglob(keeping.SOURCE)] == []
    nights.put("a.txt", "raise")
    monkeypatch.setattr(reader, "read_report", plain)
    assert told(nights.run())[1] == ("a.txt", PUBLISHED, "release-2")


def test_a_kept_reading_is_masked_by_todays_rules(nights: Nights) -> None:
    # The stand-in masks nothing, as a reader before the rule would not have done.
    nights.put("a.txt", "report Provby 811218-9876 | T1 | 2021 | tab_text")
    nights.run()
    nights.put("a.txt", "raise")
    assert told(nights.run())[1] == ("a.txt", "Provby XXXXXX-XXXX T1 2021: 3.5", "release-1")
