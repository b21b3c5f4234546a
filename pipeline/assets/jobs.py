"""What can be run: the whole way, and the parts of it that somebody runs by hand.

Belongs here: which assets and checks a job is made of, and jobs that are no assets. When
they run by themselves stands in ``schedules`` and ``sensors``.
"""

import warnings
from collections.abc import Mapping
from typing import Any

import dagster as dg

from pipeline.assets.checks import expectation_specs
from pipeline.assets.dagster_runs import prune_dagster_runs
from pipeline.assets.facts import EXPECTATIONS, TABLES
from pipeline.assets.keys import (
    DIFF,
    DOCUMENTS,
    ENGINEERS,
    NIGHTLY,
    RAW_FILES,
    READING_SCORES,
    RELEASE,
    VERDICT,
    parquet_key,
)
from pipeline.assets.quality import DATA_FINDING
from pipeline.assets.reporter import Reporter
from pipeline.assets.resources import EVERYTHING, EXAMPLE, run_config
from pipeline.assets.run_folder import say_who_asked
from pipeline.assets.translator import asset_key, check_key, dbt_nodes
from pipeline.publish.prune import prune as prune_storage
from pipeline.publish.published import current_folder
from pipeline.publish.verify import all_problems_of, release_folders
from pipeline.quality.suites import read_suites
from pipeline.settings import Settings

# In beta for jobs, schedules and sensors; the lock holds us to this version of Dagster.
warnings.filterwarnings("ignore", message="Parameter `owners`")

_FACTS = [
    RAW_FILES,
    DOCUMENTS,
    READING_SCORES,
    *(parquet_key(table.name) for table in TABLES),
    DATA_FINDING,
]
_TABLES = [asset_key(table) for table in dbt_nodes().tables]
_CHECKS = [
    *(check_key(check) for check in dbt_nodes().checks),
    *(spec.key for spec in expectation_specs(read_suites(EXPECTATIONS))),
]


def _job(
    name: str,
    selection: dg.AssetSelection,
    description: str,
    config: Mapping[str, Any] | None = None,
) -> Any:
    return dg.define_asset_job(
        name,
        selection=selection,
        description=description,
        config=config,
        owners=[ENGINEERS],
        # A step of its own process costs two seconds, in this one a hundredth.
        executor_def=dg.in_process_executor,
    )


nightly = _job(
    NIGHTLY,
    dg.AssetSelection.all(),
    "The whole way from raw/ to a published database. Options (launchpad, resources.options): "
    "documents, reread, force, accept_changes, strict, without.",
    run_config(**EVERYTHING),
)

read_documents = _job(
    "read_documents",
    dg.AssetSelection.assets(*_FACTS),
    "Read documents (again), make facts of them and check those; nothing is published. Write "
    "into the launchpad which: one report, a committee or a year. `nightly` with the same "
    "options publishes.",
    run_config(**EXAMPLE),
)

rebuild_marts = _job(
    "rebuild_marts",
    dg.AssetSelection.assets(*_TABLES, DIFF, VERDICT, RELEASE),
    "Build all tables anew from the facts of the last run, test them, and publish if the "
    "verdict allows it. No document is read.",
)

check_only = _job(
    "check_only",
    dg.AssetSelection.checks(*_CHECKS),
    "Ask every expectation, data test and unit test again, on a copy of the last complete run.",
)

ASSET_JOBS = (nightly, read_documents, rebuild_marts, check_only)


@dg.op(description="Every release: checksum, whether it opens, every value, row counts.")
def verify_every_release(
    context: dg.OpExecutionContext, settings: dg.ResourceParam[Settings]
) -> None:
    """Look thoroughly at every release; fail where the current one is damaged."""
    say_who_asked(context)
    current = current_folder(settings)
    damaged = []
    for folder in release_folders(settings):
        problems = all_problems_of(folder)
        for problem in problems:
            context.log.warning(f"{folder.name}: {problem.text}")
        if not problems:
            context.log.info(f"{folder.name}: sound")
        elif folder.resolve() == current:
            damaged += [problem.text for problem in problems]
    if damaged:
        raise dg.Failure(
            f"the current release is damaged: {' '.join(damaged)} The next run replaces it "
            "(job nightly); until then `namndlager rollback` goes to the release before.",
            allow_retries=False,
        )


@dg.job(
    executor_def=dg.in_process_executor,
    owners=[ENGINEERS],
    description="Look thoroughly at every release; fails where the current one is damaged.",
)
def verify_release() -> None:
    """As ``namndlager verify``."""
    verify_every_release()


@dg.op(description="Old releases, staged runs, cache entries, logs and records of Dagster.")
def prune_everything(
    context: dg.OpExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> None:
    """Remove what nobody needs any more."""
    say_who_asked(context)
    gone = prune_storage(settings)
    runs = prune_dagster_runs(context.instance)
    reporter.note(f"removed: {gone}; {runs} old runs of Dagster")


@dg.job(
    executor_def=dg.in_process_executor,
    owners=[ENGINEERS],
    description="Remove old releases, runs, cache entries and logs, as every run does by itself.",
)
def prune() -> None:
    """As ``namndlager prune``; damaged files that were set aside stay."""
    prune_everything()
