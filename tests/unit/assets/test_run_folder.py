"""What passes by itself is tried again; what an older version left is named, not stumbled over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets import run_folder
from pipeline.assets.run_folder import RETRIES, noted, try_again
from pipeline.publish.staging import Stage
from pipeline.settings import Settings
from tests.support.job import failure_of
from tests.support.staged import stage


@pytest.fixture(name="at_once", autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(run_folder, "RETRY_SECONDS", 0)
    yield


def run(passes_after: int) -> tuple[dg.ExecuteInProcessResult, int]:
    """A job whose only step fails so often, and how often it was tried."""
    tries = 0

    @dg.op
    def locked() -> None:
        nonlocal tries
        tries += 1
        if tries <= passes_after:
            try_again(OSError("somebody has it open"))

    @dg.job(executor_def=dg.in_process_executor)
    def nightly() -> None:
        locked()

    return nightly.execute_in_process(raise_on_error=False), tries


def test_a_lock_that_is_lifted_is_nothing_but_a_retry() -> None:
    result, tries = run(passes_after=1)
    assert (result.success, tries) == (True, 2)


def test_a_lock_that_stays_fails_the_run_and_is_named() -> None:
    result, tries = run(passes_after=99)
    assert (result.success, tries) == (False, RETRIES + 1)
    assert failure_of(result) == "somebody has it open"


def test_what_an_older_version_did_not_note_is_named_with_the_remedy(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    run = stage(settings, 1)
    assert noted(run, Stage.DIFF, "diff.json") == run.file(Stage.DIFF, "diff.json")
    with pytest.raises(dg.Failure) as failed:
        noted(run, Stage.EXTRACT, "losses.json")
    said = failed.value.description or ""
    assert f"run {run.folder.name} did not note losses.json" in said
    assert "job read_documents" in said
