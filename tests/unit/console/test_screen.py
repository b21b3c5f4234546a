"""Every command prints through one place, which passes on nothing that a terminal obeys."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from rich.panel import Panel
from rich.table import Table

from pipeline.console.screen import Screen, escape, escape_lines, write_data
from pipeline.settings import PROJECT_ROOT

HOSTILE = "a\x1b[2J\x07\x9b31m\u202eb"
SHOWN = r"a\x1b[2J\x07\x9b31m\u202eb"


def shown(thing: object) -> str:
    text = io.StringIO()
    Screen(file=text, force_terminal=True, highlight=False, width=100).print(thing)
    return text.getvalue()


def test_text_of_a_file_is_one_line_and_no_markup() -> None:
    text = "x\n[red]" + HOSTILE
    assert shown(f"[bold]{escape(text)}[/bold]") == f"\x1b[1mx\\n[red]{SHOWN}\x1b[0m\n"
    assert escape_lines("a\nb\x1b") == "a\nb\\x1b"


@pytest.mark.parametrize("thing", [HOSTILE, Panel(HOSTILE), Panel("", title=HOSTILE)])
def test_what_nobody_escaped_is_not_obeyed_either(thing: object) -> None:
    printed = shown(thing)
    assert "\x1b[2J" not in printed and "\x9b" not in printed and "\u202e" not in printed
    assert r"\x1b[2J" in printed


def test_a_table_is_not_obeyed_either() -> None:
    table = Table(HOSTILE)
    table.add_row(HOSTILE)
    assert "\x1b[2J" not in shown(table)


def test_data_for_programs_is_not_wrapped() -> None:
    text = io.StringIO()
    write_data(Screen(file=text, width=20), "x" * 100 + "\t[red]\n")
    assert text.getvalue() == "x" * 100 + "\t[red]\n"


@pytest.mark.parametrize(
    "path",
    [PROJECT_ROOT / "pipeline" / "cli.py", *(PROJECT_ROOT / "pipeline" / "console").glob("*.py")],
    ids=lambda path: path.name,
)
def test_no_command_prints_past_the_screen(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "rich.markup.escape" not in imported, "take escape from pipeline.console.screen"
    assert not called & {"print", "Console"}, "print through a Screen"
