"""Running the whole job in a test, as ``namndlager run`` does."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import urllib3.util.connection  # noqa: F401  it looks for IPv6 by binding ::1 when imported
from rich.console import Console

from pipeline.console.run import run_pipeline
from pipeline.publish.database import connect
from pipeline.publish.staging import StagedRun, staged_runs
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


def table_names(database: Path) -> set[str]:
    """Tables of a database file."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return {
            str(name) for (name,) in connection.execute("select name from (show tables)").fetchall()
        }
