"""Runs in Dagster's own storage: whose they are, and when they go.

Dagster keeps the record, the events and the logs of every run for ever. Old ones leave it
where that is ours to tidy; by count and not by age, so that a clock that is set back removes
nothing. A run of the command line belongs to no code location for Dagster, whose timeline
then leaves it out: so it is told which.

Does not belong here: runs as the warehouse knows them (``publish.staging``, ``run_log``).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import dagster as dg

MARK = "# Written by namndlager."
"""How the ``dagster.yaml`` begins that ``namndlager`` writes: only such a home is tidied."""

KEPT_RUNS = 200
"""Half a year of nights."""

AT_ONCE = 50
"""Removed by one run at most, so that a long neglected storage delays no night."""


CODE_LOCATION = "pipeline.definitions"
"""As ``namndlager ui`` loads it: the module's name."""

_REPOSITORY = "__repository__"
"""How Dagster calls the definitions of a module."""


def show_in_timeline(instance: dg.DagsterInstance, run_id: str) -> None:
    """Say of a run that no server launched which code location it is of."""
    from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteRepositoryOrigin
    from dagster._core.storage.tags import REPOSITORY_LABEL_TAG

    run = instance.get_run_by_id(run_id)
    if run is None or run.remote_job_origin is not None:
        return
    origin = RemoteRepositoryOrigin(RegisteredCodeLocationOrigin(CODE_LOCATION), _REPOSITORY)
    instance.add_run_tags(run_id, {REPOSITORY_LABEL_TAG: origin.get_label()})
    tagged = instance.get_run_by_id(run_id)
    assert tagged is not None
    instance.run_storage.replace_job_origin(tagged, origin.get_job_origin(run.job_name))


def queued_behind(instance: dg.DagsterInstance, run_id: str) -> dg.DagsterRun | None:
    """The run that a queued one waits for: who is being run, or else who is before it.

    None where it is not queued any more.
    """
    import dagster as dg
    from dagster._core.storage.dagster_run import IN_PROGRESS_RUN_STATUSES

    run = instance.get_run_by_id(run_id)
    if run is None or run.status is not dg.DagsterRunStatus.QUEUED:
        return None
    at_work = instance.get_runs(filters=dg.RunsFilter(statuses=list(IN_PROGRESS_RUN_STATUSES)))
    queued = instance.get_runs(filters=dg.RunsFilter(statuses=[dg.DagsterRunStatus.QUEUED]))
    before = [*reversed(at_work), *reversed(queued)]  # they come with the newest first
    return before[0] if before[0].run_id != run_id else None


def is_ours(home: Path) -> bool:
    """True where ``namndlager`` made this folder for Dagster."""
    try:
        return (home / "dagster.yaml").read_text(encoding="utf-8").startswith(MARK)
    except OSError:
        return False


def prune_dagster_runs(instance: dg.DagsterInstance, *, keep: int = KEPT_RUNS) -> int:
    """Remove finished runs beyond the newest ``keep``, with their logs; how many went."""
    import dagster as dg
    from dagster._core.storage.dagster_run import FINISHED_STATUSES

    home = os.environ.get("DAGSTER_HOME")
    if home is None or not is_ours(Path(home)):
        return 0
    finished = dg.RunsFilter(statuses=list(FINISHED_STATUSES))
    runs = instance.get_runs(filters=finished, limit=keep + AT_ONCE)[keep:]
    for run in runs:
        instance.compute_log_manager.delete_logs(prefix=[run.run_id])
        instance.delete_run(run.run_id)
        # Dagster empties the file of a run's events, but leaves it.
        for path in (Path(home) / "history" / "runs").glob(f"{run.run_id}.db*"):
            path.unlink(missing_ok=True)
    return len(runs)
