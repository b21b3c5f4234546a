"""Dagster's event log with its databases kept open is Dagster's event log."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import dagster as dg
import pytest
import sqlalchemy as db
from dagster._core.storage.event_log import SqliteEventLogStorage, sql_event_log

from pipeline.assets.history import MOST_OPEN, OpenEventLog
from pipeline.console.dagster_home import dagster_home

OTHER_PROCESS = """
import sys
from dagster._core.storage.event_log import SqliteEventLogStorage, sql_event_log

log = SqliteEventLogStorage(sys.argv[1])
print(*(record.event_log_entry.dagster_event_type.value
        for record in log.get_records_for_run(sys.argv[2]).records
        if record.event_log_entry.dagster_event_type))
"""


CHECKS = 30
MATERIALIZATION_PLANNED = "ASSET_MATERIALIZATION_PLANNED"


@dg.multi_asset_check(
    specs=[dg.AssetCheckSpec(f"right_{number}", asset="figures") for number in range(CHECKS)]
)
def figures_are_right() -> Iterator[dg.AssetCheckResult]:
    for number in range(CHECKS):
        yield dg.AssetCheckResult(passed=True, asset_key="figures", check_name=f"right_{number}")


@dg.asset
def figures() -> None:
    return None


JOB = dg.Definitions(
    assets=[figures],
    asset_checks=[figures_are_right],
    jobs=[dg.define_asset_job("all_of_it")],
    executor=dg.in_process_executor,
).resolve_job_def("all_of_it")


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dg.DagsterInstance:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    dagster_home()
    return dg.DagsterInstance.get()


def events_of(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    records = instance.get_records_for_run(run_id).records
    types = [record.event_log_entry.dagster_event_type for record in records]
    return [kind.value for kind in types if kind]


def test_a_process_with_dagsters_own_class_reads_what_is_written(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    with instance:
        run_id = JOB.execute_in_process(instance=instance).run_id
        assert isinstance(instance.event_log_storage, OpenEventLog)
        # The databases are still open here, and what was written is in their logs only.
        folder = tmp_path / "history" / "runs"
        assert (folder / "index.db-wal").stat().st_size > 0
        read = subprocess.run(
            [sys.executable, "-c", OTHER_PROCESS, str(folder), run_id],
            capture_output=True,
            text=True,
            check=True,
        )
        assert read.stdout.split() == events_of(instance, run_id)
        assert "ASSET_CHECK_EVALUATION" in read.stdout and "PIPELINE_SUCCESS" in read.stdout


def test_no_more_than_a_few_databases_stay_open(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    with instance:
        ids = [JOB.execute_in_process(instance=instance).run_id for _ in range(MOST_OPEN + 2)]
        logs = list((tmp_path / "history" / "runs").glob("*.db-wal"))
        assert len(logs) == MOST_OPEN
        assert "PIPELINE_SUCCESS" in events_of(instance, ids[0])
    assert not list((tmp_path / "history" / "runs").glob("*.db-wal"))


def test_a_table_is_looked_for_until_it_is_there(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    with instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        assert not log.has_table("added_later")
        with log.index_connection() as connection:
            connection.exec_driver_sql("create table added_later (n)")
        assert log.has_table("added_later")
        monkeypatch.setattr(SqliteEventLogStorage, "has_table", None)  # nobody asks again
        assert log.has_table("added_later")


def test_a_migration_that_was_done_is_not_looked_for_again(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    with instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        assert not log.has_secondary_index("done_later")
        log.enable_secondary_index("done_later")
        assert log.has_secondary_index("done_later")
        monkeypatch.setattr(SqliteEventLogStorage, "has_secondary_index", None)
        assert log.has_secondary_index("done_later")


def test_who_watches_a_run_hears_of_each_event_while_the_run_goes_on(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    heard: Queue[str] = Queue()
    with instance:
        run = instance.create_run_for_job(JOB)
        instance.report_engine_event("the first", run)
        server = OpenEventLog(str(tmp_path / "history" / "runs"))
        cursor = server.get_records_for_run(run.run_id).cursor
        server.watch(run.run_id, cursor, lambda event, _cursor: heard.put(event.message))
        try:
            for said in ("the second", "the third", "the fourth"):
                instance.report_engine_event(said, run)
                assert heard.get(timeout=20) == said
        finally:
            server.dispose()


def test_what_a_run_plans_is_one_transaction_of_each_database(
    instance: dg.DagsterInstance,
) -> None:
    with instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        JOB.execute_in_process(instance=instance)  # the databases are made
        committed: list[str] = []
        with log.index_connection() as connection:
            database = connection.engine
        db.event.listen(database, "commit", lambda _: committed.append("index"))
        run = instance.create_run_for_job(JOB)
    assert events_of(instance, run.run_id).count("ASSET_CHECK_EVALUATION_PLANNED") == CHECKS
    assert len(committed) < CHECKS


def test_what_a_check_says_is_one_transaction_of_each_database(
    instance: dg.DagsterInstance,
) -> None:
    with instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        with log.index_connection() as connection:
            database = connection.engine
        committed: list[str] = []
        db.event.listen(database, "commit", lambda _: committed.append("index"))
        run_id = JOB.execute_in_process(instance=instance).run_id
    events = events_of(instance, run_id)
    mirrored = [one for one in events if one.startswith(("ASSET_", "PIPELINE_"))]
    at_once = [one for one in mirrored if one.endswith("_PLANNED")]
    # Questions commit as well; of a check's result there is one for its two tables.
    assert len(committed) < len(mirrored) - len(at_once) + CHECKS


def rows_of(log: SqliteEventLogStorage, run_id: str) -> list[list[tuple[object, ...]]]:
    """All rows of the tables, but for the time at which they were written."""
    tables = (("event_logs", log.run_connection(run_id)),) + tuple(
        (name, log.index_connection())
        for name in ("event_logs", "asset_check_executions", "asset_keys")
    )
    found = []
    for name, connected in tables:
        with connected as connection:
            cursor = connection.exec_driver_sql(f"select * from {name} order by id")
            kept = [n for n, column in enumerate(cursor.keys()) if column != "create_timestamp"]
            found.append([tuple(row[n] for n in kept) for row in cursor])
    return found


def test_rows_are_those_that_dagsters_own_class_writes(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    with instance:
        result = JOB.execute_in_process(instance=instance)
        entries = instance.all_logs(result.run_id)
        figures_key = dg.AssetKey("figures")
        unplanned = dg.AssetCheckEvaluation(
            asset_key=figures_key, check_name="nobody_planned_it", passed=False
        )
        template = next(
            entry
            for entry in entries
            if entry.get_dagster_event().event_type_value == "ASSET_CHECK_EVALUATION"
        )
        event = template.get_dagster_event()._replace(event_specific_data=unplanned)
        entries = [*entries, template._replace(dagster_event=event)]
        own = OpenEventLog(str(tmp_path / "own"))
        plain = SqliteEventLogStorage(str(tmp_path / "plain"))
        for log in (own, plain):
            log.register_instance(instance)
            for entry in entries:
                log.store_event(entry)
        assert rows_of(own, result.run_id) == rows_of(plain, result.run_id)
        assert len(rows_of(own, result.run_id)[2]) == CHECKS + 1
        own.dispose()


def test_rows_of_a_batch_are_those_that_dagsters_own_class_writes(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    with instance:
        run_id = instance.create_run_for_job(JOB).run_id
        entries = instance.all_logs(run_id)
        assert len(entries) == CHECKS + 1
        own = OpenEventLog(str(tmp_path / "own"))
        plain = SqliteEventLogStorage(str(tmp_path / "plain"))
        for log in (own, plain):
            log.register_instance(instance)
            log.store_event_batch(entries[:4])  # numbers do not begin at one
            log.store_event_batch([*entries[4:], *entries])
        assert rows_of(own, run_id) == rows_of(plain, run_id)
        own.dispose()


def test_what_a_run_plans_of_checks_is_a_statement_a_table(instance: dg.DagsterInstance) -> None:
    with instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        JOB.execute_in_process(instance=instance)  # the databases are made
        said: list[str] = []
        with log.index_connection() as connection:
            database = connection.engine
        db.event.listen(
            database, "before_cursor_execute", lambda _, __, sql, *___: said.append(sql)
        )
        instance.create_run_for_job(JOB)
    written = [sql for sql in said if sql.startswith("INSERT")]
    assert any("asset_check_executions" in sql for sql in written)
    assert len(written) < CHECKS


def test_what_is_said_of_a_check_is_written_as_json_once(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[object] = []
    serialize: Callable[..., str] = getattr(sql_event_log, "serialize_value")  # noqa: B009

    def noted(value: object) -> str:
        written.append(value)
        return serialize(value)

    monkeypatch.setattr(sql_event_log, "serialize_value", noted)
    with instance:
        result = JOB.execute_in_process(instance=instance)
    evaluated = [
        one for one in written if "EVALUATION" in str(getattr(one, "dagster_event_type", ""))
    ]
    assert len(evaluated) == 2 * CHECKS  # planned, and told
    assert result.success


def test_a_batch_that_cannot_be_stored_is_stored_one_by_one(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = SqliteEventLogStorage.store_event
    failed: list[int] = []

    def fails_once(log: OpenEventLog, event: dg.EventLogEntry) -> None:
        stored(log, event)
        if not failed:
            failed.append(1)
            raise OSError("no space left")

    monkeypatch.setattr(SqliteEventLogStorage, "store_event", fails_once)
    with instance:
        run = instance.create_run_for_job(JOB)
        planned = events_of(instance, run.run_id)
    assert failed
    assert sorted(planned) == ["ASSET_CHECK_EVALUATION_PLANNED"] * CHECKS + [
        MATERIALIZATION_PLANNED
    ]


def test_another_thread_stores_while_a_batch_is_stored(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = SqliteEventLogStorage.store_event
    others: list[Thread] = []
    with instance:
        run = instance.create_run_for_job(JOB)

        def beside(log: OpenEventLog, event: dg.EventLogEntry) -> None:
            if not others:
                others.append(Thread(target=instance.report_engine_event, args=["aside", run]))
                others[0].start()
            stored(log, event)

        monkeypatch.setattr(SqliteEventLogStorage, "store_event", beside)
        again = instance.create_run_for_job(JOB)
        others[0].join(timeout=20)
        assert "ENGINE_EVENT" in events_of(instance, run.run_id)
        assert len(events_of(instance, again.run_id)) == CHECKS + 1


def test_a_column_of_the_assets_is_not_looked_for_again(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    with instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        assert not log.has_asset_key_col("added_later")
        with log.index_connection() as connection:
            connection.exec_driver_sql("alter table asset_keys add column added_later text")
        assert log.has_asset_key_col("added_later")
        for name in ("has_asset_key_col", "_has_asset_key_col_on_connection"):
            monkeypatch.setattr(SqliteEventLogStorage, name, None)
        assert log.has_asset_key_col("added_later")
        with log.index_connection() as connection:
            assert log._has_asset_key_col_on_connection(connection, "added_later")
