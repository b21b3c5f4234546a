"""Whole runs: a damaged file is stood in for, a held one leaves, a forgotten one is gone."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.assets import settling
from pipeline.console.forget import forget_file
from pipeline.intake.cache import document_folder
from pipeline.settings import Settings
from tests.conftest import SAMPLES
from tests.integration.test_cli import command
from tests.support.job import run

DAMAGED, HELD, SOUND = (f"kvarnsjo-2025-{kind}.txt" for kind in ("t1", "t2", "vb"))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in (DAMAGED, HELD, SOUND):
        shutil.copy(SAMPLES / name, raw / name)
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "dagster"))
    monkeypatch.setattr(settling, "CORRECTIONS", tmp_path / "corrections.yml")
    return Settings(raw_dir=raw, warehouse_dir=tmp_path / "warehouse")


def test_from_a_damaged_and_a_held_file_to_a_forgotten_one(
    settings: Settings, tmp_path: Path
) -> None:
    namndlager = command(settings.raw_dir, settings.warehouse_dir)
    first = run(settings)
    assert first.status == 0, first.printed
    [(release, facts)] = first.rows(
        "select (select max(run_id) from load_run), count(*) from fact_indicator_value"
        " where report_key = 'kvarnsjo-2025-t1'"
    )
    assert release and facts > 0
    published = settings.database.resolve().parent.name

    # What the next run would refuse is refused at once.
    [(key,)] = first.rows(
        "select fact_key from fact_indicator_value where measure = 'target' and value is not null"
        " and report_key = 'kvarnsjo-2025-vb' order by source_line_start limit 1"
    )
    words = ("--why", "the text says so", "--who", "test", "--file", str(settling.CORRECTIONS))
    refused = namndlager("correct", key, "ungefär femtio", *words)
    assert refused.returncode == 1
    assert "'ungefär femtio' is no number" in refused.stderr.replace("\n", " ")
    assert not settling.CORRECTIONS.exists()
    assert namndlager("correct", key, "47,3", *words).returncode == 0
    again = namndlager("correct", key, "47,4", *words)
    assert again.returncode == 1
    assert "is corrected by another entry already" in again.stderr.replace("\n", " ")

    (settings.raw_dir / DAMAGED).write_text("Nedladdningen bröts.\n", encoding="utf-8")
    unknown = namndlager("hold", "t2.txt", "--why", "a draft")
    assert unknown.returncode == 1
    assert f"did you mean {HELD}" in unknown.stderr.replace("\n", " ")
    assert namndlager("hold", HELD, "--why", "a draft", "--who", "A. Berg").returncode == 0

    second = run(settings)
    assert second.status == 0, second.printed
    assert second.rows(
        "select report_key, source_file, carried_from from dim_report order by 1"
    ) == [
        ("kvarnsjo-2025-t1", DAMAGED, published),
        ("kvarnsjo-2025-vb", SOUND, None),
    ]
    assert second.rows(
        "select count(*) from fact_indicator_value where report_key = 'kvarnsjo-2025-t1'"
    ) == [(facts,)]
    reasons = dict(second.rows("select source_file, reason from rejected_document"))
    assert reasons.keys() == {DAMAGED, HELD}
    assert reasons[DAMAGED].endswith(f" Its reading of release {published} stands in for it.")
    assert reasons[HELD].startswith("Held back by A. Berg on ")
    assert "Held back" in second.printed
    # The correction is wished, so nothing warns of the value that it changed.
    assert "values_are_kept" not in second.printed
    [(carried,)] = second.rows(
        "select fact_key from fact_indicator_value where report_key = 'kvarnsjo-2025-t1' limit 1"
    )
    explained = " ".join(namndlager("explain", carried).stdout.replace("│", " ").split())
    assert f"read for release {published} and carried over since" in explained

    _forget(settings, tmp_path)


def _forget(settings: Settings, tmp_path: Path) -> None:
    sha256 = json.loads(
        (settings.database.resolve().parent / "manifest.json").read_text(encoding="utf-8")
    )["documents"][SOUND]
    backup = {"path": "/backups/monday.tar", "made_at": "2026-01-02T03:04:05Z"}
    (settings.state_dir / "backups.json").write_text(
        json.dumps([{**backup, "documents": {SOUND: sha256}}]), encoding="utf-8"
    )
    said = io.StringIO()
    console = Console(file=said, width=200)

    def forget(name: str) -> int:
        return forget_file(settings, name, out=console, err=console)

    assert forget("never-seen.txt") == 1
    assert forget(SOUND) == 1
    assert f"{SOUND} still in {settings.raw_dir}" in said.getvalue()
    assert document_folder(settings.kept_dir, sha256).is_dir()

    (settings.raw_dir / SOUND).unlink()
    assert forget(SOUND) == 0, said.getvalue()
    assert "still in the backup /backups/monday.tar of 2026-01-02 03:04" in said.getvalue()
    assert "still in expectations/corrections.yml: 1 entries" in said.getvalue()
    for folder in (settings.kept_dir, settings.cache_dir):
        assert not document_folder(folder, sha256).exists()
    (settings.state_dir / "backups.json").unlink()
    written = [p for p in settings.warehouse_dir.rglob("*") if p.is_file() and not p.is_symlink()]
    assert len(written) > 20
    traces = (SOUND.encode(), sha256.encode())
    assert [p for p in written if any(trace in p.read_bytes() for trace in traces)] == []
