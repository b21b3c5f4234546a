"""Texts with lines and tables far longer than any report's: read, and well inside the limits."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.extract import read_report
from pipeline.settings import PROJECT_ROOT, Settings

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


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_what_is_too_long_behind_a_report_costs_it_nothing(tmp_path: Path, tail: str) -> None:
    text = FLOW.read_text(encoding="utf-8")
    path = tmp_path / "long.txt"
    path.write_text(f"{text}\n\n{tail}\n", encoding="utf-8")
    started = time.process_time()
    read = read_report(path)
    assert time.process_time() - started < Settings().seconds_per_document / 2
    plain = read_report(FLOW)
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
    assert len(read.indicators) == len(read_report(FLOW).indicators)
