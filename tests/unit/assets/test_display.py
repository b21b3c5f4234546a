"""What the UI shows is whole, and harmless."""

from __future__ import annotations

import dagster as dg

from pipeline.assets.checks import check_result
from pipeline.assets.display import table_value
from pipeline.quality.levels import Level
from pipeline.quality.results import CheckResult

LONG = "A reason that says what was expected, what was found, and what a person can do. " * 3


def test_every_reason_of_a_check_is_whole_and_says_what_it_guards() -> None:
    results = [
        CheckResult(f"bound {n}", "t", "warning", False, "x", f"{n}: {LONG}", "dbt", Level.VALUE)
        for n in range(5)
    ]
    shown = check_result(dg.AssetKey("t"), "dbt", results)
    assert shown.description is not None
    table = shown.metadata["results"]
    assert isinstance(table, dg.TableMetadataValue)
    assert [record.data["message"] for record in table.records] == [
        result.message.strip() for result in results
    ]
    assert all(result.message in shown.description for result in results)
    assert {record.data["guards"] for record in table.records} == {"value"}
    assert shown.severity is dg.AssetCheckSeverity.WARN


def test_a_table_of_the_ui_holds_numbers_as_numbers_and_text_harmless_and_whole() -> None:
    long = "ord " * 100
    shown = table_value([{"n": 3, "share": 0.5, "text": f"{long}\x1b[2J", "none": None}])
    assert isinstance(shown, dg.TableMetadataValue)
    (record,) = shown.records
    assert record.data == {"n": 3, "share": 0.5, "text": f"{long.strip()} \\x1b[2J", "none": None}
    assert [column.type for column in shown.schema.columns] == ["int", "float", "string", "string"]
    assert table_value([]).value == "no rows"
