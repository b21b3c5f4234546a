"""Backup and restore: what comes back, and what is refused."""

from __future__ import annotations

import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.intake.inventory import sha256_of
from pipeline.publish import run_log
from pipeline.publish.backup import backup, made_backups, restore
from pipeline.publish.published import ReleaseRefused, current_release, releases
from pipeline.publish.rollback import rollback, rolled_back
from pipeline.publish.verify import all_problems_of
from pipeline.settings import Settings
from tests.support.staged import VALUES, at, publish, published_value, stage

OTHER = {**VALUES, ("f1", "provby-2021-t1"): 10.0}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


@pytest.fixture
def corrections(tmp_path: Path) -> Path:
    path = tmp_path / "expectations" / "corrections.yml"
    path.parent.mkdir()
    path.write_text("- source_file: a.txt\n", encoding="utf-8")
    return path


@pytest.fixture
def saved(settings: Settings, corrections: Path, tmp_path: Path) -> Path:
    """A backup of two releases, the first of which is current after a rollback."""
    publish(settings, stage(settings, 1), 2)
    publish(settings, stage(settings, 3, values=OTHER), 4)
    rollback(settings, now=at(5), why="a test")
    run_log.append(settings, run_log.RunRecord("r1", at(1), at(2), 1, 1, 0, 3, True))
    kept = settings.warehouse_dir / "kept" / "ab" / "source.gz"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"bytes of a document that has left raw/")
    file = tmp_path / "elsewhere" / "backup.tar.gz"
    backup(settings, file, corrections=corrections, now=at(20))
    return file


def test_an_empty_warehouse_becomes_that_of_the_backup(
    settings: Settings, saved: Path, corrections: Path, tmp_path: Path
) -> None:
    empty = replace(settings, warehouse_dir=tmp_path / "new")
    list_of_corrections = tmp_path / "new project" / "corrections.yml"
    restored = restore(empty, saved, corrections=list_of_corrections, now=at(30))
    assert restored.notes == ()
    assert published_value(empty) == 1.0
    assert releases(empty) == releases(settings)
    assert all(all_problems_of(empty.releases_dir / m.release_id) == () for m in releases(empty))
    assert empty.database.resolve().stat().st_mode & 0o222 == 0
    assert rolled_back(empty) == rolled_back(settings)
    assert [record.run_id for record in run_log.read_log(empty)] == ["r1"]
    kept = empty.warehouse_dir / "kept" / "ab" / "source.gz"
    assert kept.read_bytes() == b"bytes of a document that has left raw/"
    assert list_of_corrections.read_bytes() == corrections.read_bytes()
    newer = {**OTHER, ("f4", "provby-2021-t2"): 4.0}
    assert publish(empty, stage(empty, 40, values=newer), 41).is_new  # and it goes on from there


def test_what_is_written_while_a_backup_is_made_does_not_spoil_it(
    settings: Settings, saved: Path, corrections: Path, tmp_path: Path
) -> None:
    """A run that goes on notes itself in the state, and people write corrections."""
    file = tmp_path / "meanwhile.tar.gz"

    def meanwhile(done: int, total: int) -> None:
        run_log.append(settings, run_log.RunRecord(f"r{done}", at(1), at(2), 1, 1, 0, 3, True))
        corrections.write_text(f"- source_file: {done}.txt\n", encoding="utf-8")

    backup(settings, file, corrections=corrections, now=at(20), progress=meanwhile)
    empty = replace(settings, warehouse_dir=tmp_path / "new")
    restore(empty, file, corrections=tmp_path / "other" / "corrections.yml", now=at(30))
    assert [record.run_id for record in run_log.read_log(empty)] == ["r1"]
    assert list(settings.warehouse_dir.glob(".writing-*")) == []


def test_each_backup_is_noted_with_its_documents(
    settings: Settings, saved: Path, corrections: Path
) -> None:
    (record,) = made_backups(settings)
    assert (record.path, record.made_at) == (str(saved), at(20))
    assert record.documents == {"a.txt": "hash-1"}
    backup(settings, saved, corrections=corrections, now=at(25), force=True)
    assert [record.made_at for record in made_backups(settings)] == [at(25)]


def test_nothing_is_overwritten_unasked(settings: Settings, saved: Path, corrections: Path) -> None:
    before = sha256_of(saved)
    with pytest.raises(ReleaseRefused, match=r"there is a file .*--force"):
        backup(settings, saved, corrections=corrections, now=at(21))
    assert sha256_of(saved) == before
    with pytest.raises(ReleaseRefused, match=r"is a warehouse already.*--force"):
        restore(settings, saved, corrections=corrections, now=at(22))
    assert published_value(settings) == 1.0


def test_a_warehouse_that_is_replaced_is_moved_aside(
    settings: Settings, saved: Path, corrections: Path
) -> None:
    third = publish(settings, stage(settings, 21, values={**OTHER, ("f4", "x"): 1.0}), 22)
    corrections.write_text("- source_file: newer.txt\n", encoding="utf-8")
    restored = restore(settings, saved, corrections=corrections, now=at(30), force=True)
    assert published_value(settings) == 1.0
    assert len(releases(settings)) == 2
    aside = settings.warehouse_dir / "before-restore-20260102T033000Z"
    assert str(aside) in restored.notes[0]
    assert (aside / "releases" / third.manifest.release_id / "namndlager.duckdb").is_file()


def test_corrections_that_are_others_stand_beside(
    settings: Settings, saved: Path, corrections: Path, tmp_path: Path
) -> None:
    empty = replace(settings, warehouse_dir=tmp_path / "new")
    before = corrections.read_bytes()
    corrections.write_text("- source_file: newer.txt\n", encoding="utf-8")
    restored = restore(empty, saved, corrections=corrections, now=at(30))
    beside = corrections.with_name("corrections.yml.restored")
    assert beside.read_bytes() == before
    assert str(beside) in restored.notes[0]
    assert "newer.txt" in corrections.read_text()


def test_a_damaged_backup_changes_nothing(
    settings: Settings, saved: Path, corrections: Path, tmp_path: Path
) -> None:
    empty = replace(settings, warehouse_dir=tmp_path / "new")
    data = saved.read_bytes()
    truncated = tmp_path / "truncated.tar.gz"
    truncated.write_bytes(data[: len(data) // 2])
    flipped = tmp_path / "flipped.tar.gz"
    middle = len(data) // 2
    flipped.write_bytes(data[:middle] + bytes(64) + data[middle + 64 :])
    foreign = tmp_path / "foreign.tar.gz"
    with tarfile.open(foreign, "w:gz") as tar:
        tar.add(corrections, "x")
    for file in (truncated, flipped, foreign, tmp_path / "missing.tar.gz"):
        with pytest.raises(ReleaseRefused, match=r"is no backup|is damaged"):
            restore(empty, file, corrections=corrections, now=at(30))
    assert current_release(empty) is None
    assert releases(empty) == []


def test_a_backup_whose_files_were_changed_is_refused(
    settings: Settings, saved: Path, corrections: Path, tmp_path: Path
) -> None:
    unpacked = tmp_path / "unpacked"
    with tarfile.open(saved) as tar:
        tar.extractall(unpacked, filter="data")
    (unpacked / "corrections.yml").write_text("- source_file: b.txt\n")
    changed = tmp_path / "changed.tar.gz"
    with tarfile.open(changed, "w:gz") as tar:
        for path in unpacked.iterdir():
            tar.add(path, path.name)
    empty = replace(settings, warehouse_dir=tmp_path / "new")
    with pytest.raises(ReleaseRefused, match=r"corrections\.yml is not what was saved"):
        restore(empty, changed, corrections=corrections, now=at(30))


def test_without_a_release_there_is_nothing_to_save(
    settings: Settings, corrections: Path, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseRefused, match="nothing is published"):
        backup(settings, tmp_path / "b.tar.gz", corrections=corrections, now=at(1))
    assert not (tmp_path / "b.tar.gz").exists()
