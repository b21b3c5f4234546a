"""The doctor finds each thing that it looks for, and says what mends it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.console import doctor
from pipeline.console.doctor import CHECKS, Finding, Level, examine, locked_versions, run_doctor
from pipeline.settings import Settings
from pipeline.watch.running import mark_running, unmarked_afterwards
from tests.support.staged import at, publish, stage


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "dagster"))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("a report")
    return Settings(
        raw_dir=tmp_path / "raw",
        warehouse_dir=tmp_path / "warehouse",
        notify_command="true",
        workers=1,
    )


def found(name: str, settings: Settings) -> list[Finding]:
    return list(examine(settings, {name: CHECKS[name]}))


def bad(name: str, settings: Settings) -> Finding:
    (finding,) = [one for one in found(name, settings) if one.level is not Level.OK]
    assert finding.remedy
    return finding


def test_all_is_well_after_a_release(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    findings = examine(settings)
    assert [one for one in findings if one.level is Level.ERROR] == []
    # A warehouse that nobody has started a run or a daemon for:
    assert {one.check for one in findings if one.level is Level.WARNING} <= {
        "schedule",
        "last run",
        "release",
        "space",
    }
    assert {one.check for one in findings} >= {*CHECKS, "last run"}


def test_the_lock_is_read_with_its_markers() -> None:
    lock = (
        "agate==1.9.1 \\\n    --hash=sha256:1c \\\n    --hash=sha256:bc\n"
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:08\n"
        "# a remark\n"
    )
    assert locked_versions(lock) == {"agate": "1.9.1"}


def test_another_version_and_a_missing_library_are_told(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("duckdb==0.0.1 \\\n    --hash=sha256:1c\nno-such-library==1.0\n")
    monkeypatch.setattr(doctor, "LOCK", lock)
    finding = bad("libraries", settings)
    assert finding.level is Level.ERROR
    assert "duckdb 1." in finding.said and "instead of 0.0.1" in finding.said
    assert "no-such-library missing instead of 1.0" in finding.said


@pytest.mark.parametrize(
    ("changed", "level", "said"),
    [
        ({"workers": 10_000}, Level.WARNING, "10000 readers may take"),
        ({"engine": "inline"}, Level.WARNING, "without limits"),
    ],
)
def test_settings_that_cannot_be_kept(
    settings: Settings, changed: dict[str, object], level: Level, said: str
) -> None:
    finding = bad("settings", replace(settings, **changed))  # type: ignore[arg-type]
    assert finding.level is level
    assert said in finding.said


@pytest.mark.parametrize(
    ("changed", "level", "said"),
    [
        ({"notify_command": ""}, Level.WARNING, "nobody is told"),
        ({"notify_command": "/nowhere/mail x"}, Level.ERROR, "/nowhere/mail is not found"),
        ({"notify_command": "mail 'x"}, Level.ERROR, "cannot be split"),
        ({"notify_url": "file:///x"}, Level.ERROR, "no web address"),
        (
            {"notify_url": "http://127.0.0.1/secret", "notify_header": "A: b"},
            Level.WARNING,
            "unencrypted",
        ),
    ],
)
def test_hooks_that_cannot_work(
    settings: Settings, changed: dict[str, str], level: Level, said: str
) -> None:
    finding = bad("hooks", replace(settings, **changed))  # type: ignore[arg-type]
    assert finding.level is level
    assert said in finding.said


def test_a_webhook_is_named_without_its_path(settings: Settings) -> None:
    (command, webhook) = found("hooks", replace(settings, notify_url="https://chat.org/secret"))
    assert (command.level, webhook.level) == (Level.OK, Level.OK)
    assert webhook.said == "a webhook at chat.org"


def test_a_raw_folder_that_is_missing_or_empty(settings: Settings) -> None:
    (settings.raw_dir / "a.txt").unlink()
    assert "holds no document" in bad("raw", settings).said
    settings.raw_dir.rmdir()
    assert bad("raw", settings).level is Level.ERROR


@pytest.fixture
def closed(settings: Settings) -> Iterator[Path]:
    folder = settings.raw_dir / "closed"
    folder.mkdir()
    folder.chmod(0)
    yield folder
    folder.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_access(settings: Settings, closed: Path) -> None:
    assert str(closed) in bad("raw", settings).said


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("b.txt.yml", "year: 2025", "stands beside no document"),
        ("a.txt.yml", "- a list", "the sidecar of a.txt"),
        ("a.txt.yml", "year: 1", "the sidecar of a.txt"),
    ],
)
def test_sidecars_that_say_nothing(settings: Settings, name: str, text: str, said: str) -> None:
    (settings.raw_dir / name).write_text(text)
    (settings.raw_dir / "sound.txt").write_text("a report")
    (settings.raw_dir / "sound.txt.yml").write_text("year: 2025")
    finding = bad("raw", settings)
    assert name.removesuffix(".yml") in finding.said and said in finding.said


def test_a_warehouse_that_is_a_file(settings: Settings) -> None:
    settings.warehouse_dir.write_text("")
    assert bad("warehouse", settings).level is Level.ERROR


def test_a_warehouse_that_everybody_may_write_to(settings: Settings) -> None:
    settings.warehouse_dir.mkdir()
    settings.warehouse_dir.chmod(0o777)
    assert "everybody" in bad("warehouse", settings).said
    assert sorted(settings.warehouse_dir.iterdir()) == []


def test_too_little_space(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.publish.space.RESERVE_BYTES", 2**60)
    finding = bad("space", settings)
    assert finding.level is Level.ERROR
    assert "a run needs 1152921.5 TB" in finding.said


def test_nothing_published_yet(settings: Settings) -> None:
    assert bad("release", settings).said == "nothing is published yet"


def test_a_link_that_leads_to_nothing(settings: Settings) -> None:
    release = publish(settings, stage(settings, 1), 2)
    release.database.unlink()
    assert bad("release", settings).level is Level.ERROR


def test_a_damaged_database(settings: Settings) -> None:
    release = publish(settings, stage(settings, 1), 2)
    release.database.chmod(0o644)
    release.database.write_bytes(b"no database" * 1000)
    assert bad("release", settings).level is Level.ERROR


def test_somebody_writes_to_the_published_file(settings: Settings) -> None:
    release = publish(settings, stage(settings, 1), 2)
    release.database.with_name(release.database.name + ".wal").write_bytes(b"")
    assert ".wal is left by somebody" in bad("release", settings).said


@pytest.mark.parametrize(("name", "text"), [("x.json", "{"), ("runs.jsonl", '{"a": 1}\n{"b')])
def test_damaged_state(settings: Settings, name: str, text: str) -> None:
    settings.state_dir.mkdir(parents=True)
    (settings.state_dir / name).write_text(text)
    assert name in bad("state", settings).said


def test_a_dagster_that_calls_home(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "dagster").mkdir()
    (tmp_path / "dagster" / "dagster.yaml").write_text("telemetry:\n  enabled: true\n")
    assert "call home" in bad("dagster", settings).said


def test_no_daemon_and_no_run(settings: Settings) -> None:
    assert [one.said for one in found("schedule", settings)] == [
        "no daemon asks the schedule",
        "there was none",
    ]


def test_a_release_that_nobody_renews(settings: Settings) -> None:
    publish(settings, stage(settings, 1), 2)
    assert at(2) < datetime.now(UTC)
    said = [one.said for one in found("schedule", settings) if one.check == "release"]
    assert "nobody has published a release" in said[0]


def test_a_run_in_progress_is_no_damage(settings: Settings) -> None:
    with unmarked_afterwards():
        mark_running(settings, "run-1")
        (finding,) = found("state", settings)
    assert finding.level is Level.OK


def test_the_command_prints_a_line_a_finding_and_fails_on_errors(settings: Settings) -> None:
    environment = {
        "NAMNDLAGER_RAW": str(settings.raw_dir),
        "NAMNDLAGER_WAREHOUSE": str(settings.warehouse_dir),
    }
    out = io.StringIO()
    assert run_doctor(environment, Console(file=out, width=200), as_json=False) == 0
    assert "ok       python" in out.getvalue()
    assert "-> set NAMNDLAGER_NOTIFY_COMMAND" in out.getvalue()
    (settings.raw_dir / "a.txt").unlink()
    settings.raw_dir.rmdir()
    out = io.StringIO()
    assert run_doctor(environment, Console(file=out), as_json=True) == 1
    assert {"check", "level", "said", "remedy"} == set(json.loads(out.getvalue())[0])


def test_a_mistyped_setting_is_a_finding() -> None:
    out = io.StringIO()
    assert run_doctor({"NAMNDLAGER_WORKRES": "2"}, Console(file=out), as_json=False) == 1
    assert "NAMNDLAGER_WORKRES" in out.getvalue()
