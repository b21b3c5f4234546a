"""A clone without the real reports is told what it skips; where they must be, it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT
from tests.accuracy.__main__ import not_compared
from tests.support.real_reports import REQUIRE, are_required, missing


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests alone, in a folder that has nothing beside it; the pipeline is ours."""
    folder = tmp_path_factory.mktemp("alone") / "project"
    for name in ("tests", "pipeline", "expectations", "raw", "dbt_project"):
        shutil.copytree(PROJECT_ROOT / name, folder / name)
    shutil.copy(PROJECT_ROOT / "pyproject.toml", folder)
    return folder


def pytest_in(clone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != REQUIRE}
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            "tests/integration/test_provenance.py",
            "tests/reconciliation/test_reconciliation.py::test_another_place_or_another_figure_is_no_match",
            "tests/integration/test_nothing_is_lost.py::test_a_lost_line_is_seen",
        ],
        cwd=clone,
        env=kept | {"PYTHONPATH": str(clone)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_clone_with_nothing_beside_it_skips_with_the_reason(clone: Path) -> None:
    answer = pytest_in(clone)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "1 passed" in answer.stdout
    assert "failed" not in answer.stdout and "error" not in answer.stdout
    assert "needs the real reports: no reports and no truth in shared/" in answer.stdout


def test_where_they_must_be_there_nothing_is_skipped(clone: Path) -> None:
    answer = pytest_in(clone, **{REQUIRE: "1"})
    assert answer.returncode != 0
    assert "must not be skipped here" in answer.stdout + answer.stderr


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "001_x.txt").write_text("a report")
    assert "no truth in" in (missing(tmp_path) or "")
    (tmp_path / "truth" / "doc001").mkdir(parents=True)
    (tmp_path / "truth" / "doc002").mkdir()
    assert missing(tmp_path) is None
    (said,) = not_compared(tmp_path)
    assert said.startswith("doc002")


@pytest.mark.parametrize(("value", "required"), [("1", True), ("0", False), ("", False)])
def test_the_switch(value: str, required: bool) -> None:
    assert are_required({REQUIRE: value}) is required
    assert not are_required({})
