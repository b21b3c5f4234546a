"""A cluster of Dask on loopback: a scheduler and workers in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.settings import PROJECT_ROOT

START_SECONDS = 120.0
"""A scheduler that has not said where it is after so long does not start at all."""


SCHEDULER = "scheduler.json"
"""Where a scheduler says where it is."""

QUIET: Mapping[str, str] = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "false"}
"""A worker that waits takes no processor time for looking at itself."""


@dataclass
class Cluster:
    """A scheduler; workers are started one by one. ``folder`` gets their logs."""

    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._start_scheduler("0")
        return self

    def restart_scheduler(self) -> None:
        """Start a scheduler anew where the one was that has gone; it knows no worker."""
        end(self.scheduler)
        (self.folder / SCHEDULER).unlink()
        self._start_scheduler(self.address.rpartition(":")[2])

    def _start_scheduler(self, port: str) -> None:
        where = self.folder / SCHEDULER
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", port, "--dashboard-address",
            "127.0.0.1:0", "--scheduler-file", str(where),
        )  # fmt: skip
        give_up = time.monotonic() + START_SECONDS
        while not where.exists() or not where.read_text():
            assert self.scheduler.poll() is None, self.log("scheduler")
            assert time.monotonic() < give_up, self.log("scheduler")
            time.sleep(0.05)
        self.address = str(json.loads(where.read_text())["address"])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in (*self.workers, self.scheduler):
            end(process)

    @property
    def engine(self) -> str:
        """The cluster as ``NAMNDLAGER_EXTRACT_ENGINE`` names it."""
        return self.address.replace("tcp://", "dask://")

    def start_worker(
        self,
        *,
        root: Path = PROJECT_ROOT,
        folder: Path | None = None,
        threads: int = 1,
    ) -> subprocess.Popen[bytes]:
        """Start a worker with the code below ``root``; it need not be there yet on return.

        Its current folder is ``folder``, or ``root`` where none is named.
        """
        worker = self._start(
            "worker", self.address, "--nthreads", str(threads), "--no-nanny", "--no-dashboard",
            "--host", "127.0.0.1", "--memory-limit", "0",
            "--local-directory", str(self.folder / f"worker-{len(self.workers)}"),
            root=root, folder=folder,
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def log(self, program: str) -> str:
        """What the scheduler or the workers have said."""
        return (self.folder / f"{program}.log").read_text(encoding="utf-8", errors="replace")

    def _start(
        self,
        program: str,
        *arguments: str,
        root: Path = PROJECT_ROOT,
        folder: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        with (self.folder / f"{program}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", program, *arguments],
                cwd=folder or root,
                env={**os.environ, **QUIET, "PYTHONPATH": str(root)},
                stdout=log,
                stderr=log,
            )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, whatever it is doing, stopped ones included."""
    process.send_signal(signal.SIGKILL)
    process.wait()
