"""Runs that many tests start from: made once in a session, whichever process asks first.

Tests run in several processes, and each would make a warehouse of its own. Here the first
makes it, the others wait for it, and everybody works on a copy: what a test damages or builds
again is nobody else's.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.job import Ran, no_network, run
from tests.support.real_reports import REPORTS

SAMPLES = PROJECT_ROOT / "raw" / "samples"

GOOD = "good.txt"
"""The smallest sample, in the runs of one report and of three."""

TORN = "torn.pdf"
"""Beside it, in the run of one: a file that cannot be read."""

OTHERS = ("kvarnsjo-2025-vp.txt", "granholmen-soderbacka-2024-vp.txt")
"""In the run of three: a report of the same committee, and one of another."""

Maker = Callable[[Path], Ran]
"""Makes a run in a folder: its warehouse is there, and its raw files where they are its own."""


def samples(folder: Path) -> Ran:
    """The samples that ship with the project, published."""
    return run(Settings(raw_dir=PROJECT_ROOT / "raw", warehouse_dir=folder / "warehouse"))


def one_report(folder: Path) -> Ran:
    """The smallest sample, published, beside a file that is none."""
    raw = _with_good_report(folder)
    (raw / TORN).write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    return run(Settings(raw_dir=raw, warehouse_dir=folder / "warehouse"))


def three_reports(folder: Path) -> Ran:
    """The smallest sample and two more, published."""
    raw = _with_good_report(folder)
    for name in OTHERS:
        shutil.copy(SAMPLES / name, raw)
    return run(Settings(raw_dir=raw, warehouse_dir=folder / "warehouse"))


def three_real_reports(folder: Path) -> Ran:
    """The three real reports, published with the network blocked."""
    with no_network() as tried:
        ran = run(Settings(raw_dir=REPORTS, warehouse_dir=folder / "warehouse"))
    assert tried == []
    return ran


def _with_good_report(folder: Path) -> Path:
    raw = folder / "raw"
    raw.mkdir()
    smallest = min(SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)
    shutil.copy(smallest, raw / GOOD)
    return raw


class SharedRuns:
    """The runs of a session.

    Args:
        folder: where they are; the same for all processes of the session.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @classmethod
    def of_session(cls, factory: pytest.TempPathFactory) -> SharedRuns:
        """Those of this session, beside the folders of its processes."""
        own = factory.getbasetemp()
        return cls((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared-runs")

    def copied(self, make: Maker, folder: Path) -> Ran:
        """A copy of what ``make`` gives, in ``folder``: warehouse, history and raw files."""
        return copied(self._made(make), folder)

    def _made(self, make: Maker) -> Ran:
        place = self._folder / make.__name__
        ended = place / "ended.json"
        with FileLock(place.with_suffix(".lock")):
            if not ended.exists():
                shutil.rmtree(place, ignore_errors=True)  # half of it, by somebody who failed
                place.mkdir()
                ran = make(place)
                told = (str(ran.settings.raw_dir), ran.status, ran.printed)
                ended.write_text(json.dumps(told), encoding="utf-8")
        raw, status, printed = json.loads(ended.read_text(encoding="utf-8"))
        settings = Settings(raw_dir=Path(raw), warehouse_dir=place / "warehouse")
        return Ran(settings, status, printed)


def copied(ran: Ran, folder: Path) -> Ran:
    """A copy of a run in ``folder``, which also says that it is there.

    Raw files that stand elsewhere stay where they are.
    """
    home, raw = ran.settings.warehouse_dir.parent, ran.settings.raw_dir
    shutil.copytree(home, folder, symlinks=True, dirs_exist_ok=True)
    if raw.is_relative_to(home):
        raw = folder / raw.relative_to(home)
    return replace(
        ran,
        settings=replace(ran.settings, raw_dir=raw, warehouse_dir=folder / "warehouse"),
        printed=ran.printed.replace(str(home), str(folder)),
    )
