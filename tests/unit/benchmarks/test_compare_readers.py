"""The command that compares readers runs; what it prints comes from what it read."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from importlib.machinery import ModuleSpec

import pytest

from tests.benchmarks import compare_readers, tools
from tests.corpus import cycle
from tests.corpus.model import DataTable, IndicatorTable, Report


@pytest.fixture(autouse=True)
def _small_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of two tables, one of indicators and one other."""
    whole = cycle.any_report(9507)
    first = [
        next(block for block in whole.blocks if isinstance(block, kind))
        for kind in (IndicatorTable, DataTable)
    ]
    small = replace(whole, blocks=tuple(first))

    def small_report(_seed: int) -> Report:
        return small

    monkeypatch.setattr(cycle, "any_report", small_report)


def test_our_reader_is_measured_on_every_kind_of_rules(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert compare_readers.main(["--seeds", "1", "--tools", "namndlager"]) == 0
    printed = capsys.readouterr().out
    row = next(line for line in printed.splitlines() if line.startswith("| Nämndlager |"))
    shares = [float(share) for share in re.findall(r"([\d.]+)%", row)]
    assert len(shares) == len(compare_readers.RULES) * len(compare_readers.KINDS)
    assert min(shares) > 90, row
    assert re.match(r"3 PDFs, \d+ pages: \d+ cells of indicators, \d+ cells of other", printed)
    assert "docling is left out" in printed


def test_a_tool_that_is_missing_is_named_with_the_way_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find = importlib.util.find_spec

    def find_spec(name: str) -> ModuleSpec | None:
        return None if name == "camelot" else find(name)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    chosen = ["--tools", "namndlager", "camelot-stream"]
    assert compare_readers.main(["--seeds", "1", "--rules", "none", *chosen]) == 0
    printed = capsys.readouterr().out
    assert f"camelot, stream is not installed. To have it measured:\n  {tools.INSTALL}" in printed
    assert "| camelot, stream |" not in printed
