"""Old runs leave Dagster's own storage, where that is ours to tidy.

Dagster keeps the record, the events and the logs of every run for ever. By count and not
by age, so that a clock that is set back removes nothing.
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
