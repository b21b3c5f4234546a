"""Checks that passed are told as Dagster would tell them, with fewer questions."""

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import sqlalchemy as db

from pipeline.assets.checks import Told, passed_alone
from pipeline.assets.history import OpenEventLog
from pipeline.console.dagster_home import dagster_home

TABLES = [dg.AssetKey(f"table_{number}") for number in range(8)]


@dg.multi_asset(specs=[dg.AssetSpec(key) for key in TABLES])
def tables() -> Iterator[dg.MaterializeResult[None]]:
    for key in TABLES:
        yield dg.MaterializeResult(asset_key=key)


def results() -> list[dg.AssetCheckResult]:
    return [
        dg.AssetCheckResult(
            asset_key=key,
            check_name="right",
            passed=key != TABLES[-1],
            severity=dg.AssetCheckSeverity.WARN,
            description="as expected",
            metadata={"rows": number},
        )
        for number, key in enumerate(TABLES)
    ]


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec("right", asset=key, blocking=number % 2 == 0)
        for number, key in enumerate(TABLES)
    ],
    can_subset=True,
)
def told_alone(context: dg.AssetCheckExecutionContext) -> Iterator[Told]:
    yield from passed_alone(context, results())


@dg.multi_asset_check(specs=[*told_alone.check_specs], can_subset=True)
def told_by_dagster() -> Iterator[dg.AssetCheckResult]:
    yield from results()


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dg.DagsterInstance:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    dagster_home()
    return dg.DagsterInstance.get()


def job_of(checks: dg.AssetChecksDefinition) -> dg.JobDefinition:
    definitions = dg.Definitions(
        assets=[tables], asset_checks=[checks], executor=dg.in_process_executor
    )
    return definitions.resolve_implicit_global_asset_job_def()


def run(checks: dg.AssetChecksDefinition, instance: dg.DagsterInstance) -> Any:
    result = job_of(checks).execute_in_process(instance=instance)
    assert result.success
    return result


def evaluations(ran: Any) -> Sequence[dg.AssetCheckEvaluation]:
    found: Sequence[dg.AssetCheckEvaluation] = ran.get_asset_check_evaluations()
    return sorted(found, key=lambda one: one.asset_key)


SAID = ("asset_key", "check_name", "passed", "metadata", "severity", "description", "blocking")


def test_what_passed_is_told_as_dagster_tells_it(instance: dg.DagsterInstance) -> None:
    with instance:
        alone, own = (
            [[getattr(one, name) for name in (*SAID, "partition")] for one in evaluations(ran)]
            for ran in (run(told_alone, instance), run(told_by_dagster, instance))
        )
    assert len(alone) == len(TABLES)
    assert alone == own


def test_a_check_says_which_table_it_looked_at(instance: dg.DagsterInstance) -> None:
    with instance:
        ran = [run(told_alone, instance) for _ in range(2)][-1]
        made = {key: instance.get_asset_records([key])[0].asset_entry for key in TABLES}
        for one in evaluations(ran):
            last = made[one.asset_key].last_materialization_record
            looked_at = one.target_materialization_data
            assert last is not None and last.run_id == ran.run_id
            assert looked_at is not None
            assert (looked_at.storage_id, looked_at.run_id, looked_at.timestamp) == (
                last.storage_id,
                last.run_id,
                last.timestamp,
            )


def test_tables_that_checks_looked_at_are_asked_for_together(
    instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    with instance:
        log = instance.event_log_storage
        get = log.get_asset_records

        def noted(keys: Sequence[dg.AssetKey] | None = None) -> Any:
            asked.append(len(keys or ()))
            return get(keys)

        monkeypatch.setattr(log, "get_asset_records", noted)
        run(told_alone, instance)
    assert sum(asked) >= len(TABLES)
    assert len(asked) < len(TABLES)


def test_checks_that_are_told_together_are_written_down_at_once(
    instance: dg.DagsterInstance,
) -> None:
    committed: list[str] = []
    seen: list[int] = []

    @dg.multi_asset_check(specs=[*told_alone.check_specs], can_subset=True)
    def counted(context: dg.AssetCheckExecutionContext) -> Iterator[Told]:
        for one in passed_alone(context, results()):
            yield one
            seen.append(len(committed))

    with instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        with log.index_connection() as connection:
            db.event.listen(connection.engine, "commit", lambda _: committed.append("index"))
        ran = run(counted, instance)
    assert len(evaluations(ran)) == len(TABLES)
    assert committed
    assert len(set(seen[: len(TABLES) - 1])) == 1


def test_what_was_told_stays_where_the_rest_is_not(instance: dg.DagsterInstance) -> None:
    with instance:
        log = instance.event_log_storage
        assert isinstance(log, OpenEventLog)
        planned = instance.create_run_for_job(job_of(told_alone))

        def telling() -> Generator[None, None, None]:
            with log.at_once():
                while True:
                    instance.report_engine_event("told", planned)
                    yield

        teller = telling()
        next(teller)
        teller.close()
        instance.report_engine_event("afterwards", planned)
        said = [one.get_dagster_event().message for one in instance.all_logs(planned.run_id)]
    assert said[-2:] == ["told", "afterwards"]
