"""Texts with lines and tables far longer than any report's: read, and well inside the limits."""

from __future__ import annotations

import time
from functools import cache, partial
from pathlib import Path

import pytest

from pipeline.extract import read_report
from pipeline.extract.report import Report
from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.effort import calls_of

SAMPLES = PROJECT_ROOT / "raw" / "samples"
FLOW = SAMPLES / "kvarnsjo-2025-t2.txt"
TAB = SAMPLES / "kvarnsjo-2025-t1.txt"
TOKENS = 240_000
ROWS = 20_000

TAILS = {
    "a line of numbers": "1 " * TOKENS,
    "a line of words and numbers": "ord 12,5 " * (TOKENS // 2),
    "a line of cells": "12,5\t" * TOKENS,
    "one long word": "a" * 2_000_000,
    "equal rows of text": "Andel nöjda 45 % 50 % 55 % Tertial 2 2025\n" * ROWS,
    "equal rows of dates": "2025-01-01 2025-12-31\n" * ROWS,
}


@cache
def alone() -> Report:
    """The report of flow text, with nothing behind it."""
    return read_report(FLOW)


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_what_is_too_long_behind_a_report_costs_it_nothing(tmp_path: Path, tail: str) -> None:
    text = FLOW.read_text(encoding="utf-8")
    path = tmp_path / "long.txt"
    path.write_text(f"{text}\n\n{tail}\n", encoding="utf-8")
    started = time.process_time()
    read = read_report(path)
    assert time.process_time() - started < Settings().seconds_per_document / 2
    plain = alone()
    assert [(row.name, row.cells) for row in read.indicators] == [
        (row.name, row.cells) for row in plain.indicators
    ]
    assert read.activities == plain.activities


def test_equal_rows_of_a_table_are_all_read(tmp_path: Path) -> None:
    lines = TAB.read_text(encoding="utf-8").split("\n")
    header = next(at for at, line in enumerate(lines) if line.startswith("Indikator\t"))
    row = next(at for at in range(header + 1, len(lines)) if lines[at].count("\t") >= 5)
    path = tmp_path / "rows.txt"
    path.write_text("\n".join(lines[:row] + [lines[row]] * ROWS + lines[row + 1 :]), "utf-8")
    started = time.process_time()
    read = read_report(path)
    assert time.process_time() - started < Settings().seconds_per_document / 2
    plain = read_report(TAB)
    assert len(read.indicators) == len(plain.indicators) + ROWS - 1


COLUMNS = 3000
MARKUP = {
    "a row of columns": "|" + "12,5|" * COLUMNS + "\n|" + "---|" * COLUMNS + "\n",
    "a cell of numbers": f"| a | b |\n|---|---|\n| {'1 ' * TOKENS} | 2 |\n",
}


@pytest.mark.parametrize("tail", MARKUP.values(), ids=MARKUP)
def test_marked_tables_that_are_too_wide_cost_a_report_nothing(tmp_path: Path, tail: str) -> None:
    path = tmp_path / "wide.md"
    path.write_text(f"{FLOW.read_text(encoding='utf-8')}\n\n{tail}", encoding="utf-8")
    started = time.process_time()
    read = read_report(path)
    assert time.process_time() - started < Settings().seconds_per_document / 2
    assert len(read.indicators) == len(alone().indicators)


def _numbers(columns: int) -> str:
    rows = ("  ".join(f"{row * at % 977:>6}" for at in range(columns)) for row in range(1, 31))
    return "\n".join(rows)


def _tab_rows(rows: int) -> str:
    return "Verksamhet\tBudget\n" + "".join(f"Rad {at}\t{at},5\n" for at in range(rows))


def _markup_rows(rows: int) -> str:
    cells = "".join(f"<tr><td>Rad {at}</td><td>{at},5</td></tr>" for at in range(rows))
    return f"<table><tr><th>Verksamhet</th><th>Budget</th></tr>{cells}</table>"


def _drawn_columns(columns: int) -> str:
    rule = "+" + "----+" * columns
    return "\n".join([rule, "|" + "12,5|" * columns, rule] * 6)


def _layout_rows(rows: int) -> str:
    return "".join(f"Förskola {at % 7}    {at:>8}      {at * 3:>8}\n" for at in range(rows))


GROWING = {
    "columns of numbers": ("txt", _numbers, 250),
    "rows of fields": ("txt", _tab_rows, 1000),
    "rows of layout text": ("txt", _layout_rows, 500),
    "rows of markup": ("html", _markup_rows, 1000),
    "drawn columns": ("md", _drawn_columns, 250),
}
FIRST_PAGES = 100
"""Lines of a report with goals and no tables."""
TIMES, MOST_GROWTH = 4, 6
"""Of four times as much; a reader that compares each thing with each other takes sixteen."""


@pytest.mark.parametrize("shape", GROWING)
def test_reading_grows_with_the_size_of_a_table(tmp_path: Path, shape: str) -> None:
    suffix, made, size = GROWING[shape]
    head = FLOW.read_text(encoding="utf-8").split("\n")[:FIRST_PAGES]
    before = [f"<p>{line}</p>" for line in head] if suffix == "html" else head
    calls = []
    for number, times in enumerate((0, 0, 1, TIMES)):  # the first one imports, and fills caches
        path = tmp_path / f"{number}.{suffix}"
        path.write_text("\n".join([*before, "", made(size * times), ""]), encoding="utf-8")
        calls.append(calls_of(partial(read_report, path)))
    _, empty, once, more = calls
    assert more - empty < MOST_GROWTH * (once - empty)
