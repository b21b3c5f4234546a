"""Build the database of a run: dbt once, in this process, on one thread.

dbt reads the run's Parquet and writes a database aside; it never touches the one that
people read. What it said of a project is said again by later runs without it, where all
goes well (``statements``).

What dbt calls back with while it runs, and that it takes a manifest, its manual says; that
its connections have to be closed and how a manifest is packed, it does not. dbt is pinned,
and the tests of this module hold it to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.publish.blame import FailedTest
from pipeline.publish.dbt_manifest import (
    environment,
    keep,
    kept,
    kept_places,
    load_manifest,
    of_run,
    project_arguments,
    quiet_arguments,
)
from pipeline.publish.dbt_nodes import DbtNode, DbtNodes, Kind, load_nodes
from pipeline.publish.increments import go_on, ground_of
from pipeline.publish.node_done import DID_NOT_RUN, NodeDone, NodeProgress
from pipeline.publish.row_digests import BuiltDigests, digest_sources
from pipeline.publish.staging import Stage, StagedRun
from pipeline.publish.statements import (
    Heard,
    file_of,
    keep_heard,
    known_statements,
    listening,
    say_again,
)
from pipeline.publish.tests_passed import Passed, digests_of_tests, note_passed, passed_before
from pipeline.quality.results import CheckResult
from pipeline.settings import Settings, quiet
from pipeline.threads import threads_for


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: every node, in the order in which they ended."""

    done: tuple[NodeDone, ...]
    nodes: DbtNodes

    @property
    def results(self) -> tuple[CheckResult, ...]:
        """All tests, and the tables that were not built."""
        found = ((self.nodes.nodes[one.unique_id], one) for one in self.done)
        return tuple(
            result_of(node, one, self.nodes)
            for node, one in found
            if node.is_check or not one.went_well
        )

    @property
    def failures(self) -> tuple[FailedTest, ...]:
        """Data tests that found rows."""
        found = ((self.nodes.nodes[one.unique_id], one) for one in self.done)
        return tuple(
            failed_test(node, one, self.nodes)
            for node, one in found
            if node.kind is Kind.TEST and one.status == "fail"
        )


def build_database(
    run: StagedRun,
    settings: Settings,
    *,
    only: Sequence[DbtNode] | None = None,
    progress: NodeProgress = lambda _done: None,
) -> Built:
    """Run ``dbt build`` on the run's Parquet.

    Args:
        run: where; its database is made, or what is built of it is replaced.
        settings: values below ``confidence_threshold`` count as doubtful in the marts.
        only: these nodes and no others; all where None. Among all, what is known is not asked
            again: unit tests that passed with this very project, and data tests that passed
            on what they would look at now (``tests_passed``).
        progress: told of each node.

    Raises:
        RuntimeError: dbt did not get as far as running models (a defect of the project).
    """
    quiet()
    places = kept_places(settings)
    nodes = load_nodes(places)
    BuiltDigests.of(run).forget()
    if only is None:
        return _everything(run, settings, nodes, places, progress)
    listener = _Listener(load_manifest(places), nodes, progress)
    _call_dbt(run, settings, listener, [(name, [*_just(some)]) for name, some in _by_command(only)])
    return Built(tuple(listener.done), nodes)


def _everything(
    run: StagedRun,
    settings: Settings,
    nodes: DbtNodes,
    places: Sequence[Path],
    progress: NodeProgress,
) -> Built:
    proven = _proven(places)
    digests = digests_of_tests(run, nodes, settings)
    statements = known_statements(run, settings, places) if proven else None
    # dbt is heard whole where nothing is kept, so that it need not be called again.
    known = passed_before(settings, digests) if statements else {}
    for one in proven:
        progress(one)
    sources = digest_sources(run, file_of(run, settings))
    BuiltDigests.of(run).keep_sources(sources)
    done: Sequence[NodeDone] | None = None
    if statements is not None:
        if (ground := ground_of(run, settings, sources)) is not None:
            done = go_on(
                ground, statements, run, settings, nodes, sources, but=known, progress=progress
            )
        if done is None and not run.database.exists():
            done = say_again(statements, run, settings, but=known, progress=progress)
    if done is None:
        listener = _Listener(load_manifest(places), nodes, progress)
        left_out = [nodes.nodes[one] for one in known]
        chosen = [*_but(left_out, without_unit_tests=bool(proven))]
        heard = _call_dbt(run, settings, listener, [("build", chosen)])
        done = listener.done
        if statements is None:
            keep_heard(heard, done, nodes, run, settings, places)
    # After the tables that they are about, which have just been made.
    carried = [_done_before(unique_id, passed) for unique_id, passed in known.items()]
    for one in carried:
        progress(one)
    built = Built((*proven, *done, *carried), nodes)
    if not proven:
        _note_proven(built, places)
    note_passed(settings, (*known.items(), *_passed_now(done, digests, run)))
    return built


def _call_dbt(
    run: StagedRun,
    settings: Settings,
    listener: _Listener,
    commands: Iterable[tuple[str, Sequence[str]]],
) -> Heard:
    """Call dbt's commands with their options; what they said to DuckDB."""
    of_run(listener.manifest, run.parquet)
    values = {
        "NAMNDLAGER_LOAD_RUN": str((run.parquet / "load_run.parquet").absolute()),
        "NAMNDLAGER_DATABASE": str(run.database.absolute()),
        "NAMNDLAGER_CONFIDENCE_THRESHOLD": str(settings.confidence_threshold),
        "NAMNDLAGER_BUILD_KIB": str(settings.build_memory // 1024),
        "NAMNDLAGER_BUILD_THREADS": str(threads_for(run.parquet.iterdir())),
    }
    with environment(values), listening() as heard:
        try:
            for command, chosen in commands:
                _invoke(run, listener, chosen, command=command)
        finally:
            _close_connections()
    return heard


def _done_before(unique_id: str, passed: Passed) -> NodeDone:
    return NodeDone(unique_id, "pass", passed.message, failures=0, run=passed.run)


def _passed_now(
    done: Sequence[NodeDone], digests: Mapping[str, str], run: StagedRun
) -> Iterator[tuple[str, Passed]]:
    for one in done:
        if one.unique_id in digests and one.status == "pass":
            by = one.run or run.info.run_id
            yield one.unique_id, Passed(digests[one.unique_id], by, one.message)


class _Listener:
    """Collects what dbt says of its nodes while it runs."""

    def __init__(self, manifest: Any, nodes: DbtNodes, progress: NodeProgress) -> None:
        self.manifest = manifest
        self.done: list[NodeDone] = []
        self._nodes = nodes
        self._progress = progress

    def __call__(self, event: Any) -> None:
        if event.info.name != "NodeFinished":
            return
        unique_id = event.data.node_info.unique_id
        if unique_id not in self._nodes.nodes:
            return  # an exposure is listed, and never built
        result = event.data.run_result
        status = str(result.status).lower()
        is_counted = self._nodes.nodes[unique_id].kind is Kind.TEST and status not in DID_NOT_RUN
        done = NodeDone(
            unique_id=unique_id,
            status=status,
            message=str(result.message).strip(),
            failures=int(result.num_failures) if is_counted else None,
            seconds=float(result.execution_time),
            sql=getattr(self.manifest.nodes.get(unique_id), "compiled_code", None) or "",
        )
        self.done.append(done)
        self._progress(done)


def _invoke(run: StagedRun, listener: _Listener, chosen: Iterable[str], *, command: str) -> None:
    from dbt.cli.main import dbtRunner

    target = run.file(Stage.BUILD, "dbt").absolute()
    outcome = dbtRunner(listener.manifest, callbacks=[listener]).invoke(
        [
            *quiet_arguments(target),
            # More threads gain nothing at this size, and are not deterministic.
            *(command, "--threads", "1", "--no-write-json"),
            *project_arguments(target),
            *chosen,
        ]
    )
    if outcome.exception is not None or outcome.result is None:
        raise RuntimeError(f"dbt {command} did not run: {outcome.exception}") from outcome.exception


def _but(left_out: Sequence[DbtNode], *, without_unit_tests: bool) -> Iterator[str]:
    """Options of dbt: everything but these."""
    if without_unit_tests:
        yield from ("--exclude-resource-type", "unit_test")
    if left_out:
        yield "--exclude"
        yield from (f"fqn:{node.selector}" for node in left_out)


def _just(chosen: Sequence[DbtNode]) -> Iterator[str]:
    """Options of dbt: these and no others."""
    yield from ("--indirect-selection", "empty", "--select")
    yield from (f"fqn:{node.selector}" for node in chosen)


def _by_command(chosen: Sequence[DbtNode]) -> Iterator[tuple[str, Sequence[DbtNode]]]:
    """Which command of dbt runs what: ``build`` runs no unit test but beside its model."""
    models = {node.unique_id for node in chosen}
    alone = [
        node
        for node in chosen
        if node.kind is Kind.UNIT_TEST and not models.intersection(node.upstream)
    ]
    others = [node for node in chosen if node not in alone]
    if others:
        yield "build", others
    if alone:
        yield "test", alone


def failed_test(node: DbtNode, done: NodeDone, nodes: DbtNodes) -> FailedTest:
    """A data test that found rows, as those are looked up."""
    return FailedTest(
        name=node.name,
        kind=node.generic,
        model=nodes.table_of(node).name,
        column=node.column,
        sql=done.sql,
    )


def result_of(node: DbtNode, done: NodeDone, nodes: DbtNodes) -> CheckResult:
    """A test's result, or that of a table that was not built."""
    could_not_run = done.status in DID_NOT_RUN
    return CheckResult(
        name=node.name,
        table=nodes.table_of(node).name if node.is_check else node.name,
        severity="error" if could_not_run else node.severity,
        passed=done.went_well,
        observed=done.status if done.failures is None else f"{done.status}, {done.failures} rows",
        message=done.message or f"dbt {node.kind} {done.status}",
        kind="engine" if could_not_run else "dbt",
        run=done.run,
    )


_PROVEN = "unit_tests.json"
_DONE = TypeAdapter(tuple[NodeDone, ...])


def _proven(places: Sequence[Path]) -> tuple[NodeDone, ...]:
    """Unit tests that passed with the project as it stands now."""
    if (data := kept(_PROVEN, places)) is not None:
        with suppress(ValueError):  # damaged: they are run again
            return _DONE.validate_json(data)
    return ()


def _note_proven(built: Built, places: Sequence[Path]) -> None:
    unit_tests = [
        one for one in built.done if built.nodes.nodes[one.unique_id].kind is Kind.UNIT_TEST
    ]
    if unit_tests and all(one.went_well for one in unit_tests):
        keep(_PROVEN, _DONE.dump_json(tuple(unit_tests)), places)


def _close_connections() -> None:
    # dbt keeps the file open (and locked) after the command, until it is told otherwise.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    close: Callable[[], None] = DuckDBConnectionManager.close_all_connections
    close()
