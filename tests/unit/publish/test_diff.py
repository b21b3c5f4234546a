"""The diff against the last release: what may change, and what cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.diff import DiffReport, TableChange, compare, fingerprint_of
from tests.support.staged import REPORTS, VALUES, write_database

T1, T2 = REPORTS


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write_database(tmp_path / "old.duckdb")


def failed(report: DiffReport) -> dict[str, str]:
    return {result.name: result.severity for result in report.results if not result.passed}


def test_the_first_database_is_compared_with_nothing(old: Path) -> None:
    report = compare(old, None)
    assert (report.base_release, report.results, report.is_unchanged) == (None, (), False)


def test_the_same_rows_in_another_order_are_unchanged(old: Path, tmp_path: Path) -> None:
    backwards = dict(reversed(VALUES.items()))
    new = write_database(tmp_path / "new.duckdb", values=backwards, run_id="another run")
    assert compare(new, old).is_unchanged
    assert fingerprint_of(new) == fingerprint_of(old)


@pytest.mark.parametrize(
    "more_sql",
    [
        "update fact_indicator_value set value = 1.5 where fact_key = 'f1'",
        "insert into fact_indicator_value from fact_indicator_value limit 1",
        "comment on column fact_indicator_value.value is 'the number'",
        "alter table dim_report add column page_count integer",
    ],
)
def test_any_difference_that_a_user_can_see_makes_another_fingerprint(
    old: Path, tmp_path: Path, more_sql: str
) -> None:
    new = write_database(tmp_path / "new.duckdb", more_sql=more_sql)
    assert fingerprint_of(new) != fingerprint_of(old)


def test_a_new_document_passes_every_check(old: Path, tmp_path: Path) -> None:
    new = write_database(
        tmp_path / "new.duckdb",
        reports={**REPORTS, "provby-2021-vb": "hash-3"},
        values={**VALUES, ("f4", "provby-2021-vb"): 4.0},
    )
    report = compare(new, old, same_code=True)
    assert failed(report) == {}
    assert report.changes == (
        TableChange("dim_report", 1, 0),
        TableChange("fact_indicator_value", 1, 0),
    )


def test_a_changed_document_may_change_its_values(old: Path, tmp_path: Path) -> None:
    new = write_database(
        tmp_path / "new.duckdb",
        reports={**REPORTS, T1: "another hash"},
        values={**VALUES, ("f1", T1): 5.0},
    )
    assert failed(compare(new, old, same_code=True)) == {}


@pytest.mark.parametrize(("same_code", "severity"), [(True, "error"), (False, "warning")])
def test_a_value_that_changes_without_its_document_is_a_defect_unless_the_code_changed(
    old: Path, tmp_path: Path, same_code: bool, severity: str
) -> None:
    new = write_database(tmp_path / "new.duckdb", values={**VALUES, ("f1", T1): 5.0})
    report = compare(new, old, same_code=same_code)
    assert failed(report) == {"values_are_kept": severity}


def test_fewer_rows_of_an_unchanged_document_block(old: Path, tmp_path: Path) -> None:
    fewer = {key: value for key, value in VALUES.items() if key != ("f2", T1)}
    report = compare(write_database(tmp_path / "new.duckdb", values=fewer), old)
    assert failed(report)["rows_are_kept"] == "error"
    (result,) = [result for result in report.results if result.name == "rows_are_kept"]
    assert f"fact_indicator_value of {T1}: 2 rows before, 1 now" in result.message


@pytest.mark.parametrize(
    "more_sql",
    [
        "alter table fact_indicator_value drop column value",
        "alter table fact_indicator_value alter value type text",
        "drop table fact_indicator_value",
    ],
)
def test_a_lost_column_or_table_blocks(old: Path, tmp_path: Path, more_sql: str) -> None:
    report = compare(write_database(tmp_path / "new.duckdb", more_sql=more_sql), old)
    assert failed(report)["schema_is_kept"] == "error"


def test_a_removed_document_is_a_warning_and_most_of_them_an_error(
    old: Path, tmp_path: Path
) -> None:
    one = write_database(tmp_path / "one.duckdb", reports={T1: "hash-1"})
    assert failed(compare(one, old))["documents_are_kept"] == "warning"
    none = write_database(tmp_path / "none.duckdb", reports={}, values={})
    assert failed(compare(none, old))["documents_are_kept"] == "error"


def test_a_person_can_accept_what_the_diff_objects_to(old: Path, tmp_path: Path) -> None:
    none = write_database(tmp_path / "none.duckdb", reports={}, values={})
    report = compare(none, old, accept_changes=True)
    assert set(failed(report).values()) == {"warning"}


@pytest.mark.parametrize(
    ("column", "before", "now", "is_kept"),
    [
        ("share_numeric_cells_typed", 0.92, 0.90, True),
        ("share_numeric_cells_typed", 0.92, 0.80, False),
        ("share_numeric_cells_typed", 0.80, 0.92, True),
        ("share_indicator_values_doubtful", 0.10, 0.30, False),
        ("share_indicator_values_doubtful", 0.30, 0.10, True),
    ],
)
def test_an_unchanged_document_keeps_its_coverage(
    tmp_path: Path, column: str, before: float, now: float, is_kept: bool
) -> None:
    old, new = (
        write_database(
            tmp_path / f"{name}.duckdb",
            more_sql=f"create table mart_coverage as select '{T1}' as report_key,"
            f" {share}::double as {column}",
        )
        for name, share in (("old", before), ("new", now))
    )
    assert failed(compare(new, old)) == ({} if is_kept else {"coverage_is_kept": "error"})


OBSOLETE = "alter table dim_report add column obsolete text"
WITHOUT_VALUE = "alter table fact_indicator_value drop column value"


def test_a_column_that_the_program_no_longer_declares_goes_with_a_word(
    old: Path, tmp_path: Path
) -> None:
    older = write_database(tmp_path / "older.duckdb", more_sql=OBSOLETE)
    report = compare(old, older, same_contract=False)
    assert failed(report) == {"schema_is_kept": "warning"}
    (told,) = [r.message for r in report.results if r.name == "schema_is_kept"]
    assert told.startswith("The program has another contract than the last release")
    assert "dim_report.obsolete VARCHAR" in told


def test_a_column_lost_without_another_contract_blocks(old: Path, tmp_path: Path) -> None:
    older = write_database(tmp_path / "older.duckdb", more_sql=OBSOLETE)
    assert failed(compare(old, older, same_contract=True))["schema_is_kept"] == "error"


def test_a_column_that_is_declared_and_lost_blocks_whatever_the_contract(
    old: Path, tmp_path: Path
) -> None:
    new = write_database(tmp_path / "new.duckdb", more_sql=WITHOUT_VALUE)
    assert failed(compare(new, old, same_contract=False))["schema_is_kept"] == "error"
