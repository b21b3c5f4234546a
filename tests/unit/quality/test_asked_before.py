"""What the bounds found in a report is kept: the same answers, and only what is new is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from pipeline.quality.asked_before import AskedBefore, TablesOf
from pipeline.quality.expectations import Examined, examine
from pipeline.transform import build_tables
from pipeline.transform.shards import MadeOf
from pipeline.transform.sources import HeldSource
from tests.unit.transform.reports import activity, full_report, head, outcome, report

READ = (
    outcome(full_report(), "full.txt"),
    outcome(report(head("Älvsjö"), activities=(activity("Läsa dem"),)), "other.txt"),
)


@pytest.fixture
def suites(tmp_path: Path) -> Path:
    folder = tmp_path / "expectations"
    folder.mkdir()
    _write(folder, "Köpa böcker")
    return folder


def _write(folder: Path, allowed: str) -> None:
    bound = {
        "expect": "expect_column_values_to_be_in_set",
        "arguments": {"column": "activity_text", "value_set": [allowed]},
        "level": "counted",
        "reason": "So.",
    }
    suite = {"table": "fact_activity", "expectations": [bound]}
    (folder / "fact_activity.yml").write_text(yaml.safe_dump(suite), encoding="utf-8")


@pytest.fixture(name="tables")
def _tables() -> dict[str, pa.Table]:
    return build_tables(READ, extractor_version="v")


@pytest.fixture(name="made_of")
def _made_of(tables: dict[str, pa.Table]) -> dict[str, MadeOf]:
    reports = tables["dim_report"].select(["report_key", "document_sha256"]).to_pylist()
    return {row["report_key"]: MadeOf(row["document_sha256"], "as read") for row in reports}


def observed(examined: tuple[Examined, ...]) -> list[str]:
    return sorted(row.observed for one in examined for row in one.outside)


def of(tables: dict[str, pa.Table]) -> TablesOf:
    """Gives the tables of wanted reports, and the dimensions."""

    def wanted(reports: Sequence[str]) -> Iterator[dict[str, pa.Table]]:
        if reports:
            yield {**tables, **HeldSource(tables).of_reports(reports)}

    return wanted


def without_rows(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """What would be found in them, had they to be looked at, is nothing."""
    return {**tables, "fact_activity": tables["fact_activity"].slice(0, 0)}


def test_answers_are_those_of_the_bounds_and_are_kept(
    tmp_path: Path, suites: Path, tables: dict[str, pa.Table], made_of: dict[str, MadeOf]
) -> None:
    asked = AskedBefore.below(tmp_path, suites)
    found = asked.examine(of(tables), made_of)
    assert found == examine(tables, suites)
    assert observed(found) == ["Läsa dem", "Läsa dem"]
    assert asked.examine(of(without_rows(tables)), made_of) == found


def test_only_what_is_new_is_asked(
    tmp_path: Path, suites: Path, tables: dict[str, pa.Table], made_of: dict[str, MadeOf]
) -> None:
    asked = AskedBefore.below(tmp_path, suites)
    asked.examine(of(tables), made_of)
    first, *_ = made_of
    made_of[first] = replace(made_of[first], digest="read otherwise")
    assert observed(asked.examine(of(without_rows(tables)), made_of)) == ["Läsa dem"]


def test_other_bounds_are_asked_of_every_report(
    tmp_path: Path, suites: Path, tables: dict[str, pa.Table], made_of: dict[str, MadeOf]
) -> None:
    AskedBefore.below(tmp_path, suites).examine(of(tables), made_of)
    _write(suites, "Läsa dem")
    assert observed(AskedBefore.below(tmp_path, suites).examine(of(tables), made_of)) == [
        "Köpa böcker"
    ]
