"""All that Dagster loads. Tests swap resources through ``overrides``."""

from __future__ import annotations

from collections.abc import Mapping

import dagster as dg

from pipeline.assets import (
    document_checks,
    documents,
    facts,
    freshness,
    jobs,
    quality,
    release,
    row_counts,
    schedules,
    sensors,
    translator,
    warehouse,
)
from pipeline.assets.reporter import LogReporter
from pipeline.assets.resources import RunOptions
from pipeline.settings import Settings, quiet


def build_defs(overrides: Mapping[str, object] | None = None) -> dg.Definitions:
    """Fresh definitions; ``overrides`` replaces resources: settings, reporter, options."""
    quiet()
    resources = {
        "settings": Settings.from_environment(),
        "reporter": LogReporter(),
        "options": RunOptions.configure_at_launch(),
    }
    return dg.Definitions(
        assets=[
            *translator.curated_specs(),
            documents.raw_files,
            documents.documents,
            documents.reading_scores,
            document_checks.document_checks,
            facts.parquet_tables,
            facts.expectation_checks,
            facts.something_was_read,
            quality.data_finding,
            quality.load_run,
            warehouse.warehouse_tables,
            release.diff,
            release.verdict,
            release.published_database,
            row_counts.row_counts,
            freshness.release_is_fresh,
        ],
        jobs=[*jobs.ASSET_JOBS, jobs.verify_release, jobs.prune],
        schedules=schedules.ALL,
        sensors=sensors.ALL,
        resources=resources | dict(overrides or {}),
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What ``dagster -m pipeline.definitions`` finds; made only when it is asked for."""
    return build_defs()
