"""All that Dagster loads. Tests swap resources through ``overrides``."""

from __future__ import annotations

from collections.abc import Mapping

import dagster as dg

from pipeline.assets import automation, documents, facts, quality, release, warehouse
from pipeline.assets.reporter import LogReporter
from pipeline.settings import Settings, quiet


def build_defs(overrides: Mapping[str, object] | None = None) -> dg.Definitions:
    """Fresh definitions; ``overrides`` replaces the resources ``settings``, ``reporter``."""
    quiet()
    resources = {"settings": Settings.from_environment(), "reporter": LogReporter()}
    return dg.Definitions(
        assets=[
            documents.raw_files,
            documents.documents,
            facts.parquet_tables,
            quality.data_finding,
            quality.load_run,
            warehouse.warehouse_tables,
            release.diff,
            release.verdict,
            release.published_database,
        ],
        jobs=[automation.nightly_job],
        schedules=[automation.every_night],
        sensors=[automation.raw_folder, automation.night_watch],
        resources=resources | dict(overrides or {}),
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What ``dagster -m pipeline.definitions`` finds; made only when it is asked for."""
    return build_defs()
