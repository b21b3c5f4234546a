"""Settings come from NAMNDLAGER_* variables; a mistyped one is told, not ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.settings import Settings


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
    ],
)
def test_a_variable_that_cannot_be_read_is_an_error(name: str, value: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Settings.from_environment({name: value})
