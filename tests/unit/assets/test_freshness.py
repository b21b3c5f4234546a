"""The release as new as it should be: told when it changes, without a run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.freshness import SPEC, freshness, tell_freshness
from pipeline.settings import Settings
from pipeline.watch import confirm
from tests.support.staged import at, publish, stage


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return Settings(
        raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse", notify_after_hours=36
    )


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


def history(instance: dg.DagsterInstance) -> list[str]:
    records = instance.event_log_storage.get_asset_check_execution_history(SPEC.key, limit=10)
    return [record.status.value for record in records]


def test_nothing_published_is_not_fresh(settings: Settings, instance: dg.DagsterInstance) -> None:
    told = freshness(settings, instance, now=at(1))
    assert (told.passed, told.description) == (False, "Nothing is published.")


def test_it_is_as_old_as_its_publication_or_its_confirmation(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    publish(settings, stage(settings, 1), 1)
    later = at(1) + timedelta(hours=36)
    assert freshness(settings, instance, now=later).passed
    too_late = later + timedelta(minutes=1)
    told = freshness(settings, instance, now=too_late)
    assert (told.passed, told.metadata["hours_old"].value) == (False, 36.0)
    confirm(settings, now=later)
    assert freshness(settings, instance, now=too_late).passed


def test_a_change_is_told_once_and_without_a_run(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    publish(settings, stage(settings, 1), 1)
    assert not tell_freshness(settings, instance, now=at(2))  # a run says it first
    instance.report_runless_asset_event(freshness(settings, instance, now=at(2)))
    old = at(2) + timedelta(hours=40)
    assert not tell_freshness(settings, instance, now=at(3))
    assert tell_freshness(settings, instance, now=old)
    assert not tell_freshness(settings, instance, now=old + timedelta(minutes=2))
    assert history(instance) == ["FAILED", "SUCCEEDED"]
    confirm(settings, now=old)
    assert tell_freshness(settings, instance, now=old + timedelta(minutes=4))
    assert history(instance) == ["SUCCEEDED", "FAILED", "SUCCEEDED"]
    assert instance.get_runs() == []
