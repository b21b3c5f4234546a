"""Jobs that are no assets: reading every release through, and tidying up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.jobs import prune, verify_release
from pipeline.assets.reporter import LogReporter
from pipeline.assets.resources import TRIGGER
from pipeline.publish.published import releases
from pipeline.publish.staging import yield_claims
from pipeline.settings import Settings
from tests.support.job import failure_of
from tests.support.staged import VALUES, publish, stage


@pytest.fixture(name="settings")
def _settings(tmp_path: Path) -> Settings:
    """A warehouse with four small releases, each of another run."""
    settings = Settings(
        raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse", keep_releases=2
    )
    for number in range(4):
        values = {**VALUES, ("f1", "provby-2021-t1"): float(number)}
        publish(settings, stage(settings, 2 * number, values=values), 2 * number + 1)
    yield_claims(settings)
    return settings


@pytest.fixture(name="instance")
def _instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def run(
    job: dg.JobDefinition, settings: Settings, instance: dg.DagsterInstance
) -> tuple[dg.ExecuteInProcessResult, str]:
    """A run of a job, and its log."""
    result = job.execute_in_process(
        resources={"settings": settings, "reporter": LogReporter()},
        instance=instance,
        raise_on_error=False,
    )
    lines = [entry.user_message for entry in instance.all_logs(result.run_id)]
    return result, "\n".join(lines)


def test_every_release_is_read_through(settings: Settings, instance: dg.DagsterInstance) -> None:
    result, log = run(verify_release, settings, instance)
    assert result.success
    for manifest in releases(settings):
        assert f"{manifest.release_id}: sound" in log
    (told,) = instance.get_runs()
    assert told.tags[TRIGGER] == "Dagster UI"


def test_a_release_that_rots_is_found_and_the_current_one_fails_the_job(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    *_, old, current = [
        settings.releases_dir / manifest.release_id for manifest in releases(settings)
    ]
    _rot(old)
    result, log = run(verify_release, settings, instance)
    assert result.success  # nobody reads it any more
    assert f"{old.name}: " in log and "checksum" in log
    _rot(current)
    result, _ = run(verify_release, settings, instance)
    assert not result.success
    said = failure_of(result)
    assert "the current release is damaged" in said
    assert "namndlager rollback" in said


def _rot(release: Path) -> None:
    (database,) = release.glob("*.duckdb")
    database.chmod(0o644)
    data = bytearray(database.read_bytes())
    data[9000] ^= 0xFF
    database.write_bytes(data)


def test_what_nobody_needs_goes_and_the_log_says_how_much(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    ids = [manifest.release_id for manifest in releases(settings)]
    result, log = run(prune, settings, instance)
    assert result.success
    assert [manifest.release_id for manifest in releases(settings)] == ids[-2:]
    assert f"removed: {len(ids) - 2} releases" in log
