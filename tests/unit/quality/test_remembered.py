"""Findings of a report that were kept are those that would be found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.extract.report import Report
from pipeline.intake import DocumentOutcome
from pipeline.intake.stored import in_memory
from pipeline.quality import reconcile
from pipeline.quality.reconcile import apart
from pipeline.quality.reconcile.apart import FindInReport
from pipeline.quality.reconcile.digests import digests
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.remembered import Found, Remembered, Tables
from pipeline.transform import build_tables, write_parquet
from pipeline.transform.sources import HeldSource, Source, StoredSource
from tests.unit.transform.reports import full_report, head, outcome, report, table

COLUMNS = ("Mnkr", "Budget 2024", "Bokslut 2024", "Avvikelse 2024")
AREAS = (("Förskola", "10,0", "10,0", "0,0"), ("Äldreomsorg", "20,0", "20,0", "0,0"))


def budget(total: str) -> Report:
    """A report whose total is right at 30,0."""
    rows = (*AREAS, ("Summa", total, "30,0", "0,0"))
    return report(
        head("Älvsjö", year=2016),
        tables=(table("budget_by_area", COLUMNS, *rows, title="Driftbudget"),),
    )


WRONG = outcome(budget("31,0"), "wrong.txt")
FULL = outcome(full_report(), "full.txt")


class Counting:
    """Remembers as ``Remembered`` does, and says for which reports rules were asked."""

    def __init__(self, remembered: Remembered) -> None:
        self.remembered = remembered
        self.asked: list[str] = []

    def __call__(self, source: Source, find: FindInReport) -> Found:
        def noted(own: Tables) -> Sequence[Finding]:
            self.asked += own["dim_report"]["source_file"].to_pylist()
            return find(own)

        return self.remembered(source, noted)


def found(
    remembered: Remembered, *outcomes: DocumentOutcome
) -> tuple[list[str], list[dict[str, object]]]:
    """For which files rules were asked, and the rows of data_finding."""
    counting = Counting(remembered)
    rows = reconcile.find(build_tables(outcomes, extractor_version="v"), counting).to_pylist()
    return sorted(counting.asked), rows


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered.below(tmp_path)


def test_findings_are_the_same_and_nothing_is_asked_again(remembered: Remembered) -> None:
    asked, first = found(remembered, WRONG, FULL)
    assert asked == ["full.txt", "wrong.txt"]
    asked, second = found(remembered, WRONG, FULL)
    assert asked == []
    assert first == second
    assert (31.0, 30.0) in {(row["stated"], row["expected"]) for row in second}
    assert first == reconcile.find(build_tables([WRONG, FULL], extractor_version="v")).to_pylist()


def test_a_report_is_remembered_where_others_come_and_go(remembered: Remembered) -> None:
    found(remembered, WRONG)
    other = outcome(full_report("Norra innerstaden"), "another.txt")
    assert found(remembered, WRONG, other)[0] == ["another.txt"]
    assert found(remembered, other, WRONG, FULL)[0] == ["full.txt"]


def test_several_processes_find_the_same(
    tmp_path: Path, remembered: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = build_tables([WRONG, FULL], extractor_version="v")
    alone = reconcile.find(tables, remembered)
    monkeypatch.setattr(apart, "FEWEST", 1)
    monkeypatch.setattr(apart, "_TOGETHER", 1)
    write_parquet(tables, tmp_path / "parquet")
    several = Remembered.below(tmp_path / "other cache", processes=2)
    assert reconcile.find_in(StoredSource(tmp_path / "parquet"), several).equals(alone)
    known = Remembered.below(tmp_path / "other cache")
    assert found(known, WRONG, FULL)[0] == []  # as they were kept by one process


def test_a_defect_of_a_rule_in_another_process_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = build_tables([WRONG, FULL], extractor_version="v")
    monkeypatch.setattr(apart, "FEWEST", 1)
    with pytest.raises(ZeroDivisionError, match="a rule"):
        list(Remembered.below(tmp_path, processes=2)(HeldSource(tables), broken_rule))


def broken_rule(_: Tables) -> Sequence[Finding]:
    """A rule with a defect."""
    raise ZeroDivisionError("a rule")


def test_a_report_that_prints_something_else_is_asked_again(remembered: Remembered) -> None:
    found(remembered, WRONG, FULL)
    asked, rows = found(remembered, replace(WRONG, report=in_memory(budget("30,0"))), FULL)
    assert asked == ["wrong.txt"]
    assert (31.0, 30.0) not in {(row["stated"], row["expected"]) for row in rows}


def test_other_rules_ask_every_report_again(remembered: Remembered) -> None:
    found(remembered, WRONG, FULL)
    assert found(replace(remembered, code="edited"), WRONG, FULL)[0] == ["full.txt", "wrong.txt"]


def test_a_report_counts_as_another_where_what_it_sees_of_an_indicator_changed() -> None:
    tables = build_tables([WRONG, FULL], extractor_version="v")
    before = digests(HeldSource(tables))
    indicators = tables["dim_indicator"]
    assert indicators.num_rows  # of the full report: the other one has none
    place = indicators.schema.get_field_index("direction")
    turned = pa.array(["turned"] * indicators.num_rows)
    tables["dim_indicator"] = indicators.set_column(place, "direction", turned)
    after = digests(HeldSource(tables))
    (full,) = (key for key in before if not key.startswith("alvsjo"))
    assert {key for key in before if before[key] != after[key]} == {full}
