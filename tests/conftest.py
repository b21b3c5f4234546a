"""Runs that several tests look at: made once. Tests that need the real reports are marked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from pipeline.settings import PROJECT_ROOT, Settings
from tests.support import real_reports as beside
from tests.support.edited_project import edited
from tests.support.job import Ran, no_network, run

SAMPLES = PROJECT_ROOT / "raw" / "samples"

# How long an example takes says how busy the machine is; speed is measured in benchmarks.
hypothesis.settings.register_profile(
    "busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("busy")


def pytest_configure() -> None:
    """Refuse to run where tests of the real reports must not be skipped, and would be."""
    if beside.are_required(os.environ) and (reason := beside.missing()):
        raise pytest.UsageError(f"tests must not be skipped here ({beside.REQUIRE}), but {reason}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the real reports; skip it where they are missing."""
    needing = [item for item in items if _needs_real_reports(item)]
    for item in needing:
        item.add_marker(beside.MARK)
    if reason := beside.missing():
        for item in needing:
            item.add_marker(pytest.mark.skip(reason=reason))


def _needs_real_reports(item: pytest.Item) -> bool:
    asked_for = getattr(item, "fixturenames", ())
    return item.get_closest_marker(beside.MARK) is not None or beside.FIXTURE in asked_for


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of the real reports; whoever asks for it is skipped where they are missing."""
    return beside.REPORTS


@pytest.fixture(scope="session")
def samples_run(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The samples that ship with the project, published."""
    folder = tmp_path_factory.mktemp("samples")
    return run(Settings(raw_dir=PROJECT_ROOT / "raw", warehouse_dir=folder / "warehouse"))


@pytest.fixture(scope="session")
def one_report_run(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The smallest sample, published, beside a file that is none.

    Parts of it may be built again, and nothing else.
    """
    folder = tmp_path_factory.mktemp("one-report")
    (folder / "raw").mkdir()
    smallest = min(SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)
    (folder / "raw" / "good.txt").write_bytes(smallest.read_bytes())
    (folder / "raw" / "torn.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    return run(Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse"))


@pytest.fixture(scope="module")
def edited_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For as long as a module asks for it, the dbt project is one that an engineer edits."""
    with edited(tmp_path_factory.mktemp("edited")):
        yield


@pytest.fixture(scope="session")
def real_run(tmp_path_factory: pytest.TempPathFactory, real_reports: Path) -> Ran:
    """The three real reports, published with the network blocked."""
    folder = tmp_path_factory.mktemp("real")
    with no_network() as tried:
        ran = run(Settings(raw_dir=real_reports, warehouse_dir=folder / "warehouse"))
    assert tried == []
    return ran


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder with one sample report."""
    folder = tmp_path / "raw"
    folder.mkdir()
    shutil.copy(sorted(SAMPLES.glob("*.txt"))[0], folder / "good.txt")
    return folder
