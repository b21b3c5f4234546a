"""Running a client's program against releases that change, and judging its answers."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.clients.releases import NAMES, QUESTION, TwoReleases

PROGRAMS = Path(__file__).parent / "programs"


@dataclass(frozen=True)
class Client:
    """A client: its program, what that needs, and which of its modules tells that it is there."""

    name: str
    program: str
    packages: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


@dataclass
class Judged:
    """What came of a client: its answers, and what was wrong with them."""

    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    arrived: Mapping[str, Any] = field(default_factory=dict)


class Asked:
    """A program that is running: it answers a line with a line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, what: str) -> Mapping[str, Any]:
        """Its answer to a line.

        Raises:
            RuntimeError: it has ended; the message is what it said at last.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(f"{what}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise RuntimeError(self._last_words()) from None
        for line in self._process.stdout:
            if line.startswith("{"):
                answer: dict[str, Any] = json.loads(line)
                return answer
        raise RuntimeError(self._last_words())

    def _last_words(self) -> str:
        assert self._process.stderr is not None
        return self._process.stderr.read()[-1_000:]


CLIENTS: Sequence[Client] = (
    Client("duckdb 1.5 (Python)", "duckdb_python.py", ("duckdb==1.5.5",), ("duckdb",)),
    Client("duckdb 1.1, two years old", "duckdb_python.py", ("duckdb==1.1.3",)),
    Client("duckdb 0.10, older still", "duckdb_python.py", ("duckdb==0.10.3",)),
    Client("duckdb 2.0", "duckdb_python.py", ("duckdb>=2,<3",)),
    Client(
        "DuckDB CLI",
        "duckdb_cli.py",
        ("duckdb-cli==1.5.6",),
        commands=("duckdb",),
    ),
    Client(
        "ADBC",
        "adbc.py",
        ("duckdb==1.5.5", "adbc-driver-manager", "pyarrow"),
        ("adbc_driver_manager", "pyarrow"),
    ),
    Client(
        "SQLAlchemy",
        "sqlalchemy_reflection.py",
        ("duckdb==1.5.5", "duckdb-sqlalchemy"),
        ("duckdb_sqlalchemy",),
    ),
    Client(
        "pandas",
        "pandas_frame.py",
        ("duckdb==1.5.5", "pandas", "duckdb-sqlalchemy"),
        ("pandas", "duckdb_sqlalchemy"),
    ),
    Client(
        "polars", "polars_frame.py", ("duckdb==1.5.5", "polars", "pyarrow"), ("polars", "pyarrow")
    ),
    Client("ibis", "ibis_table.py", ("duckdb==1.5.5", "ibis-framework[duckdb]"), ("ibis",)),
    Client("Harlequin", "harlequin_adapter.py", ("duckdb==1.5.5", "harlequin"), ("harlequin",)),
)


@contextmanager
def started(client: Client, python: Path, database: Path) -> Iterator[Asked]:
    """A client's program under an interpreter that has its packages."""
    environment = {**os.environ, "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    process = subprocess.Popen(
        [str(python), str(PROGRAMS / client.program), str(database), QUESTION],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Asked(process)
    finally:
        process.kill()
        process.communicate()


def judge(asked: Asked, releases: TwoReleases, *, turns: int) -> Judged:
    """Publish in turns while the client asks: each answer is of the release of that moment."""
    judged = Judged()
    releases.publish(NAMES[0])
    try:
        judged.arrived = asked.ask("arrived")
        for turn in range(turns):
            number = turn % len(NAMES)
            releases.publish(NAMES[number])
            answer = asked.ask("again")
            judged.answers += 1
            expected = {"name": NAMES[number], "marks": number + 1, "facts": releases.facts}
            if answer != expected:
                judged.wrong.append(f"{answer} instead of {expected}")
    except RuntimeError as error:
        judged.wrong.append(str(error))
    return judged
