"""Names of files with a personal number: masked, told apart, and led back to the file."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import take_inventory
from pipeline.intake.inventory import load_inventory, save_inventory
from pipeline.intake.outcome import Rejection
from pipeline.intake.public_names import public_name, public_names
from pipeline.settings import Settings
from tests.support.staged import at

PRIVATE = ["Yttrande 811218-9876.pdf", "Yttrande 670919-9530.pdf"]


def test_a_name_without_a_number_stays() -> None:
    names = ["rapport.pdf", "2024/T1 1.2.1-123-2024.txt", "2024-01-01 2024-12-31.txt"]
    assert public_names(names) == {name: name for name in names}


def test_a_masked_name_tells_its_file_from_another_and_stays_the_same() -> None:
    shown = public_names(PRIVATE)
    assert len(set(shown.values())) == 2
    assert all(re.fullmatch(r"Yttrande XXXXXX-XXXX~[0-9a-f]{2}\.pdf", n) for n in shown.values())
    assert public_names(reversed(PRIVATE)) == shown
    assert public_name(PRIVATE[0]) == shown[PRIVATE[0]]


def test_a_name_is_shown_on_one_line_without_escapes() -> None:
    assert public_name("a\x1b[2J\nb.txt") == r"a\x1b[2J\nb.txt"
    shown = public_names(["a\nb.txt", r"a\nb.txt"])
    assert shown == {"a\nb.txt": r"a\nb~2.txt", r"a\nb.txt": r"a\nb.txt"}


def test_a_number_in_a_folder_or_over_two_folders_is_masked() -> None:
    assert re.fullmatch(
        r"bilagor XXXXXX-XXXX/plan~[0-9a-f]{2}\.txt", public_name("bilagor 811218-9876/plan.txt")
    )
    assert "9876" not in public_name("811218/9876.txt")


@given(st.sets(st.sampled_from([f"{n} 811218{c}9876.txt" for n in "ab" for c in "-_ .+"])))
def test_no_two_files_are_shown_alike(names: set[str]) -> None:
    taken = {"a XXXXXX-XXXX.txt", *(public_name(name) for name in names)}
    shown = public_names(names | taken)
    assert len(set(shown.values())) == len(names | taken)


def test_a_stored_inventory_leads_back_to_files_that_it_does_not_name(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number, name in enumerate(PRIVATE):
        (raw / name).write_text(f"text {number}")
    (raw / "plain.txt").write_text("text")
    settings = Settings(raw_dir=raw, warehouse_dir=tmp_path / "warehouse")
    seen = take_inventory(settings)
    save_inventory(tmp_path / "inventory.json", seen)
    stored = (tmp_path / "inventory.json").read_text(encoding="utf-8")
    assert "9876" not in stored and "9530" not in stored
    assert load_inventory(tmp_path / "inventory.json", raw) == seen
    assert sorted(file.path.name for file in seen.files) == sorted([*PRIVATE, "plain.txt"])


def test_the_hash_of_a_link_gives_no_number_back(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    digests = set()
    for target in ("/elsewhere/811218-9876.txt", "/elsewhere/670919-9530.txt"):
        (raw / "a.txt").symlink_to(target)
        settings = Settings(raw_dir=raw, warehouse_dir=tmp_path / "warehouse")
        ((refusal),) = take_inventory(settings).refusals
        digests.add(refusal.source.sha256)
        (raw / "a.txt").unlink()
    assert len(digests) == 1


def test_a_reason_quotes_nothing_private_and_nothing_that_a_terminal_obeys() -> None:
    rejection = Rejection("bad_sidecar", "year: 811218-9876\n\x1b[2J", at(1))
    assert rejection.reason == r"year: XXXXXX-XXXX\n\x1b[2J"
