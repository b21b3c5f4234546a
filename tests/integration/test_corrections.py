"""A misprint corrected, a personal number masked: from the file to the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.assets import settling
from pipeline.extract.privacy import PROBLEM_CODE as MASKED
from pipeline.settings import Settings
from pipeline.transform.corrections import PROBLEM_CODE as CORRECTED
from tests.integration.test_cli import command
from tests.support.job import run

PERSON = "811218-9876"  # an invented person of the tax agency's documentation


def test_a_correction_holds_from_the_next_run_on_and_the_print_stays(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = raw / "good.txt"
    lines = report.read_text(encoding="utf-8").splitlines(keepends=True)
    report.write_text("".join([*lines, "\n", f"Rör {PERSON}.\n"]), encoding="utf-8")
    settings = Settings(raw_dir=raw, warehouse_dir=tmp_path / "warehouse")
    first = run(settings)
    assert first.status == 0, first.printed
    _nobody_is_named(first.settings.warehouse_dir)
    assert first.rows(f"select count(*) from extraction_problem where code = '{MASKED}'") == [(1,)]

    corrections = tmp_path / "corrections.yml"
    namndlager = command(raw, settings.warehouse_dir)
    [(key, printed)] = first.rows(
        "select fact_key, value_text from fact_indicator_value where measure = 'target'"
        " and value is not null order by source_line_start limit 1"
    )
    words = ("--why", "the text below says so", "--who", "test", "--file", str(corrections))
    answer = namndlager("correct", key, "47,3", *words)
    assert answer.returncode == 0, answer.stderr
    assert namndlager("correct", "no-such-key", "1", *words).returncode == 1

    monkeypatch.setattr(settling, "CORRECTIONS", corrections)
    second = run(settings, force=True)
    assert second.status == 0, second.printed
    assert second.rows(
        f"select value_text, value from fact_indicator_value where fact_key = '{key}'"
    ) == [(printed, 47.3)]
    assert second.rows(f"select count(*) from extraction_problem where code = '{CORRECTED}'") == [
        (1,)
    ]


def _nobody_is_named(folder: Path) -> None:
    written = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(written) > 20
    assert [path for path in written if PERSON.encode() in path.read_bytes()] == []
