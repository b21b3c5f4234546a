"""How long a stranger waits: from a fresh clone to the first chart of the dashboard.

    python -m tests.benchmarks.first_chart          # packages from the machine's cache
    python -m tests.benchmarks.first_chart --cold   # packages from the registry

The committed project is cloned aside, and there is done what the docs say: ``make warehouse``,
``make dashboard``, and the page of a committee is opened until a chart stands on it. Each step
is timed; the clone goes when it is done.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from pipeline.dashboard.serve import address_of
from pipeline.settings import PROJECT_ROOT

A_CHART = "<svg"
SECONDS_TO_WAIT = 600


def main(arguments: Sequence[str] | None = None) -> None:
    """Clone, follow the docs, and print the seconds of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cold", action="store_true", help="take no package from a cache")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "clone"
        environment, port = _environment(Path(name), cold=asked.cold), _free_port()
        begun = time.perf_counter()

        def do(what: str, *command: str) -> None:
            start = time.perf_counter()
            subprocess.run(command, cwd=_folder(clone), env=environment, check=True)
            _tell(what, time.perf_counter() - start)

        do("clone", "git", "clone", "--quiet", str(PROJECT_ROOT), str(clone))
        do("environment", "make", ".venv/.installed")
        do("warehouse", "make", "warehouse")
        start = time.perf_counter()
        with _served(clone, environment, port):
            _wait_for_a_chart(address_of(port, "/namnd"))
        _tell("first chart", time.perf_counter() - start)
        _tell("all of it", time.perf_counter() - begun)


def _folder(clone: Path) -> Path:
    return clone if clone.exists() else clone.parent


def _tell(what: str, seconds: float) -> None:
    print(f"{what:<12} {seconds:6.1f} s", flush=True)


def _environment(folder: Path, *, cold: bool) -> Mapping[str, str]:
    """What the clone's programs see: nothing of this project's folders, and maybe no cache."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("NAMNDLAGER_")}
    kept |= {"DAGSTER_HOME": str(folder / "dagster")}
    (folder / "dagster").mkdir()
    if cold:
        kept |= {"UV_CACHE_DIR": str(folder / "cache"), "PIP_NO_CACHE_DIR": "1"}
    return kept


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def _served(clone: Path, environment: Mapping[str, str], port: int) -> Iterator[None]:
    program = clone / ".venv" / "bin" / "namndlager"
    command = [str(program), "dashboard", "--port", str(port)]
    process = subprocess.Popen(command, cwd=clone, env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_a_chart(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while time.monotonic() < deadline:
        try:
            with urlopen(address) as answer:
                if A_CHART in answer.read().decode():
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no chart on {address} within {SECONDS_TO_WAIT} s")


if __name__ == "__main__":
    main()
