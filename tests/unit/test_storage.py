"""Small files: what happens to them when they are damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from pipeline.storage import read_json, remove_json, set_aside_files, write_json

NUMBERS = TypeAdapter(dict[str, int])
KNOWN = {"a": 1}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.json"


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "zeros, as a crash of the file system leaves them": lambda data: bytes(len(data)),
    "of another kind": lambda data: b'["a"]',
    "no text": lambda data: b"\xff\xfe" + data,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_set_aside_and_rebuilt_from_its_copy(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    write_json(path, NUMBERS, KNOWN)
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    assert read_json(path, NUMBERS) == KNOWN
    (aside,) = set_aside_files(path.parent)
    assert aside.name.startswith("state.json.damaged-")
    assert aside.read_bytes() == damaged
    assert NUMBERS.validate_json(path.read_bytes()) == KNOWN


def test_a_file_damaged_together_with_its_copy_is_as_if_it_were_not_there(path: Path) -> None:
    write_json(path, NUMBERS, KNOWN)
    for written in path.parent.iterdir():
        written.write_bytes(b"{")
    assert read_json(path, NUMBERS) is None
    assert not path.exists()
    assert len(set_aside_files(path.parent)) == 1


def test_a_file_that_is_not_there_is_no_damage(path: Path) -> None:
    assert read_json(path, NUMBERS) is None
    write_json(path, NUMBERS, KNOWN)
    remove_json(path)
    assert read_json(path, NUMBERS) is None
    assert list(path.parent.iterdir()) == []
