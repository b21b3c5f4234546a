"""A database made by dbt, and the same made again by what dbt said, without it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.publish import build
from pipeline.publish.build import Built, build_database
from pipeline.publish.dbt_manifest import kept_places, load_manifest, project_digest
from pipeline.publish.dbt_nodes import Kind, load_nodes
from pipeline.publish.diff import fingerprint_of
from pipeline.publish.run_log import to_table
from pipeline.publish.staging import Stage, StagedRun, begin
from pipeline.quality import reconcile
from pipeline.settings import Settings
from pipeline.transform import build_tables, write_parquet
from tests.unit.transform.reports import full_report, outcome


class DbtWasCalledError(Exception):
    """What a call of dbt comes to where there should be none."""


@pytest.fixture(scope="module", name="settings")
def _settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(warehouse_dir=tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="module", name="run")
def _run(settings: Settings) -> StagedRun:
    tables = build_tables([outcome(full_report("Västra Ån"), "a.txt")], extractor_version="v1")
    now = datetime(2026, 1, 2, tzinfo=UTC)
    run = begin(settings, name="said", now=now, input_digest="digest")
    found = {"data_finding": reconcile.find(tables), "load_run": to_table([])}
    write_parquet({**tables, **found}, run.parquet)
    return run


@pytest.fixture(scope="module", name="unheard", autouse=True)
def _unheard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The parsed project is kept, and that a unit test passed; nothing that dbt ever said."""
    here = tmp_path_factory.mktemp("parsed")
    places = kept_places(Settings())
    nodes = load_nodes(places)
    load_manifest(places)
    project = next(path for place in places if (path := place / project_digest()).is_dir())
    ignored = shutil.ignore_patterns("statements-*", "unit_tests.json")
    shutil.copytree(project, here / project.name, ignore=ignored)
    proven = next(one.unique_id for one in nodes.checks if one.kind is Kind.UNIT_TEST)
    (here / project.name / "unit_tests.json").write_text(
        json.dumps([{"unique_id": proven, "status": "pass"}])
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "kept_places", lambda _settings: [here])
        yield


def dbt_must_not_be_called(*_: object) -> None:
    """In place of a call of dbt."""
    raise DbtWasCalledError


def test_what_dbt_said_makes_the_same_database(
    run: StagedRun, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.start(Stage.BUILD)
    by_dbt = build_database(run, settings)
    fingerprint = fingerprint_of(run.database)
    (settings.cache_dir / "dbt_tests.json").unlink()  # every test is asked again

    run.start(Stage.BUILD)
    monkeypatch.setattr(build, "_call_dbt", dbt_must_not_be_called)
    said_again = build_database(run, settings)
    assert fingerprint_of(run.database) == fingerprint
    hidden = {one.unique_id for one in by_dbt.nodes.nodes.values() if one.is_hidden}
    assert _told(said_again) == [one for one in _told(by_dbt) if one[0] not in hidden]
    assert said_again.results == by_dbt.results


def _told(built: Built) -> list[tuple[str, str] | tuple[str, str, str, int | None, str]]:
    """What is told of each node: of a test all but for how long it took."""
    is_test = {one.unique_id for one in built.nodes.checks}
    return [
        (one.unique_id, one.status, one.message, one.failures, one.sql)
        if one.unique_id in is_test
        else (one.unique_id, one.status)
        for one in built.done
    ]


def test_a_test_that_finds_rows_calls_dbt(
    run: StagedRun, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = run.parquet / "fact_goal_assessment.parquet"
    goals = pq.read_table(path)
    position = goals.column_names.index("assessment")
    odd = pa.array(["nearly"] * goals.num_rows, pa.string())
    pq.write_table(goals.set_column(position, goals.schema.field(position), odd), path)
    run.start(Stage.BUILD)
    monkeypatch.setattr(build, "_call_dbt", dbt_must_not_be_called)
    with pytest.raises(DbtWasCalledError):
        build_database(run, settings)
