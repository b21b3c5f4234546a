"""Colours, bars and pages are for terminals; ids are whole; quiet means only trouble."""

from __future__ import annotations

import io
import pydoc
from datetime import UTC, datetime

import pytest
from rich.console import Console
from typer.testing import CliRunner

from pipeline.cli import EXIT_CODES, QueryFormat, app
from pipeline.console.answers import ReleaseLine
from pipeline.console.query import FORMATS
from pipeline.console.screen import Screen, paged, print_whole, progress
from pipeline.console.status import _releases_table

RELEASE = "20260102T030405Z-01234567-123"


def screen(*, terminal: bool, width: int = 60, height: int = 10) -> Console:
    return Screen(file=io.StringIO(), force_terminal=terminal, width=width, height=height)


def written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    shown: list[str] = []
    monkeypatch.setattr(pydoc, "pager", shown.append)
    return shown


@pytest.mark.parametrize(
    ("terminal", "lines", "is_paged"), [(True, 30, True), (True, 3, False), (False, 30, False)]
)
def test_only_what_is_longer_than_a_terminal_is_paged(
    pages: list[str], terminal: bool, lines: int, is_paged: bool
) -> None:
    console = screen(terminal=terminal)
    with paged(console):
        for number in range(lines):
            console.print(f"line {number}")
    text = "".join(pages) if is_paged else written(console)
    assert bool(pages) is is_paged
    assert text.count("line ") == lines


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_is_for_terminals_and_leaves_nothing(terminal: bool) -> None:
    console = screen(terminal=terminal, width=120)
    with progress(console, "writing") as tell:
        tell(1, 4)
    assert ("writing" in written(console)) is terminal


def test_a_file_gets_no_colours() -> None:
    console = screen(terminal=False)
    console.print("[red]no[/red]")
    assert written(console) == "no\n"


@pytest.mark.parametrize("width", [30, 200])
def test_an_id_is_never_cut(width: int) -> None:
    console = screen(terminal=True, width=width)
    when = datetime(2026, 1, 2, tzinfo=UTC)
    table = _releases_table([ReleaseLine(RELEASE, "run", when, True, 1, 0, "c")])
    print_whole(console, table)
    assert RELEASE in written(console)


def test_the_help_documents_the_exit_codes() -> None:
    said = " ".join(CliRunner().invoke(app, ["--help"]).output.replace("│", " ").split())
    assert "Exit codes: 0 done; 1" in said
    assert "Exit codes" in EXIT_CODES


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("namndlager expo", "export"),
        ("namndlager export mart_budget", "mart_budget_followup"),
        ("namndlager findings --rule row_id", "row_identity"),
        ("namndlager findings --severity w", "warning"),
    ],
)
def test_the_shell_completes_commands_and_names(words: str, completed: str) -> None:
    environment = {
        "_NAMNDLAGER_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    found = CliRunner().invoke(app, [], env=environment, prog_name="namndlager")
    assert completed in found.output.split()


def test_query_takes_the_formats_that_it_has() -> None:
    assert {format.value for format in QueryFormat} == FORMATS.keys()


def test_the_version_is_said() -> None:
    assert CliRunner().invoke(app, ["--version"]).output.startswith("namndlager ")
