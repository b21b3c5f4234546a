"""Running the whole job in a test, as ``namndlager run`` does."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest
import urllib3.util.connection  # noqa: F401  it looks for IPv6 by binding ::1 when imported
from rich.console import Console

from pipeline.console.run import run_pipeline
from pipeline.publish.database import connect
from pipeline.publish.staging import StagedRun, staged_runs, yield_claims
from pipeline.publish.turn import end_turn
from pipeline.settings import Settings


@dataclass(frozen=True)
class Ran:
    """A run that has ended, and what it printed."""

    settings: Settings
    status: int
    printed: str

    @property
    def staged(self) -> StagedRun:
        """The newest staged run."""
        return staged_runs(self.settings)[-1]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query on the published database."""
        with connect(self.settings.database) as connection:
            return connection.execute(sql).fetchall()

    def parquet_bytes(self) -> dict[str, bytes]:
        """Every Parquet file of the newest run, but the log of runs."""
        files = self.staged.parquet.glob("*.parquet")
        return {path.stem: path.read_bytes() for path in files if path.stem != "load_run"}


def run(settings: Settings, *, force: bool = False) -> Ran:
    """Run the job with a Dagster home of its own beside the warehouse."""
    text = io.StringIO()
    console = Console(file=text, width=200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(settings.warehouse_dir.parent / "dagster"))
        status = run_pipeline(settings, console, force=force)
    return Ran(settings, status, text.getvalue())


class NetworkCall(AssertionError):
    """Somebody tried to leave the machine."""


@contextmanager
def no_network() -> Iterator[list[str]]:
    """Refuse every socket but local ones; give the list of what was tried."""
    tried: list[str] = []

    class LocalSocket(socket.socket):
        def __init__(self, family: int = -1, *args: Any, **kwargs: Any) -> None:
            if family != socket.AF_UNIX:
                tried.append(f"socket of family {family}")
                raise NetworkCall(tried[-1])
            super().__init__(family, *args, **kwargs)

    def refuse(host: object, *_: object, **__: object) -> None:
        tried.append(f"look-up of {host!r}")
        raise NetworkCall(tried[-1])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", LocalSocket)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield tried


@contextmanager
def history(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """Dagster's history of the runs of a warehouse, which ``run`` and ``launch`` write."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(settings.warehouse_dir.parent / "dagster"))
        with dg.DagsterInstance.get() as instance:
            yield instance


def table_names(database: Path) -> set[str]:
    """Tables of a database file."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return {
            str(name) for (name,) in connection.execute("select name from (show tables)").fetchall()
        }


def launch(
    settings: Settings,
    *,
    assets: Sequence[dg.AssetKey] = (),
    checks: Sequence[dg.AssetCheckKey] = (),
    options: Mapping[str, Any] | None = None,
) -> dg.ExecuteInProcessResult:
    """Materialize some assets and execute some checks, as somebody does in the Dagster UI."""
    from pipeline.assets.resources import run_config
    from pipeline.definitions import build_defs

    definitions = build_defs({"settings": settings})
    graph = definitions.resolve_asset_graph()
    # As the UI does: with an asset come its checks.
    with_them = {key for key in graph.asset_check_keys if key.asset_key in set(assets)}
    job = definitions.resolve_implicit_global_asset_job_def().get_subset(
        asset_selection=set(assets), asset_check_selection={*with_them, *checks}
    )
    with history(settings) as instance:
        try:
            return job.execute_in_process(
                instance=instance,
                raise_on_error=False,
                run_config=run_config(**(options or {})),
            )
        finally:
            yield_claims(settings)
            end_turn(settings)


def materialized(result: dg.ExecuteInProcessResult) -> set[str]:
    """Names of the assets that a run shows as materialized."""
    events = result.get_asset_materialization_events()
    return {event.asset_key.path[-1] for event in events if event.asset_key is not None}


def failure_of(result: dg.ExecuteInProcessResult) -> str:
    """What the first failed step of a run says."""
    for event in result.all_events:
        if event.is_step_failure:
            data = event.step_failure_data
            if data.user_failure_data is not None:
                return data.user_failure_data.description or ""
            return data.error.to_string() if data.error else ""
    return ""
