"""Which files of the warehouse are damaged, or were and are set aside: for those who look."""

from __future__ import annotations

from pathlib import Path

from pipeline.intake.keep import KeptDocuments, load_readings
from pipeline.publish import run_log
from pipeline.settings import Settings
from pipeline.storage import set_aside_files


def damaged_files(settings: Settings) -> list[Path]:
    """Damaged files of ``state/``, of releases and of staged runs, until they are pruned.

    The log of runs is among them also while no run has set it aside yet.
    """
    folders = [settings.state_dir, *settings.releases_dir.glob("*")]
    aside = set_aside_files(*folders, *settings.staging_dir.glob("*/inventory"))
    return [
        *aside,
        *([settings.state_dir / run_log.LOG_FILE] if run_log.is_damaged(settings) else []),
    ]


def damaged_sources(settings: Settings) -> list[Path]:
    """Damaged files of ``kept/`` that some release was made from; every one is unpacked."""
    listed = [load_readings(folder) for folder in sorted(settings.releases_dir.glob("*"))]
    used = {kept for release in listed if release for kept in release.readings}
    return list(KeptDocuments(settings.kept_dir).damaged(used))
