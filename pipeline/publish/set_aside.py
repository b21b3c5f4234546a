"""Which files of the warehouse were found damaged and set aside, for those who look."""

from __future__ import annotations

from pathlib import Path

from pipeline.settings import Settings
from pipeline.storage import set_aside_files


def damaged_files(settings: Settings) -> list[Path]:
    """Damaged files of ``state/``, of releases and of staged runs, until they are pruned."""
    folders = [settings.state_dir, *settings.releases_dir.glob("*")]
    return set_aside_files(*folders, *settings.staging_dir.glob("*/inventory"))
