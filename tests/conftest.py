"""Runs that several tests look at: made once. Tests that need the real reports are marked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support import real_reports as beside
from tests.support.edited_project import edited
from tests.support.job import Ran
from tests.support.order import dearest_first
from tests.support.shared_runs import SharedRuns, one_report, samples, three_real_reports

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
    """Mark what needs the real reports, skip it where they are missing; long files come first."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = dearest_first()
        items.sort(key=lambda item: place(item.path))
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
def shared_runs(tmp_path_factory: pytest.TempPathFactory) -> SharedRuns:
    """Runs that all processes of this session start from; each gets copies."""
    return SharedRuns.of_session(tmp_path_factory)


@pytest.fixture(scope="session")
def samples_run(shared_runs: SharedRuns, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The samples that ship with the project, published."""
    return shared_runs.copied(samples, tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def one_report_run(shared_runs: SharedRuns, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The smallest sample, published, beside a file that is none.

    Parts of it may be built again, and nothing else.
    """
    return shared_runs.copied(one_report, tmp_path_factory.mktemp("one-report"))


@pytest.fixture(scope="module")
def edited_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For as long as a module asks for it, the dbt project is one that an engineer edits."""
    with edited(tmp_path_factory.mktemp("edited")):
        yield


@pytest.fixture(scope="session")
def real_run(
    shared_runs: SharedRuns, tmp_path_factory: pytest.TempPathFactory, real_reports: Path
) -> Ran:
    """The three real reports, published with the network blocked."""
    return shared_runs.copied(three_real_reports, tmp_path_factory.mktemp("real"))
