"""The lake: what somebody wrote into it is had here, whole, or it is said what is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.intake import lake as lake_module
from pipeline.intake.lake import Lake, LakeUnreachable, NotInLake, put
from pipeline.settings import Settings

ADDRESS = "memory://bucket/lake"
ONE, OTHER = "ab" + "1" * 62, "cd" + "2" * 62
"""Hashes of two documents."""

FILES = {"x.json.gz": b"a reading", "y-z.facts.parquet": b"its facts"}


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryFileSystem:
    """What lies at ``ADDRESS``, by path."""
    monkeypatch.setattr(MemoryFileSystem, "store", {})
    monkeypatch.setattr(MemoryFileSystem, "pseudo_dirs", [""])
    return fsspec.filesystem("memory")


def lake_of(warehouse: Path, where: str = ADDRESS) -> Lake:
    return Lake.of(Settings(warehouse_dir=warehouse, lake=where))


def below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def keys(store: MemoryFileSystem) -> set[str]:
    return {path.removeprefix("/bucket/lake/") for path in store.store}


def test_the_setting_is_a_folder_or_an_address(tmp_path: Path) -> None:
    environment = {"NAMNDLAGER_WAREHOUSE": str(tmp_path / "warehouse")}

    def cache(where: str) -> Path:
        return Settings.from_environment({**environment, "NAMNDLAGER_LAKE": where}).cache_dir

    assert cache(str(tmp_path / "lake")) == tmp_path / "lake"
    assert cache(ADDRESS) == cache("") == tmp_path / "warehouse" / "cache"
    with pytest.raises(ValueError, match=r"NAMNDLAGER_LAKE=.* is inside the raw folder"):
        Settings(raw_dir=tmp_path, warehouse_dir=tmp_path.parent / "w", lake=f"{tmp_path}/lake")
    with pytest.raises(ValueError, match=r"NAMNDLAGER_LAKE=s3://b/raw/lake is inside"):
        Settings(warehouse_dir=tmp_path, raw_address="s3://b/raw/", lake="s3://b/raw/lake")


@pytest.mark.parametrize("kind", ["folder", "memory", "file"])
def test_what_a_worker_put_is_had_here(store: MemoryFileSystem, tmp_path: Path, kind: str) -> None:
    shared = tmp_path / "shared"
    where = {"folder": str(shared), "memory": ADDRESS, "file": f"file://{shared}"}[kind]
    receipt = put(where, ONE, FILES)
    assert receipt == {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}
    lake = lake_of(tmp_path / "warehouse", where)
    lake.fetch(ONE, receipt)
    expected = {f"ab/{ONE}/{name}": data for name, data in FILES.items()}
    assert below(lake.cache) == expected
    assert kind == "memory" or below(shared) == expected  # and nothing half written beside


@pytest.mark.parametrize("where", ["folder", ADDRESS])
def test_what_is_not_there_or_has_other_bytes_is_not_taken(
    store: MemoryFileSystem, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake_module, "SEEN_SECONDS", 0.0)
    where = where.replace("folder", str(tmp_path / "shared"))
    lake = lake_of(tmp_path / "warehouse", where)
    receipt = put(where, ONE, FILES)
    with pytest.raises(NotInLake):
        lake.fetch(OTHER, receipt)
    put(where, ONE, {"x.json.gz": b"another"})
    with pytest.raises(NotInLake):
        lake.fetch(ONE, receipt)


def test_only_documents_that_are_asked_for_are_brought_and_only_what_is_missing(
    store: MemoryFileSystem, tmp_path: Path
) -> None:
    lake = lake_of(tmp_path)
    neighbour = ONE[:2] + OTHER[2:]
    for sha256 in (ONE, OTHER, neighbour):
        put(ADDRESS, sha256, FILES)
    here = lake.cache / "ab" / ONE / "x.json.gz"
    here.parent.mkdir(parents=True)
    here.write_bytes(b"mine")
    assert lake.bring([ONE]) == 1
    assert below(lake.cache) == {
        f"ab/{ONE}/x.json.gz": b"mine",
        f"ab/{ONE}/y-z.facts.parquet": b"its facts",
    }
    assert lake.bring([ONE]) == 0
    assert lake.bring(["ef" + "3" * 62]) == 0


def test_the_address_follows_the_cache(store: MemoryFileSystem, tmp_path: Path) -> None:
    lake = lake_of(tmp_path)
    put(ADDRESS, ONE, FILES)
    put(ADDRESS, OTHER, FILES)
    lake.bring([ONE, OTHER])
    (lake.cache / "ab" / ONE / "new.bounds.json").write_bytes(b"{}")
    (lake.cache / "ab" / ONE / "y-z.facts.parquet").unlink()
    (lake.cache / "cd" / OTHER / "x.json.gz").unlink()
    (lake.cache / "blocks").mkdir()
    (lake.cache / "blocks" / "joined.parquet").write_bytes(b"of several: only here")
    store.pipe_file("/bucket/lake/20/2021/report.pdf", b"of somebody else")
    still_used = lake.cache / "cd" / OTHER / "x.json.gz"
    assert lake.sync([still_used]) == 2
    assert keys(store) == {
        f"ab/{ONE}/x.json.gz",
        f"ab/{ONE}/new.bounds.json",
        f"cd/{OTHER}/x.json.gz",
        f"cd/{OTHER}/y-z.facts.parquet",
        "20/2021/report.pdf",
    }


def test_a_document_is_forgotten_there_too(store: MemoryFileSystem, tmp_path: Path) -> None:
    put(ADDRESS, ONE, FILES)
    put(ADDRESS, OTHER, FILES)
    lake_of(tmp_path).forget(ONE)
    assert keys(store) == {f"cd/{OTHER}/{name}" for name in FILES}


def test_a_lake_that_does_not_answer_is_told_and_keeps_what_it_has(tmp_path: Path) -> None:
    lake = lake_of(tmp_path, "nowhere://bucket")
    for ask in (lambda: lake.bring([ONE]), lambda: lake.fetch(ONE, {"x": ""})):
        with pytest.raises(LakeUnreachable, match=r"nowhere://bucket \(NAMNDLAGER_LAKE\) cannot"):
            ask()
    with pytest.raises(LakeUnreachable):
        lake.forget(ONE)
    assert lake.sync([]) == 0  # the next night does it
