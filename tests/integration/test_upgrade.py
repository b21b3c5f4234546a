"""A reader that was changed between two nights, and reads one of three reports worse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.job import Ran
from tests.support.shared_runs import GOOD, OTHERS, SharedRuns, three_reports

AS_BEFORE, WORSE = OTHERS

EDIT = """

_as_it_was = read_report


def read_report(path, known=None):
    report = _as_it_was(path, known)
    if report.head.committee_name == "Kvarnsjö":
        return report
    return replace(report, indicators=report.indicators[::2])
"""
"""What the upgrade appends to the reader: of the other committee every second row is lost."""


def run_of(project: Path, settings: Settings) -> Ran:
    """``namndlager run`` of a checkout of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(project),
        "NAMNDLAGER_RAW": str(settings.raw_dir),
        "NAMNDLAGER_WAREHOUSE": str(settings.warehouse_dir),
        "DAGSTER_HOME": str(project.parent / "dagster"),
        "COLUMNS": "300",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "run"],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(settings, ended.returncode, ended.stdout + ended.stderr)


@pytest.fixture(scope="module")
def nights(
    shared_runs: SharedRuns, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, int], Ran]:
    """Rows of each report in the first release, and the run after the upgrade."""
    folder = tmp_path_factory.mktemp("upgrade")
    first = shared_runs.copied(three_reports, folder)
    assert first.status == 0, first.printed
    project = folder / "project"
    for part in ("pipeline", "dbt_project", "expectations"):
        # With what Python and dbt have made of it before: only the reader is new.
        shutil.copytree(PROJECT_ROOT / part, project / part)
    shutil.copy(PROJECT_ROOT / "pyproject.toml", project)
    reader = project / "pipeline" / "extract" / "whole.py"
    reader.write_text(reader.read_text(encoding="utf-8") + EDIT, encoding="utf-8")
    return rows_by_file(first), run_of(project, first.settings)


def rows_by_file(ran: Ran) -> dict[str, int]:
    counted = ran.rows("select source_file, count(*) from fact_indicator_row group by all")
    return {str(file): int(rows) for file, rows in counted}


def test_the_report_that_is_read_worse_is_held_back_and_listed(
    nights: tuple[dict[str, int], Ran],
) -> None:
    before, after = nights
    assert after.status == 0, after.printed
    lost = before[WORSE] - (before[WORSE] + 1) // 2
    assert lost > 0
    ((file, code, detail),) = after.rows(
        "select source_file, reason_code, reason from rejected_document"
    )
    assert (file, code) == (WORSE, "held_back")
    assert "Today's reader reads it worse" in detail
    assert f"fact_indicator_row: {before[WORSE]} rows before, {before[WORSE] - lost} now" in detail
    assert WORSE in after.printed and "--accept-changes" in after.printed


def test_its_rows_stay_and_the_other_reports_go_out(
    nights: tuple[dict[str, int], Ran],
) -> None:
    before, after = nights
    assert rows_by_file(after) == before
    carried = dict(after.rows("select source_file, carried_from is not null from dim_report"))
    assert carried == {WORSE: True, AS_BEFORE: False, GOOD: False}
