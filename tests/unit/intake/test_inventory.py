"""Which files of the raw folder count as documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.intake import take_inventory
from pipeline.intake.inventory import Inventory, listing_digest
from pipeline.settings import Settings


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def inventory(raw: Path, max_file_bytes: int = 1000) -> Inventory:
    warehouse = raw.parent / "warehouse"
    settings = Settings(raw_dir=raw, warehouse_dir=warehouse, max_file_bytes=max_file_bytes)
    return take_inventory(settings)


def names(raw: Path) -> list[str]:
    return [file.source_file for file in inventory(raw).files]


def refused(raw: Path, max_file_bytes: int = 1000) -> dict[str, str]:
    refusals = inventory(raw, max_file_bytes).refusals
    return {refusal.source.source_file: refusal.reason_code for refusal in refusals}


def put(raw: Path, name: str, text: str = "text") -> Path:
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_are_listed_by_path_below_the_raw_folder(raw: Path) -> None:
    for name in ("b.txt", "2021/å.txt", "a.pdf"):
        put(raw, name)
    assert names(raw) == ["2021/å.txt", "a.pdf", "b.txt"]


@pytest.mark.parametrize("name", [".hidden", ".git/a.txt", "README.md", "x/README", "~$lock.docx"])
def test_hidden_files_readmes_and_lock_files_are_no_documents(raw: Path, name: str) -> None:
    put(raw, name)
    put(raw, "a.txt")
    assert names(raw) == ["a.txt"]


def test_a_sidecar_is_no_document_but_belongs_to_one(raw: Path) -> None:
    put(raw, "a.pdf")
    before = inventory(raw)
    put(raw, "a.pdf.yml", "committee: X")
    put(raw, "alone.yml")
    after = inventory(raw)
    assert [file.source_file for file in after.files] == ["a.pdf", "alone.yml"]
    assert before.files[0].sidecar_sha256 is None
    assert after.files[0].sidecar_sha256 is not None


def test_samples_are_read_only_while_there_is_nothing_else(raw: Path) -> None:
    put(raw, "samples/a.txt")
    put(raw, "README.md")
    assert names(raw) == ["samples/a.txt"]
    put(raw, "real.txt")
    assert names(raw) == ["real.txt"]


def test_an_empty_file_is_refused(raw: Path) -> None:
    put(raw, "a.txt", "")
    assert refused(raw) == {"a.txt": "empty"}


def test_a_large_file_is_refused_unread(raw: Path) -> None:
    put(raw, "a.txt", "12345")
    assert refused(raw, max_file_bytes=4) == {"a.txt": "too_large"}
    assert refused(raw, max_file_bytes=5) == {}


def test_a_link_out_of_the_raw_folder_is_refused(raw: Path) -> None:
    secret = put(raw.parent, "secret.txt")
    (raw / "link.txt").symlink_to(secret)
    (raw / "folder").symlink_to(raw.parent)
    (raw / "dangling").symlink_to(raw / "nothing")
    assert refused(raw) == {"link.txt": "symlink", "folder": "symlink", "dangling": "symlink"}


def test_a_link_inside_the_raw_folder_is_a_document(raw: Path) -> None:
    (raw / "b.txt").symlink_to(put(raw, "a.txt"))
    assert names(raw) == ["a.txt", "b.txt"]


def test_a_pipe_is_refused_and_not_waited_for(raw: Path) -> None:
    os.mkfifo(raw / "pipe")
    assert refused(raw) == {"pipe": "not_a_file"}


def test_a_missing_raw_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="NAMNDLAGER_RAW"):
        inventory(tmp_path / "nowhere")


@pytest.mark.parametrize("change", ["edit", "rename", "remove", "sidecar", "empty file"])
def test_any_change_gives_other_digests(raw: Path, change: str) -> None:
    path = put(raw, "a.txt")
    put(raw, "b.txt")
    before = inventory(raw).digest, listing_digest(raw)
    match change:
        case "edit":
            put(raw, "a.txt", "other text")
        case "rename":
            path.rename(raw / "c.txt")
        case "remove":
            path.unlink()
        case "sidecar":
            put(raw, "a.txt.yml")
        case "empty file":
            put(raw, "c.txt", "")
    after = inventory(raw).digest, listing_digest(raw)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_same_files_elsewhere_have_the_same_digest(raw: Path, tmp_path: Path) -> None:
    put(raw, "a.txt")
    put(tmp_path / "other", "a.txt")
    assert inventory(raw).digest == inventory(tmp_path / "other").digest
