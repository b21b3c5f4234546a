"""Runs that several tests look at: made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.job import Ran, no_network, run

SAMPLES = PROJECT_ROOT / "raw" / "samples"
REAL_REPORTS = PROJECT_ROOT.parent / "shared" / "reports"


@pytest.fixture(scope="session")
def samples_run(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The samples that ship with the project, published."""
    folder = tmp_path_factory.mktemp("samples")
    return run(Settings(raw_dir=PROJECT_ROOT / "raw", warehouse_dir=folder / "warehouse"))


@pytest.fixture(scope="session")
def real_run(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The three real reports, published with the network blocked."""
    assert REAL_REPORTS.is_dir(), (
        "the real reports are missing: they belong into shared/reports beside the project"
    )
    folder = tmp_path_factory.mktemp("real")
    with no_network() as tried:
        ran = run(Settings(raw_dir=REAL_REPORTS, warehouse_dir=folder / "warehouse"))
    assert tried == []
    return ran


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder with one sample report."""
    folder = tmp_path / "raw"
    folder.mkdir()
    shutil.copy(sorted(SAMPLES.glob("*.txt"))[0], folder / "good.txt")
    return folder
