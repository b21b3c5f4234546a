"""Settings come from NAMNDLAGER_* variables; a mistyped one is told, not ignored."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.intake.engine import ENGINES
from pipeline.settings import CLUSTER_SCHEMES, ENGINE_NAMES, PROJECT_ROOT, Settings


def test_without_variables_the_project_folders_are_used() -> None:
    settings = Settings.from_environment({})
    assert (settings.raw_dir.name, settings.warehouse_dir.name) == ("raw", "warehouse")
    assert settings.raw_dir.is_absolute()


def test_variables_set_fields_of_every_type() -> None:
    settings = Settings.from_environment(
        {
            "NAMNDLAGER_RAW": "/somewhere/raw",
            "NAMNDLAGER_EXTRACT_ENGINE": "inline",
            "NAMNDLAGER_WORKERS": "7",
            "NAMNDLAGER_SECONDS_PER_DOCUMENT": "2.5",
            "NAMNDLAGER_ACCEPT_CHANGES": "yes",
            "OTHER": "ignored",
        }
    )
    assert settings.raw_dir == Path("/somewhere/raw")
    assert settings.engine == "inline"
    assert settings.workers == 7
    assert settings.seconds_per_document == 2.5
    assert settings.accept_changes is True


def test_a_relative_folder_does_not_depend_on_a_later_change_of_folder() -> None:
    assert Settings.from_environment({"NAMNDLAGER_RAW": "reports"}).raw_dir.is_absolute()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NAMNDLAGER_WORKERS", "many", "NAMNDLAGER_WORKERS='many'"),
        ("NAMNDLAGER_ACCEPT_CHANGES", "perhaps", "NAMNDLAGER_ACCEPT_CHANGES"),
        ("NAMNDLAGER_RAV", "x", "unknown variable NAMNDLAGER_RAV"),
        ("NAMNDLAGER_WORKERS", "0", "NAMNDLAGER_WORKERS=0 has to be at least 1"),
        ("NAMNDLAGER_WORKERS", "-2", "NAMNDLAGER_WORKERS=-2 has to be at least 1"),
        ("NAMNDLAGER_WORKERS", "1.5", "NAMNDLAGER_WORKERS='1.5' is no int"),
        ("NAMNDLAGER_SECONDS_PER_DOCUMENT", "nan", "at least 0.001 and at most 86,400"),
        ("NAMNDLAGER_SECONDS_PER_DOCUMENT", "inf", "at least 0.001 and at most 86,400"),
        ("NAMNDLAGER_SECONDS_PER_DOCUMENT", "0", "at least 0.001 and at most 86,400"),
        ("NAMNDLAGER_SECONDS_PER_DOCUMENT", "-1", "at least 0.001 and at most 86,400"),
        ("NAMNDLAGER_RAW", "", "NAMNDLAGER_RAW='' is no Path"),
        ("NAMNDLAGER_WAREHOUSE", " ", "NAMNDLAGER_WAREHOUSE=' ' is no Path"),
        ("NAMNDLAGER_MEMORY_BYTES_PER_DOCUMENT", "9" * 20, "no system has more"),
        ("NAMNDLAGER_QUERY_MEMORY", "9" * 20, "at most 1,125,899,906,842,624"),
        ("NAMNDLAGER_KEEP_RELEASES", "1", "at least 2 .the current one, and one to go back to"),
        ("NAMNDLAGER_MAX_FILE_BYTES", "0", "NAMNDLAGER_MAX_FILE_BYTES=0 has to be at least 1"),
        ("NAMNDLAGER_MAX_PAGES", "0", "NAMNDLAGER_MAX_PAGES=0 has to be at least 1"),
        ("NAMNDLAGER_MEMORY_BYTES_PER_DOCUMENT", "1000", "at least 134,217,728"),
        ("NAMNDLAGER_CONFIDENCE_THRESHOLD", "80", "at least 0 and at most 1"),
        ("NAMNDLAGER_CONFIDENCE_THRESHOLD", "nan", "at least 0 and at most 1"),
        ("NAMNDLAGER_EXTRACT_ENGINE", "quantum", "no engine 'quantum'.*inline, processes"),
        ("NAMNDLAGER_READER", "reader.py", "NAMNDLAGER_READER='reader.py' is no 'module:function'"),
    ],
)
def test_a_variable_that_cannot_be_read_is_an_error(name: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Settings.from_environment({name: value})


def test_what_is_written_does_not_stand_in_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside the raw folder"):
        Settings(raw_dir=tmp_path, warehouse_dir=tmp_path / "warehouse")
    Settings(raw_dir=tmp_path / "warehouse" / "raw", warehouse_dir=tmp_path / "warehouse")


def test_every_engine_that_a_setting_may_name_exists() -> None:
    assert set(ENGINES) == {*ENGINE_NAMES, *CLUSTER_SCHEMES}


@pytest.mark.parametrize(
    ("name", "value"),
    [("NAMNDLAGER_EXTRACT_ENGINE", "quantum"), ("NAMNDLAGER_SECONDS_PER_DOCUMENT", "nan")],
)
def test_the_command_ends_with_2_and_says_which_setting(name: str, value: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "run"],
        cwd=PROJECT_ROOT,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert name in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("command", "warehouse", "said"),
    [
        ("resume", "file", "file"),
        ("rollback", "file", "file"),
        ("releases", "folder", "namndlager.duckdb is a file, not the link"),
    ],
)
def test_what_is_in_the_way_is_told_without_a_traceback(
    command: str, warehouse: str, said: str, tmp_path: Path
) -> None:
    for folder in ("raw", "folder"):
        (tmp_path / folder).mkdir()
    for file in ("file", "folder/namndlager.duckdb"):
        (tmp_path / file).touch()
    answer = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", command],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "NAMNDLAGER_RAW": str(tmp_path / "raw"),
            "NAMNDLAGER_WAREHOUSE": str(tmp_path / warehouse),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
