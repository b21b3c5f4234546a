"""A raw folder that lies elsewhere: copied whole, as it is there, and never half believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.intake import object_store, take_inventory
from pipeline.intake.listing import Refusal
from pipeline.intake.mirror import StoreUnreachable, refresh
from pipeline.settings import Settings

ADDRESS = "memory://bucket/reports"
LONG = "x" * 300 + ".txt"


class Store(MemoryFileSystem):  # type: ignore[misc]
    """A store in memory that can stop answering after so many objects."""

    protocol = "memory"
    answers: int | None = None
    asked: ClassVar[list[str]] = []

    def cat_file(self, path: str, *arguments: Any, **options: Any) -> bytes:
        if Store.answers is not None and len(Store.asked) >= Store.answers:
            raise ConnectionError("the store is gone")
        Store.asked.append(path.rpartition("/")[2])
        data: bytes = super().cat_file(path, *arguments, **options)
        return data

    def info(self, path: str, **options: Any) -> dict[str, Any]:
        return self._tagged(super().info(path, **options))

    def find(self, path: str, **options: Any) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = super().find(path, **options)
        return {name: self._tagged(info) for name, info in found.items()}

    def _tagged(self, info: dict[str, Any]) -> dict[str, Any]:
        if info["type"] != "file":
            return info
        data = self.store[info["name"]].getvalue()
        return {**info, "ETag": f'"{hashlib.md5(data).hexdigest()}"'}


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(object_store, "AT_ONCE", 1)  # so that it is known which objects come first
    monkeypatch.setattr(Store, "store", {})
    monkeypatch.setattr(Store, "pseudo_dirs", [""])
    monkeypatch.setattr(Store, "asked", [])
    monkeypatch.setattr(Store, "answers", None)
    fsspec.register_implementation("memory", Store, clobber=True)
    yield Store()
    fsspec.register_implementation("memory", MemoryFileSystem, clobber=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_address=ADDRESS, warehouse_dir=tmp_path / "warehouse")


def put(store: Store, name: str, text: str) -> None:
    store.pipe_file(f"/bucket/reports/{name}", text.encode())


def copied(settings: Settings) -> dict[str, str]:
    """Every file of the copy with its text."""
    return {
        path.relative_to(settings.raw_dir).as_posix(): path.read_text()
        for path in settings.raw_dir.rglob("*")
        if path.is_file()
    }


def test_the_address_stands_in_the_variable_of_the_raw_folder(tmp_path: Path) -> None:
    environment = {"NAMNDLAGER_RAW": ADDRESS, "NAMNDLAGER_WAREHOUSE": str(tmp_path)}
    settings = Settings.from_environment(environment)
    assert (settings.raw_address, settings.raw_dir) == (ADDRESS, tmp_path / "raw")
    folder = Settings.from_environment({**environment, "NAMNDLAGER_RAW": str(tmp_path / "own")})
    assert (folder.raw_address, folder.raw_dir) == ("", tmp_path / "own")


def test_what_is_new_changed_or_gone_there_is_so_here(store: Store, settings: Settings) -> None:
    put(store, "a.txt", "one")
    put(store, "2024/b.txt", "two")
    refresh(settings)
    assert copied(settings) == {"a.txt": "one", "2024/b.txt": "two"}
    Store.asked.clear()
    refresh(settings)
    assert Store.asked == []
    put(store, "a.txt", "ONE")
    put(store, "c.txt", "three")
    store.rm_file("/bucket/reports/2024/b.txt")
    refresh(settings)
    assert copied(settings) == {"a.txt": "ONE", "c.txt": "three"}
    assert Store.asked == ["a.txt", "c.txt"]
    assert not (settings.raw_dir / "2024").exists()


def test_the_inventory_is_that_of_the_store(store: Store, settings: Settings) -> None:
    put(store, "a.txt", "one")
    put(store, "a.txt.yml", "year: 2024")
    inventory = take_inventory(settings)
    (source,) = inventory.files
    assert (source.source_file, source.sha256) == ("a.txt", hashlib.sha256(b"one").hexdigest())
    assert source.sidecar_sha256 == hashlib.sha256(b"year: 2024").hexdigest()


def test_a_store_that_stops_in_the_middle_loses_nothing(store: Store, settings: Settings) -> None:
    for name in ("a", "b", "c", "d"):
        put(store, f"{name}.txt", name)
    refresh(settings)
    store.rm_file("/bucket/reports/a.txt")
    for name in ("b", "c", "e"):
        put(store, f"{name}.txt", name.upper())
    Store.asked.clear()
    Store.answers = 1
    with pytest.raises(StoreUnreachable, match=r"1 of 3 new objects were copied and stay"):
        refresh(settings)
    before = {"a.txt": "a", "b.txt": "B", "c.txt": "c", "d.txt": "d"}
    assert copied(settings) == before, "what was not reached stands as it was"
    Store.answers = None
    Store.asked.clear()
    refresh(settings)
    assert Store.asked == ["c.txt", "e.txt"], "what was copied is not copied again"
    assert copied(settings) == {"b.txt": "B", "c.txt": "C", "d.txt": "d", "e.txt": "E"}


def test_an_address_where_nothing_lies_removes_nothing(store: Store, settings: Settings) -> None:
    put(store, "a.txt", "one")
    refresh(settings)
    elsewhere = replace(settings, raw_address="memory://bucket/report")
    with pytest.raises(StoreUnreachable, match="is the address mistyped"):
        refresh(elsewhere)
    assert copied(settings) == {"a.txt": "one"}


def test_a_store_without_its_library_is_named(settings: Settings) -> None:
    unknown = replace(settings, raw_address="nowhere://bucket")
    with pytest.raises(StoreUnreachable, match="NAMNDLAGER_RAW") as told:
        refresh(unknown)
    assert "nowhere" in str(told.value)


def test_bytes_that_come_short_are_not_believed(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "a.txt", "whole")
    monkeypatch.setattr(Store, "cat_file", lambda *_, **__: b"who")
    with pytest.raises(StoreUnreachable, match="3 bytes of 5"):
        refresh(settings)
    assert copied(settings) == {}


def test_bytes_of_another_hash_are_believed_where_they_come_twice(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "a.txt", "whole")
    came = iter([b"wholE", b"whole", b"WHOLE", b"WHOLE"])
    monkeypatch.setattr(Store, "cat_file", lambda *_, **__: next(came))
    with pytest.raises(StoreUnreachable, match="other bytes"):
        refresh(settings)
    refresh(settings)  # as where the store encrypts by keys of its own
    assert copied(settings) == {"a.txt": "WHOLE"}


def test_too_large_an_object_is_refused_without_being_copied(
    store: Store, settings: Settings
) -> None:
    put(store, "large.txt", "x" * 2_000)
    inventory = take_inventory(replace(settings, max_file_bytes=1_000))
    (refusal,) = inventory.refusals
    assert isinstance(refusal, Refusal)
    assert (refusal.reason_code, Store.asked) == ("too_large", [])


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("../outside.txt", "%../outside.txt"),
        ("a//b.txt", "a/%/b.txt"),
        (
            "x" * 300 + ".txt",
            "x" * 40 + f"-{hashlib.sha256(b'x' * 300 + b'.txt').hexdigest()[:16]}.txt",
        ),
    ],
)
def test_a_key_that_no_path_may_be_gets_a_name(
    store: Store, settings: Settings, key: str, name: str
) -> None:
    put(store, key, "text")
    refresh(settings)
    assert copied(settings) == {name: "text"}


def test_an_object_may_stand_where_others_have_their_folder(
    store: Store, settings: Settings
) -> None:
    put(store, "2024/a.txt", "one")
    store.store["/bucket/reports/2024"] = store.store["/bucket/reports/2024/a.txt"]
    refresh(settings)
    assert copied(settings) == {"2024/a.txt": "one", "2024%2F": "one"}
