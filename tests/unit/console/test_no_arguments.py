"""A command that needs something and gets nothing shows its help."""

from __future__ import annotations

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from pipeline.cli import app

COMMANDS = vars(get_command(app))["commands"]
NEEDY = sorted(
    name
    for name, command in COMMANDS.items()
    if any(parameter.required for parameter in command.params)
)


def test_the_commands_that_need_something_are_these_at_least() -> None:
    assert {"query", "explain", "correct"} <= set(NEEDY)


@pytest.mark.parametrize("name", NEEDY)
def test_a_command_without_its_arguments_shows_its_help(name: str) -> None:
    result = CliRunner().invoke(app, [name])
    assert f"Usage: namndlager {name}" in result.output or f"{name} [OPTIONS]" in result.output
    assert "--help" in result.output and "Traceback" not in result.output


def test_the_command_itself_shows_its_help() -> None:
    result = CliRunner().invoke(app, [])
    assert all(name in result.output for name in COMMANDS)
