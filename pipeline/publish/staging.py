"""What stands where in ``staging/<run_id>/``, the folder in which one run works.

A stage writes its own files and reads those of earlier stages. When a stage starts, the
files of all later ones go, so that a verdict never speaks of a database that has been
built again since.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.settings import Settings
from pipeline.storage import write_atomically


class Stage(StrEnum):
    """The stages of a run, in their order."""

    INVENTORY = "inventory"
    EXTRACT = "extract"
    TRANSFORM = "transform"
    CHECK = "check"
    RECONCILE = "reconcile"
    BUILD = "build"
    DIFF = "diff"
    VERDICT = "verdict"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class RunInfo:
    """Which run this is, and on what it works."""

    run_id: str
    started_at: datetime
    input_digest: str


_INFO = TypeAdapter(RunInfo)


@dataclass(frozen=True, slots=True)
class StagedRun:
    """The folder of one run."""

    folder: Path

    @property
    def info(self) -> RunInfo:
        """Which run this is, as ``begin`` wrote it."""
        return _INFO.validate_json(self.file(Stage.INVENTORY, "run.json").read_bytes())

    @property
    def parquet(self) -> Path:
        """Folder of the Parquet tables that dbt reads."""
        return self.folder / "parquet"

    @property
    def database(self) -> Path:
        """The database before it is published."""
        return self.folder / "namndlager.duckdb"

    @property
    def verdict(self) -> Path:
        """The verdict on this run."""
        return self.file(Stage.VERDICT, "verdict.json")

    @property
    def findings_page(self) -> Path:
        """The contradictions as a page to read."""
        return self.file(Stage.RECONCILE, "contradictions.html")

    @property
    def checks_page(self) -> Path:
        """The checks of the verdict as a page to read."""
        return self.file(Stage.VERDICT, "checks.html")

    def file(self, stage: Stage, name: str) -> Path:
        """A file of a stage."""
        return self.folder / stage.value / name

    def start(self, stage: Stage) -> None:
        """Make room for a stage: remove what it and the later ones wrote before."""
        for later in list(Stage)[list(Stage).index(stage) :]:
            shutil.rmtree(self.folder / later.value, ignore_errors=True)
            for path in self._products(later):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
        (self.folder / stage.value).mkdir(parents=True, exist_ok=True)

    def has(self, stage: Stage) -> bool:
        """True where the stage has run in this folder."""
        return (self.folder / stage.value).is_dir()

    def _products(self, stage: Stage) -> Sequence[Path]:
        """What a stage writes outside its own folder."""
        if stage is Stage.TRANSFORM:
            return [self.parquet]
        if stage is Stage.BUILD:
            return [self.database, self.database.with_name(self.database.name + ".wal")]
        return []


def begin(settings: Settings, *, name: str, now: datetime, input_digest: str) -> StagedRun:
    """Make the folder of a new run; ``name`` makes its id unique within a second."""
    run_id = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{name}"
    run = StagedRun(settings.staging_dir / run_id)
    run.start(Stage.INVENTORY)
    info = RunInfo(run_id, now, input_digest)
    write_atomically(run.file(Stage.INVENTORY, "run.json"), _INFO.dump_json(info, indent=2))
    return run


def find(settings: Settings, *, name: str, after: Stage) -> StagedRun:
    """The folder to work in: the run of that name, or else the newest that came so far.

    The second case is a stage that somebody repeats alone in the Dagster UI.

    Raises:
        FileNotFoundError: no run came as far as ``after``.
    """
    runs = [run for run in staged_runs(settings) if run.has(after)]
    own = [run for run in runs if run.folder.name.endswith(f"-{name}")]
    if not (candidates := own or runs):
        raise FileNotFoundError(
            f"no run in {settings.staging_dir} has finished '{after}': materialize that first"
        )
    return candidates[-1]


def staged_runs(settings: Settings) -> list[StagedRun]:
    """All staged runs, the oldest first."""
    if not settings.staging_dir.is_dir():
        return []
    return [StagedRun(path) for path in sorted(settings.staging_dir.iterdir()) if path.is_dir()]
