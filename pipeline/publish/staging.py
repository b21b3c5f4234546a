"""What stands where in ``staging/<run_id>/``, the folder in which one run works.

A stage writes its own files and reads those of earlier stages. When a stage starts, the
files of all later ones go, so that a verdict never speaks of a database that has been
built again since. A stage that ended has left a mark that says in which run; a folder
without one is of a stage that was broken off.

Somebody who repeats a stage alone works in a folder of his own, copied from the last run
that came so far with the files that were seen last in ``raw/`` (``workplace``): what an
earlier run points to stays as it was.

A process claims the run that it works in by a lock, which the system lifts when the
process dies: what is claimed is never pruned. The order of runs is that of their
``sequence``, not of the clock.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from pipeline.publish.digests import code_digest
from pipeline.publish.published import DATABASE, releases
from pipeline.settings import Settings
from pipeline.storage import read_json, write_atomically, write_json

LOCK = ".lock"

FINISHED = "finished.txt"
"""The mark of a stage that ended: the id of the run in which it did."""

_STARTED = "started.txt"
_SECONDS = "seconds.txt"

_CLAIMED: dict[Path, FileLock] = {}
"""Runs that this process works in."""


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
    """Which run this is, on what it works, and with which code it began.

    ``made_from`` is the id of the run that it began as a copy of; empty for others.
    """

    run_id: str
    started_at: datetime
    input_digest: str
    sequence: int = 0
    code_digest: str = ""
    made_from: str = ""


_INFO = TypeAdapter(RunInfo)


@dataclass(frozen=True, slots=True)
class StagedRun:
    """The folder of one run."""

    folder: Path

    @property
    def info(self) -> RunInfo:
        """Which run this is, as ``begin`` wrote it.

        Raises:
            FileNotFoundError: nothing says so: this is no run, or its record is damaged.
        """
        if (info := self._info()) is None:
            raise FileNotFoundError(f"{self.folder} does not say which run it is; run again")
        return info

    @property
    def order(self) -> tuple[int, str]:
        """What runs are sorted by; what is no run comes before them."""
        info = self._info()
        return (info.sequence if info else -1, self.folder.name)

    @property
    def is_run(self) -> bool:
        """True where the folder says which run it is."""
        return self._info() is not None

    def is_run_of(self, input_digest: str) -> bool:
        """True where the folder is of a run on these files."""
        info = self._info()
        return info is not None and info.input_digest == input_digest

    @property
    def is_in_progress(self) -> bool:
        """True where some process works in this run."""
        path = self.folder / LOCK
        if not path.exists():
            return False
        try:
            with FileLock(path).acquire(timeout=0):
                return False
        except Timeout:
            return True

    @property
    def is_elsewhere(self) -> bool:
        """True where another process works in this run."""
        return self.folder not in _CLAIMED and self.is_in_progress

    def claim(self) -> None:
        """Say that this process works in this run, until ``yield_claims`` or its end."""
        if self.folder in _CLAIMED:
            return
        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return  # another process works in it as well, and its claim keeps it
        _CLAIMED[self.folder] = lock

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
        self._note_start(stage)

    def finish(self, stage: Stage) -> None:
        """Leave the mark of a stage that has ended, and how long it took."""
        with suppress(FileNotFoundError):
            started = float(self.file(stage, _STARTED).read_text(encoding="utf-8"))
            taken = max(0.0, time.time() - started)  # the clock may have been set back
            self.file(stage, _SECONDS).write_text(f"{taken:.3f}", encoding="utf-8")
        write_atomically(self.file(stage, FINISHED), self.info.run_id.encode())

    def has(self, stage: Stage) -> bool:
        """True where the stage has ended."""
        return self.file(stage, FINISHED).exists()

    def reopen(self, stage: Stage) -> None:
        """Go on in a stage that had ended: its mark goes, and what later ones wrote."""
        later = list(Stage)[list(Stage).index(stage) + 1]
        self.start(later)
        shutil.rmtree(self.folder / later.value)
        self.file(stage, FINISHED).unlink(missing_ok=True)
        self._note_start(stage)

    def seconds(self) -> Mapping[Stage, float]:
        """How long the stages took that ended in this run; those of a copied run are not its."""
        own = [stage for stage in Stage if self.has(stage)]
        return {
            stage: float(self.file(stage, _SECONDS).read_text(encoding="utf-8"))
            for stage in own
            if self.made_by(stage) == self.info.run_id and self.file(stage, _SECONDS).exists()
        }

    def made_by(self, stage: Stage) -> str:
        """Id of the run in which a stage ended: another one's where this is a copy."""
        return self.file(stage, FINISHED).read_text(encoding="utf-8")

    def _note_start(self, stage: Stage) -> None:
        self.file(stage, _STARTED).write_text(str(time.time()), encoding="utf-8")

    def _info(self) -> RunInfo | None:
        return read_json(self.file(Stage.INVENTORY, "run.json"), _INFO)

    def _products(self, stage: Stage) -> Sequence[Path]:
        """What a stage writes outside its own folder."""
        if stage is Stage.TRANSFORM:
            return [self.parquet]
        if stage is Stage.BUILD:
            return [self.database, self.database.with_name(self.database.name + ".wal")]
        return []


def begin(
    settings: Settings, *, name: str, now: datetime, input_digest: str, made_from: str = ""
) -> StagedRun:
    """Make and claim the folder of a new run; ``name`` makes its id unique within a second."""
    run_id = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{name}"
    run = StagedRun(settings.staging_dir / run_id)
    with staging_lock(settings):
        sequence = max((known.order[0] for known in staged_runs(settings)), default=0) + 1
        run.start(Stage.INVENTORY)
        run.claim()
        info = RunInfo(run_id, now, input_digest, max(sequence, 1), code_digest(), made_from)
        write_json(run.file(Stage.INVENTORY, "run.json"), _INFO, info)
    return run


def yield_claims(settings: Settings) -> None:
    """This process has ended its work in the runs of this warehouse."""
    for folder in [path for path in _CLAIMED if path.parent == settings.staging_dir]:
        _CLAIMED.pop(folder).release()


def staging_lock(settings: Settings) -> FileLock:
    """Held by whoever makes or removes folders of runs."""
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    return FileLock(settings.state_dir / "staging.lock")


def find(settings: Settings, *, name: str, after: Stage) -> StagedRun:
    """The run of that name, or else the newest that came so far; claimed for this process.

    For what adds to a run and takes nothing away. Who repeats a stage asks for a
    ``workplace``.

    Raises:
        FileNotFoundError: no run came as far as ``after``.
    """
    runs = _that_finished(after, settings)
    run = _named(runs, name) or _last(runs)
    if run is None:
        raise FileNotFoundError(_nobody_finished(after, settings))
    run.claim()
    return run


def workplace(
    settings: Settings, *, name: str, after: Stage, now: datetime, like: str = ""
) -> StagedRun:
    """The folder for the stage behind ``after``: the run of that name, or a copy of another.

    The second case is a stage that somebody repeats alone in the Dagster UI: it gets a run
    of its own, with what the run named ``like`` had made so far, or else the newest one that
    had the files which were seen last in ``raw/``.

    Raises:
        FileNotFoundError: no run came as far as ``after``, or none with those files.
    """
    runs = _that_finished(after, settings)
    if (own := _named(runs, name)) is not None:
        own.claim()
        return own
    run = _named(runs, like) or last_complete(settings, upto=after)
    return _copy(run, settings, name=name, upto=after, now=now)


def last_complete(settings: Settings, *, upto: Stage, input_digest: str = "") -> StagedRun:
    """The newest run that finished a stage on the files with ``input_digest``.

    By default those that were seen last in ``raw/``: what is made of some files says nothing
    of others.

    Raises:
        FileNotFoundError: there is none.
    """
    finished = _that_finished(upto, settings)
    if not finished:
        raise FileNotFoundError(_nobody_finished(upto, settings))
    # A copy looks at no files; it has those of the run that it was copied from.
    looked = [run for run in staged_runs(settings) if run.is_run and not run.info.made_from]
    files = input_digest or (looked or finished)[-1].info.input_digest
    if run := _last([run for run in finished if run.is_run_of(files)]):
        return run
    (*_, saw) = [run for run in staged_runs(settings) if run.is_run_of(files)]
    raise FileNotFoundError(
        f"no run has finished '{upto}' with the files that run {saw.folder.name} saw in "
        f"{settings.raw_dir}, and what is made of others says nothing of them: run everything "
        "once (job nightly; rebuild_marts where the documents are read), or re-execute the run "
        "that saw them from failure"
    )


def finished_database(settings: Settings, run: StagedRun) -> Path:
    """The database that a run made, which may have been published since.

    Raises:
        FileNotFoundError: it has left the disk with its release.
    """
    if run.database.exists():
        return run.database
    for manifest in reversed(releases(settings)):
        database = settings.releases_dir / manifest.release_id / DATABASE
        if manifest.run_id == run.info.run_id and database.exists():
            return database
    raise FileNotFoundError(
        f"the database of run {run.folder.name} is gone: materialize everything once"
    )


def take_over_database(run: StagedRun, database: Path) -> None:
    """Give a run a copy of a database to go on with."""
    shutil.copyfile(database, run.database)


def _that_finished(stage: Stage, settings: Settings) -> list[StagedRun]:
    return [run for run in staged_runs(settings) if run.is_run and run.has(stage)]


def _named(runs: Sequence[StagedRun], name: str) -> StagedRun | None:
    """The newest run whose id ends with a name."""
    own = [run for run in runs if name and run.folder.name.endswith(f"-{name}")]
    return own[-1] if own else None


def _last(runs: Sequence[StagedRun]) -> StagedRun | None:
    """The newest run that no other process works in."""
    free = [run for run in runs if not run.is_elsewhere]
    return free[-1] if free else None


def _nobody_finished(stage: Stage, settings: Settings) -> str:
    return f"no run in {settings.staging_dir} has finished '{stage}': materialize that first"


def _copy(
    base: StagedRun, settings: Settings, *, name: str, upto: Stage, now: datetime
) -> StagedRun:
    """A new run with what ``base`` had made up to a stage."""
    info = base.info
    run = begin(settings, name=name, now=now, input_digest=info.input_digest, made_from=info.run_id)
    stages = list(Stage)[: list(Stage).index(upto) + 1]
    with staging_lock(settings):
        for stage in stages[1:]:
            shutil.copytree(base.folder / stage.value, run.folder / stage.value)
        for path in (base.folder / Stage.INVENTORY.value).iterdir():
            if not run.file(Stage.INVENTORY, path.name).exists():
                shutil.copyfile(path, run.file(Stage.INVENTORY, path.name))
        if Stage.TRANSFORM in stages:
            shutil.copytree(base.parquet, run.parquet)
        if Stage.BUILD in stages:
            take_over_database(run, finished_database(settings, base))
    return run


def staged_runs(settings: Settings) -> list[StagedRun]:
    """All folders of staged runs, the oldest first; what is no run at all comes before."""
    if not settings.staging_dir.is_dir():
        return []
    found = [StagedRun(path) for path in settings.staging_dir.iterdir() if path.is_dir()]
    return sorted(found, key=lambda run: run.order)
