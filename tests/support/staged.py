"""Staged runs made by hand, for tests of what happens to them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.publish.base import comparison_base
from pipeline.publish.diff import compare
from pipeline.publish.release import Release, release, save_diff
from pipeline.publish.staging import Stage, StagedRun, begin
from pipeline.quality import verdict as verdicts
from pipeline.quality.results import CheckResult
from pipeline.settings import Settings

REPORTS = {"provby-2021-t1": "hash-1", "provby-2021-t2": "hash-2"}
VALUES = {
    ("f1", "provby-2021-t1"): 1.0,
    ("f2", "provby-2021-t1"): 2.0,
    ("f3", "provby-2021-t2"): 3.0,
}

PASSED = CheckResult("keys", "fact_indicator_value", "error", True, "3 rows", "unique", "contract")
FAILED = CheckResult("keys", "fact_indicator_value", "error", False, "2 twice", "not unique", "dbt")


def at(minute: int) -> datetime:
    """A moment of the tests' day."""
    return datetime(2026, 1, 2, 3, minute, tzinfo=UTC)


def write_database(
    path: Path,
    *,
    reports: dict[str, str] = REPORTS,
    values: dict[tuple[str, str], float] = VALUES,
    run_id: str = "run",
    more_sql: str = "",
) -> Path:
    """A small database of the warehouse's shape."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create table dim_report (report_key text, source_file text, document_sha256 text)"
        )
        for key, sha256 in reports.items():
            connection.execute(
                "insert into dim_report values (?, ?, ?)", [key, f"{key}.txt", sha256]
            )
        connection.execute(
            "create table fact_indicator_value (fact_key text, report_key text, value double)"
        )
        for (fact, report), value in values.items():
            connection.execute(
                "insert into fact_indicator_value values (?, ?, ?)", [fact, report, value]
            )
        connection.execute(
            "create table load_run (run_id text, finished_at timestamp, published boolean)"
        )
        connection.execute("insert into load_run values (?, null, null)", [run_id])
        connection.execute(more_sql)
    return path


def stage(
    settings: Settings,
    minute: int,
    *,
    values: dict[tuple[str, str], float] = VALUES,
    results: tuple[CheckResult, ...] = (PASSED,),
    with_verdict: bool = True,
) -> StagedRun:
    """A run that has come as far as its verdict."""
    run = begin(settings, name=f"m{minute:02}", now=at(minute), input_digest=f"input-{values}")
    run.start(Stage.BUILD)
    write_database(run.database, values=values, run_id=run.info.run_id)
    run.finish(Stage.BUILD)
    run.start(Stage.DIFF)
    with comparison_base(run, settings) as base:
        diff = compare(
            run.database,
            base.database,
            base_release=base.current_id,
            accept_changes=base.stands_in,
        )
    save_diff(run, diff)
    run.finish(Stage.DIFF)
    run.start(Stage.VERDICT)
    if with_verdict:
        info = run.info
        decided = verdicts.decide(results, run_id=info.run_id, input_digest=info.input_digest)
        verdicts.write(decided, run.verdict)
    return run


def publish(settings: Settings, run: StagedRun, minute: int) -> Release:
    """Release a staged run."""
    return release(
        run, settings, now=at(minute), documents={"a.txt": "hash-1"}, extractor_version="x"
    )


def published_value(settings: Settings) -> float:
    """The first value in the published database, as a new reader finds it."""
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        row = connection.execute(
            "select value from fact_indicator_value where fact_key = 'f1'"
        ).fetchone()
    assert row is not None
    return float(row[0])
