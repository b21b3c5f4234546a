"""What was made of documents: found by what it was made from, gone with its document."""

from __future__ import annotations

from pathlib import Path

from pipeline.intake.cache import ReportCache, document_folder
from pipeline.intake.derived import KEPT_OF_A_KIND, Derived, sweep

ONE, OTHER = "aa" * 32, "bb" * 32


def test_what_is_kept_is_found_by_what_it_was_made_from(tmp_path: Path) -> None:
    facts = Derived(tmp_path, ".facts")
    facts.put(ONE, "from-these-names", b"facts")
    assert facts.get(ONE, "from-these-names") == b"facts"
    assert facts.get(ONE, "from-other-names") is None
    assert facts.get(OTHER, "from-these-names") is None
    assert Derived(tmp_path, ".findings").get(ONE, "from-these-names") is None


def test_a_damaged_file_is_none(tmp_path: Path) -> None:
    facts = Derived(tmp_path, ".facts")
    facts.put(ONE, "digest", b"facts")
    (path,) = tmp_path.rglob("*.facts")
    path.write_bytes(b"fakts")
    assert facts.get(ONE, "digest") is None
    facts.put(ONE, "digest", b"facts")
    assert facts.get(ONE, "digest") == b"facts"


def test_a_disk_that_takes_nothing_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "aa").write_text("a file where the folder would stand")
    facts = Derived(tmp_path, ".facts")
    facts.put(ONE, "digest", b"facts")
    assert facts.get(ONE, "digest") is None


def test_what_goes_with_no_entry_is_swept_and_of_others_the_newest_stay(tmp_path: Path) -> None:
    facts = Derived(tmp_path, ".facts")
    for number in range(KEPT_OF_A_KIND + 2):
        facts.put(ONE, f"{number}", b"facts")
    facts.put(OTHER, "0", b"of a document that has left the cache")
    (document_folder(tmp_path, ONE) / "entry.json.gz").write_bytes(b"")
    assert sweep(tmp_path) == 3
    assert not document_folder(tmp_path, OTHER).exists()
    assert len(list(tmp_path.rglob("*.facts"))) == KEPT_OF_A_KIND


def test_a_forgotten_document_takes_what_was_made_of_it_along(tmp_path: Path) -> None:
    facts = Derived(tmp_path, ".facts")
    facts.put(ONE, "digest", b"facts")
    assert ReportCache(tmp_path, "v").forget(ONE)
    assert facts.get(ONE, "digest") is None
