"""Build the database of a run: dbt once, in this process, on one thread.

dbt reads the run's Parquet and writes a database aside; it never touches the one that
people read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.publish.blame import FailedTest
from pipeline.publish.staging import Stage, StagedRun
from pipeline.quality.results import CheckResult
from pipeline.settings import PROJECT_ROOT, Settings, quiet

DBT_PROJECT = PROJECT_ROOT / "dbt_project"

_WENT_WELL = ("success", "no-op")
"""An exposure is listed but not built: its status is no-op."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: models that failed and all tests as results; tests that found rows."""

    results: tuple[CheckResult, ...]
    failures: tuple[FailedTest, ...]


NodeProgress = Callable[[str, str], None]
"""Told after each dbt node: its name and its status."""


def build_database(
    run: StagedRun,
    *,
    confidence_threshold: float = Settings.confidence_threshold,
    progress: NodeProgress = lambda name, status: None,
) -> Built:
    """Run ``dbt build`` on the run's Parquet.

    Values below ``confidence_threshold`` count as doubtful in the marts.

    Raises:
        RuntimeError: dbt did not get as far as running models (a defect of the project).
    """
    quiet()
    environment = {
        "NAMNDLAGER_PARQUET": str(run.parquet.absolute()),
        "NAMNDLAGER_LOAD_RUN": str((run.parquet / "load_run.parquet").absolute()),
        "NAMNDLAGER_DATABASE": str(run.database.absolute()),
        "NAMNDLAGER_CONFIDENCE_THRESHOLD": str(confidence_threshold),
    }
    with _environment(environment):
        try:
            return _built(_invoke(run, progress))
        finally:
            _close_connections()


def _invoke(run: StagedRun, progress: NodeProgress) -> Any:
    from dbt.cli.main import dbtRunner

    runner = dbtRunner(callbacks=[_listener(progress)])
    outcome = runner.invoke([*_arguments(run.file(Stage.BUILD, "dbt").absolute())])
    if outcome.exception is not None or outcome.result is None:
        raise RuntimeError(f"dbt build did not run: {outcome.exception}") from outcome.exception
    return outcome.result


def _arguments(target: Path) -> Iterator[str]:
    # Global flags stand before the command; without --no-version-check dbt asks a registry.
    yield from ("--quiet", "--no-send-anonymous-usage-stats", "--no-version-check")
    yield from ("--no-use-colors", "--log-level-file", "none", "--log-path", str(target))
    yield from ("build", "--threads", "1", "--no-partial-parse")
    yield from ("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT))
    yield from ("--target-path", str(target))


def _listener(progress: NodeProgress) -> Callable[[Any], None]:
    def listen(event: Any) -> None:
        if event.info.name == "NodeFinished":
            info = event.data.node_info
            progress(info.node_name, info.node_status)

    return listen


def _built(result: Any) -> Built:
    names = {node.node.unique_id: node.node.name for node in result.results}
    return Built(
        results=tuple(check for one in result.results if (check := _check(one, names)) is not None),
        failures=tuple(
            _failure(one, names)
            for one in result.results
            if one.node.resource_type == "test" and str(one.status) == "fail"
        ),
    )


def _failure(result: Any, names: Mapping[str, str]) -> FailedTest:
    node = result.node
    metadata = getattr(node, "test_metadata", None)
    return FailedTest(
        name=node.name,
        kind=metadata.name if metadata else None,
        model=_tested_model(node, names),
        column=getattr(node, "column_name", None),
        sql=node.compiled_code,
    )


def _check(result: Any, names: Mapping[str, str]) -> CheckResult | None:
    """A test's result, or that of a model or seed that failed; else None."""
    node, status = result.node, str(result.status)
    is_test = node.resource_type in ("test", "unit_test")
    if not is_test and status in _WENT_WELL:
        return None
    configured = str(getattr(node.config, "severity", "error")).lower()
    could_not_run = status in ("error", "skipped")
    return CheckResult(
        name=node.name,
        table=_tested_model(node, names) if is_test else node.name,
        severity="error" if could_not_run or configured == "error" else "warning",
        passed=status == "pass",
        observed=status if result.failures is None else f"{status}, {result.failures} rows",
        message=(result.message or "").strip() or f"dbt {node.resource_type} {status}",
        kind="engine" if could_not_run else "dbt",
    )


def _tested_model(node: Any, names: Mapping[str, str]) -> str:
    attached = getattr(node, "attached_node", None) or getattr(node, "tested_node_unique_id", None)
    upstream = [attached] if attached else list(node.depends_on.nodes)
    return names.get(upstream[0], upstream[0].rpartition(".")[2]) if upstream else ""


def _close_connections() -> None:
    # dbt keeps the file open (and locked) after the command, until it is told otherwise.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    close: Callable[[], None] = DuckDBConnectionManager.close_all_connections
    close()


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
