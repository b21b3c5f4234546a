"""What an engineer has open: a UI with its daemon, on a copy of the project that he may edit.

The published warehouse is a copy as well, so that runs started here disturb no other test.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import dagster as dg

from pipeline.publish.staging import Stage, StagedRun, staged_runs
from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.job import history
from tests.support.ui import ui_process

_PROJECT = ("pipeline", "dbt_project", "expectations", "pyproject.toml")
"""What the UI needs of the project."""


@dataclass(frozen=True)
class Engineer:
    """The UI's address, and what stands behind it.

    ``address`` is empty while no UI is open.
    """

    project: Path
    settings: Settings
    address: str = ""

    def runs(self) -> list[dg.DagsterRun]:
        """All runs, the newest first."""
        with history(self.settings) as instance:
            return list(instance.get_runs())

    def new_runs(self, known: Sequence[dg.DagsterRun]) -> list[dg.DagsterRun]:
        """Runs that have come since, the oldest first."""
        before = {run.run_id for run in known}
        return [run for run in reversed(self.runs()) if run.run_id not in before]

    def wait_for_run(
        self, known: Sequence[dg.DagsterRun], *, is_finished: bool = True, seconds: float = 900
    ) -> dg.DagsterRun:
        """The first run that has come since, when it has ended (or as soon as it is there)."""
        before = {run.run_id for run in known}
        deadline = time.monotonic() + seconds
        new: list[dg.DagsterRun] = []
        with history(self.settings) as instance:
            while time.monotonic() < deadline:
                new = [run for run in instance.get_runs() if run.run_id not in before]
                if new and (new[-1].is_finished or not is_finished):
                    return new[-1]
                time.sleep(0.5)
        raise AssertionError(f"no run has ended: {[(run.run_id, run.status) for run in new]}")

    def staged(self, run: dg.DagsterRun) -> StagedRun | None:
        """The folder in which a run works; None where it has none yet."""
        own = [
            staged
            for staged in staged_runs(self.settings)
            if staged.folder.name.endswith(f"-{run.run_id[:8]}")
        ]
        return own[-1] if own else None

    def wait_for_stage(self, run: dg.DagsterRun, stage: Stage, *, seconds: float = 900) -> None:
        """Return when a run has finished a stage."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            staged = self.staged(run)
            if staged is not None and staged.has(stage):
                return
            time.sleep(0.1)
        raise AssertionError(f"run {run.run_id} did not finish '{stage}'")


def at_work_on(published: Settings, folder: Path) -> Engineer:
    """Copies of the project and of a published warehouse with its raw files, in ``folder``."""
    project = folder / "project"
    project.mkdir()
    for name in _PROJECT:
        if (PROJECT_ROOT / name).is_dir():
            # What Python has compiled is kept: every process of the UI would compile it anew.
            ignored = shutil.ignore_patterns("logs")
            shutil.copytree(PROJECT_ROOT / name, project / name, ignore=ignored)
        else:
            shutil.copyfile(PROJECT_ROOT / name, project / name)
    for name in ("raw", "warehouse", "dagster"):
        source = published.warehouse_dir.parent / name
        shutil.copytree(source, folder / name, symlinks=True)
    settings = replace(published, raw_dir=folder / "raw", warehouse_dir=folder / "warehouse")
    return Engineer(project, settings)


@contextmanager
def ui_of(engineer: Engineer) -> Iterator[Engineer]:
    """The same with an open UI."""
    with ui_process(engineer.settings, project=engineer.project) as ui:
        yield replace(engineer, address=ui.address)
