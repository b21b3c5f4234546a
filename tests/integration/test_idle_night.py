"""A night with nothing new looks at names, hashes and a manifest, and loads nothing else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.job import Ran

HEAVY = {
    "what runs the job": ("dagster", "dbt", "great_expectations"),
    "what computes": ("numpy", "pandas", "pyarrow"),
    "what opens documents": ("lxml", "markdown_it", "pypdfium2", "yaml"),
    "what reads elsewhere": ("dask", "distributed", "fsspec"),
}
"""Each costs from a tenth of a processor second to several."""

IDLE_NIGHT = """
import sys
from pipeline.cli import main
sys.argv = ["namndlager", "run"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.fixture(scope="module")
def idle_night(one_report_run: Ran) -> list[str]:
    """What the command prints when nothing is new; the last line is what it had loaded."""
    settings = one_report_run.settings
    done = subprocess.run(
        [sys.executable, "-c", IDLE_NIGHT],
        env={
            **os.environ,
            "NAMNDLAGER_RAW": str(settings.raw_dir),
            "NAMNDLAGER_WAREHOUSE": str(settings.warehouse_dir),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_says_that_nothing_has_changed_and_what_is_published(idle_night: list[str]) -> None:
    assert idle_night[0].startswith("Nothing has changed since the last release")
    assert any(line.startswith("Release ") for line in idle_night)


@pytest.mark.parametrize("why", HEAVY)
def test_nothing_is_loaded_that_it_does_without(idle_night: list[str], why: str) -> None:
    name, *loaded = idle_night[-1].split()
    assert name == "loaded:"
    assert "duckdb" in loaded, "the release is not looked at"
    assert not set(HEAVY[why]) & set(loaded)
