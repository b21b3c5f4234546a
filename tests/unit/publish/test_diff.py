"""The diff against the last release: what may change, and what cannot be right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from pipeline.extract.report import ReportType
from pipeline.intake.keep import KeptReading
from pipeline.intake.outcome import Identity, Witness
from pipeline.publish import databases, diff
from pipeline.publish.databases import Databases, Inputs, TableChange
from pipeline.publish.diff import DiffReport, compare, fingerprint_of, numbers_of
from pipeline.quality.results import CheckResult
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


@pytest.mark.parametrize("is_known", [True, False])
def test_what_a_release_is_known_to_say_is_not_reckoned_again(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    new = write_database(tmp_path / "new.duckdb", run_id="another run")
    fingerprint, digests = numbers_of(old)
    looked_at: list[Path] = []

    def noted(database: Path, _built: object = None) -> tuple[str, pa.Table]:
        looked_at.append(database)
        return fingerprint, digests

    monkeypatch.setattr(diff, "numbers_of", noted)
    known = fingerprint if is_known else None
    assert compare(new, old, base_fingerprint=known).is_unchanged
    assert looked_at == ([new] if is_known else [new, old])


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


def kept(
    number: int, *, sidecar: str | None = None, told_by: tuple[str, ...] = (), **changed: str
) -> KeptReading:
    """The reading of a document of ``REPORTS``, by its number from 1."""
    key = list(REPORTS)[number - 1]
    fields: dict[str, Any] = {"extractor_version": "reader 1", **changed}
    return KeptReading(
        source_file=f"{key}.txt",
        sha256=REPORTS[key],
        size=1,
        sidecar_sha256=sidecar,
        known_sha256=None,
        identity=Identity("Provby", ReportType.FIRST_FOLLOW_UP, 2021),
        is_current=True,
        told_by=tuple(Witness(f"{name}.txt", name, None) for name in told_by),
        **fields,
    )


def inputs(*now: KeptReading, before: tuple[KeptReading, ...] = (kept(1), kept(2))) -> Inputs:
    return Inputs(before, now, frozenset(reading.source_file for reading in now))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (kept(1), {"values_are_kept": "error", "rows_are_kept": "error"}),
        (kept(1, sidecar="another"), {}),
        (kept(1, told_by=("a-new-document",)), {}),
        (kept(1, corrections_sha256="one more"), {}),
        # What another reader read was carried over; whether today's is worse is asked before.
        (kept(1, extractor_version="reader 2"), {}),
    ],
    ids=["nothing", "sidecar", "a witness came", "correction", "reader"],
)
def test_a_change_is_explained_by_all_that_a_reading_was_made_from(
    old: Path, tmp_path: Path, first: KeptReading, expected: dict[str, str]
) -> None:
    changed = {("f1", T1): 5.0, ("f3", T2): 3.0}
    new = write_database(tmp_path / "new.duckdb", values=changed)
    made_from = inputs(first, kept(2))
    assert failed(compare(new, old, inputs=made_from, same_code=True)) == expected


def test_a_new_reader_with_other_values_warns(old: Path, tmp_path: Path) -> None:
    new = write_database(tmp_path / "new.duckdb", values={**VALUES, ("f1", T1): 5.0})
    made_from = inputs(*(kept(number, extractor_version="reader 2") for number in (1, 2)))
    assert failed(compare(new, old, inputs=made_from)) == {"values_are_kept": "warning"}


def test_a_witness_that_went_or_changed_explains_a_change_as_well(
    old: Path, tmp_path: Path
) -> None:
    new = write_database(tmp_path / "new.duckdb", values={**VALUES, ("f1", T1): 5.0})
    before = (kept(1, told_by=("one", "two")), kept(2))
    for told_by in (("one",), ("one", "two changed")):
        made_from = inputs(kept(1, told_by=told_by), kept(2), before=before)
        assert failed(compare(new, old, inputs=made_from, same_code=True)) == {}
    again = inputs(kept(1, told_by=("two", "one")), kept(2), before=before)
    assert "values_are_kept" in failed(compare(new, old, inputs=again, same_code=True))


def test_a_change_that_another_document_explains_leaves_its_own_objection(
    old: Path, tmp_path: Path
) -> None:
    both = {**VALUES, ("f1", T1): 5.0, ("f3", T2): 7.0}
    new = write_database(tmp_path / "new.duckdb", values=both)
    made_from = inputs(kept(1, told_by=("a-new-document",)), kept(2))
    (result,) = [
        r for r in compare(new, old, inputs=made_from, same_code=True).results if not r.passed
    ]
    assert result.message.startswith(
        "Values changed though neither document nor code did: fact_indicator_value: 1 rows."
    )


@pytest.mark.parametrize(("came", "expected"), [(False, {"values_are_kept": "error"}), (True, {})])
def test_marts_follow_from_all_documents_facts_from_their_own(
    tmp_path: Path, came: bool, expected: dict[str, str]
) -> None:
    mart = "create table mart_activity_status as select 'f1' as fact_key, '{}' as report_key, {} x"
    old = write_database(tmp_path / "old.duckdb", more_sql=mart.format(T1, 1))
    reports = {**REPORTS, "provby-2021-vb": "hash-3"} if came else REPORTS
    new = write_database(tmp_path / "new.duckdb", reports=reports, more_sql=mart.format(T1, 2))
    made_from = inputs(kept(1), kept(2))
    assert failed(compare(new, old, inputs=made_from, same_code=True)) == expected


@pytest.mark.parametrize(("came", "expected"), [(False, {"values_are_kept": "error"}), (True, {})])
def test_a_column_that_looks_over_the_reports_follows_from_them(
    tmp_path: Path, came: bool, expected: dict[str, str]
) -> None:
    table = "create table fact_budget_line as select 'f1' as fact_key, '{}' as report_key, {}"
    was, now = "true as is_latest, 5 as amount_sek", "false as is_latest, 5 as amount_sek"
    old = write_database(tmp_path / "old.duckdb", more_sql=table.format(T1, was))
    reports = {**REPORTS, "provby-2021-vb": "hash-3"} if came else REPORTS
    new = write_database(tmp_path / "new.duckdb", reports=reports, more_sql=table.format(T1, now))
    made_from = inputs(kept(1), kept(2))
    assert failed(compare(new, old, inputs=made_from, same_code=True)) == expected


def published(path: Path, *files: str) -> Path:
    """A database with a report a file."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create table dim_report (report_key text, source_file text, document_sha256 text)"
        )
        for file in files:
            key = file.removesuffix(".txt")
            connection.execute("insert into dim_report values (?, ?, ?)", [key, file, key])
    return path


def gone(tmp_path: Path, before: list[str], now: list[str], seen: list[str]) -> CheckResult:
    """What the check of documents says."""
    report = compare(
        published(tmp_path / "now.duckdb", *now),
        published(tmp_path / "before.duckdb", *before),
        inputs=Inputs(None, (), frozenset(seen)),
    )
    (result,) = [r for r in report.results if r.name == "documents_are_kept"]
    return result


NINE = [f"{letter}.txt" for letter in "abcdefghi"]


@pytest.mark.parametrize(
    ("left", "passed"),
    [(NINE[:8], True), (NINE[:6], True), (NINE[:5], False), ([], False)],
    ids=["one gone", "a third gone", "more than a third gone", "an empty folder"],
)
def test_a_folder_that_lost_much_looks_like_one_that_is_not_mounted(
    tmp_path: Path, left: list[str], passed: bool
) -> None:
    result = gone(tmp_path, NINE, left, seen=left)
    assert (result.passed, result.severity) == (passed, "error")
    if not passed:
        assert "looks like a folder that is not mounted" in result.message


def test_two_of_three_files_may_leave_but_not_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "few").mkdir()
    result = gone(tmp_path / "few", NINE[:3], NINE[:1], seen=NINE[:1])
    assert result.passed
    assert result.message == "No longer in the raw folder, and taken out: b; c."
    (tmp_path / "none").mkdir()
    assert not gone(tmp_path / "none", NINE[:1], ["samples/a.txt"], seen=["samples/a.txt"]).passed


def test_a_file_that_is_there_but_not_read_is_not_gone(tmp_path: Path) -> None:
    assert gone(tmp_path, NINE, NINE[:4], seen=NINE).message == "As before."


def test_a_renamed_file_is_not_gone(tmp_path: Path) -> None:
    with duckdb.connect(str(published(tmp_path / "new.duckdb"))) as connection:
        for file in NINE:
            key = file.removesuffix(".txt")
            connection.execute("insert into dim_report values (?, ?, ?)", [key, f"new/{file}", key])
    moved = frozenset(f"new/{file}" for file in NINE)
    old = published(tmp_path / "old.duckdb", *NINE)
    report = compare(tmp_path / "new.duckdb", old, inputs=Inputs(None, (), moved))
    assert failed(report) == {}
    assert report.notes == ()


def test_samples_make_room_for_own_reports_with_a_word(tmp_path: Path) -> None:
    samples = [f"samples/{file}" for file in NINE]
    result = gone(tmp_path, samples, ["own.txt"], seen=["own.txt"])
    assert result.passed
    assert result.message == "The raw folder holds own reports: 9 samples are left out."


def test_what_a_person_accepted_is_no_warning_but_told(old: Path, tmp_path: Path) -> None:
    new = write_database(tmp_path / "new.duckdb", values={**VALUES, ("f1", T1): 5.0})
    report = compare(new, old, same_code=True, accept_changes=True)
    assert failed(report) == {}
    assert report.notes == (
        "Accepted by a person: Values changed though neither document nor code did: "
        "fact_indicator_value: 1 rows.",
    )


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


def test_of_unchanged_reports_no_row_is_put_beside_another(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = write_database(tmp_path / "new.duckdb", values={**VALUES, ("f1", T1): 5.0})
    asked: list[str] = []
    rows = Databases.rows

    def noted(databases: Databases, sql: str) -> list[tuple[object, ...]]:
        asked.append(sql)
        return rows(databases, sql)

    monkeypatch.setattr(Databases, "rows", noted)
    report = compare(new, old)
    assert report.changes == (TableChange("fact_indicator_value", 1, 1),)
    beside = [sql for sql in asked if "row_hash" in sql]
    # The table whose rows are the same is not asked, of the other one only the report.
    assert beside and all("fact_indicator_value" in sql for sql in beside)
    assert all(f"'{T1}'" in sql and f"'{T2}'" not in sql for sql in beside)


def test_of_reports_that_stayed_the_same_no_row_is_opened(tmp_path: Path) -> None:
    many = {(f"f{n}", f"report-{n % 50}"): float(n) for n in range(5_000)}
    old = write_database(tmp_path / "old.duckdb", values=many)
    new = write_database(tmp_path / "new.duckdb", values={**many, ("f7", "report-7"): -1.0})
    with duckdb.connect() as connection:
        for name, path in (("new", new), ("old", old)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        both = Databases(connection, None, same_code=True, same_contract=True)
        asked: list[str] = []

        def noted(sql: str) -> list[tuple[object, ...]]:
            asked.append(sql)
            return connection.execute(sql).fetchall()

        both.rows = noted  # type: ignore[method-assign]
        table = "fact_indicator_value"
        found = both.change(table, both.shared_columns(table))
        assert found == TableChange(table, 1, 1)
        (beside,) = [sql for sql in asked if "row_hash" in sql]
        assert opened(connection, beside, table) == 2 * 5_000 / 50


def opened(connection: duckdb.DuckDBPyConnection, sql: str, table: str) -> int:
    """Rows of a table that a query takes from it."""
    told = connection.execute(f"explain (analyze, format json) {sql}").fetchall()[0][1]
    waiting, found = [json.loads(told)], 0
    while waiting:
        step = waiting.pop()
        waiting += step.get("children", [])
        if str(step.get("extra_info", {}).get("Table", "")).endswith(table):
            found += int(step["operator_cardinality"])
    return found


def test_many_reports_that_differ_are_seen_like_a_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {(f"f{n}", f"report-{n}'s"): float(n) for n in range(9)}
    others = {**many, ("f1", "report-1's"): -1.0, ("f2", "report-2's"): -2.0}
    old = write_database(tmp_path / "old.duckdb", values=many)
    new = write_database(tmp_path / "new.duckdb", values=others)
    found = (TableChange("fact_indicator_value", 2, 2),)
    assert compare(new, old).changes == found
    monkeypatch.setattr(databases, "FEW", 1)
    assert compare(new, old).changes == found


@pytest.mark.parametrize("moved", ["null", f"'{T2}'"])
def test_rows_that_move_to_another_report_or_to_none_are_seen(
    old: Path, tmp_path: Path, moved: str
) -> None:
    new = write_database(
        tmp_path / "new.duckdb",
        more_sql=f"update fact_indicator_value set report_key = {moved} where fact_key = 'f1'",
    )
    assert compare(new, old).changes == (TableChange("fact_indicator_value", 1, 1),)


def test_a_view_is_compared_where_its_sql_is_another(tmp_path: Path) -> None:
    kept = "create view v_report as select report_key from main.dim_report"
    other = "create view v_report as select report_key from main.dim_report limit 1"
    more = "insert into dim_report values ('provby-2021-vb', 'c.txt', 'hash-3')"
    old = write_database(tmp_path / "old.duckdb", more_sql=kept)
    added = write_database(tmp_path / "added.duckdb", more_sql=f"{kept}; {more}")
    changed = write_database(tmp_path / "changed.duckdb", more_sql=other)
    assert compare(added, old).changes == (TableChange("dim_report", 1, 0),)
    assert compare(changed, old).changes == (TableChange("v_report", 0, 1),)
