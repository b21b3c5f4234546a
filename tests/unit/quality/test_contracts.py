"""Ring 1: every broken promise of the registry is told with its table and column."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline.quality import contracts
from pipeline.transform import build_tables, write_parquet
from pipeline.transform.sources import StoredSource
from tests.unit.transform.reports import full_report, outcome, rejected


@pytest.fixture(name="tables")
def _tables() -> dict[str, pa.Table]:
    return build_tables([outcome(full_report()), rejected()], extractor_version="v1")


def failed(tables: dict[str, pa.Table]) -> dict[tuple[str, str], str]:
    """What failed: table and promise, with what was observed."""
    return {(r.table, r.name): r.observed for r in contracts.check(tables) if not r.passed}


def with_column(table: pa.Table, name: str, values: list[object]) -> pa.Table:
    position = table.column_names.index(name)
    field = table.schema.field(name)
    return table.set_column(position, field, pa.array(values, field.type))


def test_tables_as_built_keep_every_promise(tables: dict[str, pa.Table]) -> None:
    results = contracts.check(tables)
    assert {r.table for r in results} == set(tables)
    assert all(r.passed and r.kind == "contract" for r in results)


def test_tables_as_written_keep_every_promise(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    write_parquet(tables, tmp_path)
    results = contracts.check_source(StoredSource(tmp_path))
    assert [r for r in results if not r.passed] == []
    assert results == contracts.check(tables)


def test_a_missing_table(tables: dict[str, pa.Table]) -> None:
    del tables["fact_decision"]
    assert failed(tables)["fact_decision", "schema"] == "the table is missing"


def test_a_column_of_another_type(tables: dict[str, pa.Table]) -> None:
    table = tables["dim_report"]
    position = table.column_names.index("report_year")
    tables["dim_report"] = table.set_column(
        position, "report_year", table["report_year"].cast(pa.string())
    )
    assert failed(tables)["dim_report", "schema"] == "report_year: string instead of int32"


def test_a_column_that_is_not_declared(tables: dict[str, pa.Table]) -> None:
    table = tables["dim_committee"]
    tables["dim_committee"] = table.append_column("color", pa.array(["red"]))
    assert failed(tables)["dim_committee", "schema"] == "color: string instead of no column"


def test_a_null_in_a_required_column(tables: dict[str, pa.Table]) -> None:
    tables["dim_committee"] = with_column(tables["dim_committee"], "committee_name", [None])
    assert failed(tables) == {("dim_committee", "not_null"): "committee_name: 1 rows"}


def test_two_rows_with_one_key(tables: dict[str, pa.Table]) -> None:
    tables["fact_decision"] = pa.concat_tables([tables["fact_decision"]] * 2)
    assert list(failed(tables)) == [("fact_decision", "key_unique")]


def test_a_value_that_is_not_declared(tables: dict[str, pa.Table]) -> None:
    tables["dim_report"] = with_column(tables["dim_report"], "report_type", ["T3"])
    assert failed(tables) == {("dim_report", "allowed_values"): "report_type: T3"}


def test_a_key_that_leads_nowhere(tables: dict[str, pa.Table]) -> None:
    tables["fact_decision"] = with_column(tables["fact_decision"], "report_key", ["lost"])
    assert failed(tables) == {
        ("fact_decision", "references"): "report_key: lost is not in dim_report"
    }


@pytest.mark.parametrize("confidence", [1.1, -0.1, float("nan")])
def test_a_confidence_that_is_no_probability(
    tables: dict[str, pa.Table], confidence: float
) -> None:
    tables["fact_decision"] = with_column(tables["fact_decision"], "confidence", [confidence])
    assert list(failed(tables)) == [("fact_decision", "confidence_range")]


def test_a_table_is_gone_through_once_for_all_that_a_value_can_break(
    tables: dict[str, pa.Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    rows = contracts.Asked.rows

    def noted(self: contracts.Asked, query: str, values: Iterable[object] = ()) -> list[Any]:
        asked.append(query)
        return rows(self, query, values)

    monkeypatch.setattr(contracts.Asked, "rows", noted)
    assert all(result.passed for result in contracts.check(tables))
    about = [query for query in asked if 'from "fact_indicator_value"' in query]
    # Values alone and beside dimensions; what is missing; keys; the rows that they are values of.
    assert len(about) == 4


def test_every_column_that_breaks_a_promise_is_told(tables: dict[str, pa.Table]) -> None:
    broken = {"measure": "guess", "goal_key": "lost", "report_key": None, "confidence": 2.0}
    for name, value in broken.items():
        table = tables["fact_indicator_value"]
        values = [value, *table[name].to_pylist()[1:]]
        tables["fact_indicator_value"] = with_column(table, name, values)
    assert failed(tables) == {
        ("fact_indicator_value", "not_null"): "report_key: 1 rows",
        ("fact_indicator_value", "allowed_values"): "measure: guess",
        ("fact_indicator_value", "references"): "goal_key: lost is not in dim_goal",
        ("fact_indicator_value", "confidence_range"): "2.0",
    }
