"""What a person reads when something is stored, damaged, rolled back or tidied."""

from __future__ import annotations

import io
from pathlib import Path

import dagster as dg
import pytest
from rich.console import Console

from pipeline.assets.schedules import every_night
from pipeline.assets.sensors import raw_folder
from pipeline.console import storage
from pipeline.console.status import show_status
from pipeline.publish.published import MANIFEST
from pipeline.publish.staging import yield_claims
from pipeline.settings import Settings
from tests.support.staged import VALUES, publish, stage

OTHER = {**VALUES, ("f1", "provby-2021-t1"): 10.0}
WHY = "the forecasts stand in the wrong column"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two releases."""
    made = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    made.raw_dir.mkdir()
    publish(made, stage(made, 1), 2)
    publish(made, stage(made, 3, values=OTHER), 4)
    yield_claims(made)
    return made


@pytest.fixture
def out() -> Console:
    return Console(file=io.StringIO(), width=300)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def damage(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-100])


def test_the_schedule_and_the_sensor_skip_while_rolled_back(
    settings: Settings, out: Console
) -> None:
    assert storage.roll_back(settings, None, why=WHY, out=out, err=out) == 0
    (settings.raw_dir / "new.txt").write_text("a new file")
    night = every_night.evaluate_tick(dg.build_schedule_context(resources={"settings": settings}))
    assert not night.run_requests
    assert f"{WHY}; `namndlager resume` ends it" in (night.skip_message or "")
    cursor = ""
    for _ in range(2):
        context = dg.build_sensor_context(cursor=cursor, resources={"settings": settings})
        look = raw_folder.evaluate_tick(context)
        cursor = look.cursor or cursor
    assert WHY in (look.skip_message or "")
    assert storage.end_rollback(settings, out) == 0
    assert "the next run publishes again" in printed(out)
    # The file that came meanwhile is not forgotten.
    context = dg.build_sensor_context(cursor=cursor, resources={"settings": settings})
    assert len(raw_folder.evaluate_tick(context).run_requests or []) == 1
    assert storage.end_rollback(settings, out) == 0
    assert "There is no rollback in force." in printed(out)


def test_a_rollback_to_nowhere_says_what_there_is(settings: Settings, out: Console) -> None:
    assert storage.roll_back(settings, "2020", why="", out=out, err=out) == 1
    assert "there is no release 2020; known: 20260102T030200Z-" in printed(out)


def test_verify_names_what_is_damaged_and_what_to_do(settings: Settings, out: Console) -> None:
    assert storage.verify_releases(settings, out) == 0
    assert printed(out).count("sound") == 2
    current = settings.database.resolve()
    damage(current)
    assert storage.verify_releases(settings, out) == 1
    said = printed(out)
    assert f"damaged  {current.parent.name}  (current)" in said
    assert "its bytes have another checksum" in said
    assert "The next run replaces it (namndlager run)" in said


def test_verify_names_a_damaged_earlier_release_without_alarm(
    settings: Settings, out: Console
) -> None:
    earlier = min(settings.releases_dir.iterdir())
    damage(earlier / "namndlager.duckdb")
    assert storage.verify_releases(settings, out) == 0
    assert f"damaged  {earlier.name}\n" in printed(out)


def test_status_tells_damage_files_set_aside_and_disk_use(settings: Settings, out: Console) -> None:
    current = settings.database.resolve()
    damage(current)
    (current.parent / MANIFEST).write_bytes(b"{")
    show_status(settings, out)
    said = printed(out)
    assert "its bytes have another checksum; the next run replaces it" in said
    assert "manifest.json.damaged-" in said
    assert "`namndlager prune` removes it" in said
    assert " free" in said
    assert "Disk" in said
    assert "namndlager run is due" in said


def test_prune_says_what_went(
    settings: Settings, out: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "dagster"))
    publish(settings, stage(settings, 5), 6)
    yield_claims(settings)
    assert storage.prune_storage(settings, 2, out) == 0
    assert "Removed: 1 releases, 1 staged runs; 0 old runs of Dagster." in printed(out)
    assert "20260102T030200Z-" in printed(out)


def test_status_without_a_raw_folder_still_says_what_is_published(
    settings: Settings, out: Console
) -> None:
    damage(settings.database.resolve())  # the stand-in's database has not all that is told
    settings.raw_dir.rmdir()
    show_status(settings, out)
    assert "there is no raw folder" in printed(out)
    assert "Releases" in printed(out)
