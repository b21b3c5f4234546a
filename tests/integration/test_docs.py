"""What the docs show is true: examples run, commands and paths exist, fields are documented."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.console.answers import (
    Explanation,
    FindingGroup,
    Findings,
    Line,
    Published,
    RefusedDocument,
    ReleaseLine,
    RunLine,
    Status,
)
from pipeline.console.query import fetch
from pipeline.settings import PROJECT_ROOT
from tests.support.job import Ran

DOCS = PROJECT_ROOT / "docs"
WRITTEN = ("_build", "reference")
MADE_HERE = (
    "docs/_build",
    "docs/reference",
    "dbt_project/target",
    "deploy/namndlager.local.env",
)
"""What stands in no clone: pages that are written, settings of a machine."""

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"`((?:pipeline|tests|dbt_project|expectations|deploy|docs)/[\w./-]+)`")
SHOWN = re.compile(r"^(?:    )?(?:\S*bin/)?(namndlager [a-z].*)$", re.MULTILINE)


def pages() -> list[Path]:
    found = [*DOCS.rglob("*.md"), *PROJECT_ROOT.glob("*.md")]
    return sorted(path for path in found if not set(WRITTEN) & set(path.parts))


def blocks(kind: str) -> list[tuple[str, str]]:
    """Blocks of a kind in the docs, each with where it stands."""
    return [*_blocks(kind)]


def _blocks(kind: str) -> Iterator[tuple[str, str]]:
    for path in pages():
        for number, (info, text) in enumerate(BLOCK.findall(path.read_text(encoding="utf-8"))):
            if info == kind and path.is_relative_to(DOCS):
                yield f"{path.relative_to(PROJECT_ROOT)}:{number}", text


@pytest.mark.parametrize(("name", "sql"), blocks("sql"), ids=lambda given: given[:40])
def test_the_queries_of_the_docs_give_rows(name: str, sql: str, samples_run: Ran) -> None:
    names, rows = fetch(samples_run.settings, sql)
    assert names
    assert rows or "review_" in sql, f"{name} gives nothing on the samples"


@pytest.mark.parametrize(("name", "program"), blocks("python"), ids=lambda given: given[:40])
def test_the_programs_of_the_docs_run(
    name: str, program: str, samples_run: Ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "warehouse").symlink_to(samples_run.settings.warehouse_dir)
    monkeypatch.chdir(tmp_path)
    exec(compile(program, name, "exec"), {"__name__": name})


def test_every_command_that_is_shown_exists() -> None:
    commands = vars(get_command(app))["commands"]
    shown = 0
    for path in pages():
        for line in SHOWN.findall(path.read_text(encoding="utf-8")):
            words = shlex.split(line.split("#")[0].replace("...", "x"), posix=True)
            name, given = words[1], [word for word in words[2:] if word.startswith("-")]
            assert name in commands, f"{path.name}: {line}"
            known = {o for parameter in commands[name].params for o in parameter.opts}
            asked = {word.split("=")[0] for word in given if word != "-"}
            assert asked <= known | {"--help"}, f"{path.name}: {line}"
            shown += 1
    assert shown > 15


def test_every_path_that_is_named_exists() -> None:
    missing = [
        f"{path.name}: {named}"
        for path in pages()
        for named in PATH.findall(path.read_text(encoding="utf-8"))
        if not (PROJECT_ROOT / named).exists() and not named.startswith(MADE_HERE)
    ]
    assert missing == []


@pytest.mark.parametrize(
    "answer",
    [
        Status,
        Published,
        RefusedDocument,
        ReleaseLine,
        RunLine,
        Findings,
        FindingGroup,
        Explanation,
        Line,
    ],
)
def test_every_field_of_json_is_documented(answer: type) -> None:
    text = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert [f.name for f in fields(answer) if f"`{f.name}`" not in text] == []


def test_the_pages_are_built_and_fetch_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(DOCS), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "WARNING" in line] == []
    fetched = re.compile(r"(?:<link[^>]+href|<script[^>]+src|<img[^>]+src)=\"https?:")
    for page in tmp_path.rglob("*.html"):
        assert not fetched.search(page.read_text(encoding="utf-8")), page
    assert "mart_budget_followup" in (tmp_path / "reference" / "tables.html").read_text("utf-8")


def test_the_notebook_answers_its_five_questions(
    samples_run: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAMNDLAGER_WAREHOUSE", str(samples_run.settings.warehouse_dir))
    found = importlib.util.spec_from_file_location("five_questions", DOCS / "five_questions.py")
    assert found is not None and found.loader is not None
    notebook = importlib.util.module_from_spec(found)
    found.loader.exec_module(notebook)
    _, answers = notebook.app.run()
    for name in ("goals", "deviations", "reached", "gaps", "contradictions"):
        assert len(answers[name]) > 0, name
    (errors,) = samples_run.rows(
        "select count(*) from data_finding"
        " where severity = 'error' and caused_by_finding_key is null"
    )
    assert (len(answers["contradictions"]),) == errors
