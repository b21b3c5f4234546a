"""Which files of the raw folder count as documents."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.intake import take_inventory
from pipeline.intake.inventory import Inventory, load_inventory, save_inventory
from pipeline.intake.listing import DEEPEST_FOLDER, listing_digest
from pipeline.settings import Settings
from tests.support.effort import bytes_read_by
from tests.support.other_user import folder_for_everybody, without_rights


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


def reasons(raw: Path) -> dict[str, str]:
    return {refusal.source.source_file: refusal.reason for refusal in inventory(raw).refusals}


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


def test_a_link_to_itself_and_links_in_a_circle_are_refused(raw: Path) -> None:
    (raw / "self.txt").symlink_to("self.txt")
    (raw / "a.txt").symlink_to("b.txt")
    (raw / "b.txt").symlink_to("a.txt")
    (raw / "sub").mkdir()
    (raw / "sub" / "up").symlink_to(raw)
    put(raw, "good.txt")
    assert names(raw) == ["good.txt"]
    assert refused(raw) == dict.fromkeys(("a.txt", "b.txt", "self.txt", "sub/up"), "symlink")
    assert "to itself" in reasons(raw)["self.txt"]
    assert listing_digest(raw)


def test_sockets_and_devices_are_refused(raw: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(".", os.O_RDONLY)
        os.chdir(raw)  # a socket's path is short
        server.bind("socket")
        os.fchdir(here)
        os.close(here)
    (raw / "null").symlink_to("/dev/null")
    assert refused(raw) == {"null": "symlink", "socket": "not_a_file"}


# --- names --------------------------------------------------------------------------------------


def test_a_name_that_is_not_utf8_shows_its_bytes(raw: Path) -> None:
    path = raw / os.fsdecode(b"r\xe5d \xf6.txt")
    try:
        path.write_text("text")
    except OSError:
        pytest.skip("this file system has only names in UTF-8")
    put(raw, "r\\xe5d \\xf6.txt")  # the same, typed
    put(raw, "råd ö.txt")
    seen = inventory(raw)
    assert [file.source_file for file in seen.files] == [
        "r\\x5cxe5d \\x5cxf6.txt",
        "r\\xe5d \\xf6.txt",
        "råd ö.txt",
    ]
    assert [file.path.read_text() for file in seen.files] == ["text"] * 3
    assert seen.files[1].path == path
    json.dumps([file.source_file for file in seen.files], ensure_ascii=False).encode()
    assert listing_digest(raw)


def test_an_inventory_on_disk_is_that_in_memory(raw: Path, tmp_path: Path) -> None:
    put(raw, "a.txt")
    put(raw, "b.txt", "")
    if os.name == "posix" and os.uname().sysname == "Linux":
        (raw / os.fsdecode(b"\xff.txt")).write_text("text")
        (raw / os.fsdecode(b"\xfe.txt")).write_text("")
    seen = inventory(raw)
    save_inventory(tmp_path / "inventory.json", seen)
    assert load_inventory(tmp_path / "inventory.json", raw) == seen


def test_a_name_so_long_that_no_sidecar_can_stand_beside_it(raw: Path) -> None:
    put(raw, "a" * 251 + ".txt")
    assert names(raw) == ["a" * 251 + ".txt"]


# --- folders ------------------------------------------------------------------------------------


@pytest.fixture
def nested(raw: Path) -> Iterator[Path]:
    """1,500 folders in each other, with a file in the innermost and one on every floor."""
    folders = [raw]
    for _ in range(1500):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
        if len(os.fspath(folders[-1])) < 3000:
            (folders[-1] / "a.txt").write_text("text")
    yield raw
    for folder in reversed(folders[1:]):  # what pytest's cleaning would stumble over
        (folder / "a.txt").unlink(missing_ok=True)
        folder.rmdir()


def test_folders_are_followed_to_a_stated_depth(nested: Path) -> None:
    put(nested, "good.txt")
    deepest = "/".join(["d"] * (DEEPEST_FOLDER + 1))
    assert refused(nested) == {deepest: "too_deep"}
    assert f"{DEEPEST_FOLDER} deep" in reasons(nested)[deepest]
    floors = ["/".join(["d"] * floor + ["a.txt"]) for floor in range(1, DEEPEST_FOLDER + 1)]
    assert set(names(nested)) == {"good.txt", *floors}
    assert listing_digest(nested)


def test_folders_whose_names_are_too_long_together(raw: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(raw)
    for _ in range(20):
        Path("d" * 250).mkdir()
        os.chdir("d" * 250)
    os.fchdir(here)
    put(raw, "good.txt")
    ((name, code),) = refused(raw).items()
    assert (code, set(name)) == ("too_deep", {"d", "/"})
    assert "too long together" in reasons(raw)[name]
    os.chdir(raw)
    for _ in range(20):
        os.chdir("d" * 250)
    for _ in range(20):
        os.chdir("..")
        Path("d" * 250).rmdir()
    os.fchdir(here)
    os.close(here)


def test_what_may_not_be_opened_is_listed_with_its_reason() -> None:
    with folder_for_everybody() as folder:
        raw = folder / "raw"
        put(raw, "closed/a.txt")
        put(raw, "names only/a.txt")
        put(raw, "b.txt").chmod(0)
        put(raw, "c.txt")
        put(raw, "c.txt.yml", "year: 2021").chmod(0)
        put(raw, "good.txt")
        (raw / "closed").chmod(0)
        (raw / "names only").chmod(0o444)
        try:
            told = without_rights(lambda: json.dumps([names(raw), refused(raw), reasons(raw)]))
            files, codes, said = json.loads(told)
        finally:
            (raw / "closed").chmod(0o777)
            (raw / "names only").chmod(0o777)
    assert files == ["good.txt"]
    assert codes == dict.fromkeys(["b.txt", "c.txt", "closed", "names only/a.txt"], "no_access")
    assert "none of its files is read" in said["closed"]
    assert said["c.txt"].startswith("c.txt.yml beside the file cannot be opened")
    assert all("Give the user that runs this the right to read it." in why for why in said.values())


def test_a_raw_folder_that_may_not_be_listed_stops_the_run_with_a_word() -> None:
    with folder_for_everybody() as folder:
        closed = folder / "raw"
        put(closed, "a.txt")
        closed.chmod(0)

        def ask() -> str:
            try:
                return str(names(closed))
            except FileNotFoundError as error:
                return str(error)

        try:
            assert "cannot be listed: Permission denied" in without_rights(ask)
        finally:
            closed.chmod(0o777)


# --- sizes --------------------------------------------------------------------------------------


def test_a_sparse_file_of_terabytes_is_refused_at_once(raw: Path) -> None:
    with (raw / "sparse.txt").open("wb") as stream:
        stream.truncate(1 << 42)
    with (put(raw, "a.txt").with_name("a.txt.yml")).open("wb") as stream:
        stream.truncate(1 << 42)
    assert bytes_read_by(lambda: refused(raw)) < 1 << 20
    assert refused(raw) == {"a.txt": "bad_sidecar", "sparse.txt": "too_large"}
    assert "4,398,046,511,104 bytes; at most 1,000" in reasons(raw)["sparse.txt"]
    assert "at most 4,096 bytes" in reasons(raw)["a.txt"]


def test_a_file_that_keeps_still_is_hashed_once(raw: Path) -> None:
    size = 1 << 24
    with put(raw, "a.txt").open("r+b") as stream:
        stream.truncate(size)
    time.sleep(2.1)  # it was changed just now
    taken: list[object] = []
    read = [
        bytes_read_by(lambda: taken.append(inventory(raw, max_file_bytes=size).files))
        for _ in range(2)
    ]
    assert taken[0] == taken[1]
    assert read[0] > size > 10 * read[1]


def test_a_change_that_keeps_size_and_time_is_seen(raw: Path) -> None:
    path = put(raw, "a.txt", "1" * 999)
    time.sleep(2.1)
    before = inventory(raw).files
    seen = path.stat()
    with path.open("r+b", buffering=0) as stream:
        stream.write(b"2")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    after = inventory(raw).files
    assert after[0].sha256 != before[0].sha256


# --- sidecars -----------------------------------------------------------------------------------


def test_a_sidecar_that_leads_out_of_the_raw_folder_is_refused_unread(raw: Path) -> None:
    secret = put(raw.parent, "secret.yml", "committee: hemligt")
    put(raw, "a.txt")
    (raw / "a.txt.yml").symlink_to(secret)
    assert refused(raw) == {"a.txt": "bad_sidecar"}
    assert reasons(raw)["a.txt"] == (
        "a.txt.yml is a symbolic link that leads out of the raw folder; "
        "put a copy of the file here."
    )


@pytest.mark.parametrize("target", ["a.txt.yml", "nothing", "."])
def test_a_sidecar_that_links_to_no_file_is_refused(raw: Path, target: str) -> None:
    put(raw, "a.txt")
    (raw / "a.txt.yml").symlink_to(target)
    assert refused(raw) == {"a.txt": "bad_sidecar"}


def test_a_sidecar_that_is_a_pipe_is_refused_and_not_waited_for(raw: Path) -> None:
    put(raw, "a.txt")
    os.mkfifo(raw / "a.txt.yml")
    assert refused(raw) == {"a.txt": "bad_sidecar"}


def test_a_link_to_another_sidecar_is_one(raw: Path) -> None:
    (raw / "b.txt").symlink_to(put(raw, "a.txt"))
    (raw / "b.txt.yml").symlink_to(put(raw, "a.txt.yml", "year: 2021"))
    first, second = inventory(raw).files
    assert first.sidecar_sha256 == second.sidecar_sha256 is not None


def test_a_folder_beside_a_file_is_no_sidecar(raw: Path) -> None:
    put(raw, "a.txt")
    put(raw, "a.txt.yml/b.txt")
    assert names(raw) == ["a.txt", "a.txt.yml/b.txt"]


# --- digests ------------------------------------------------------------------------------------


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
