"""The README is true: its commands exist, its queries give the answers that it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT
from tests.support.job import Ran
from tests.support.readme import README, answer, examples

TEXT = README.read_text(encoding="utf-8")


def test_there_are_five_queries_worth_asking() -> None:
    assert len(examples()) >= 5
    assert TEXT.count("```sql") == len(examples())


@pytest.mark.parametrize(("sql", "shown"), examples(), ids=range(len(examples())))
def test_a_query_gives_the_answer_that_is_shown(samples_run: Ran, sql: str, shown: str) -> None:
    assert samples_run.status == 0, samples_run.printed
    assert answer(samples_run.settings, sql) == shown


def test_every_path_that_is_named_exists() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", TEXT) + re.findall(r"^\| `([\w./]+)`", TEXT, re.M)
    assert len(named) > 8
    assert [path for path in named if not (PROJECT_ROOT / path).exists()] == []


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    named = set(re.findall(r"(?:`|^    )make ([a-z]+)", TEXT, re.M))
    assert {"warehouse", "test", "ui", "help"} <= named <= targets


def test_no_lock_file_names_an_address() -> None:
    for lock in PROJECT_ROOT.glob("*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name


def test_the_pictures_are_pictures() -> None:
    pictures = [PROJECT_ROOT / path for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", TEXT)]
    assert pictures
    assert all(Path(path).read_bytes().startswith(b"\x89PNG") for path in pictures)
