"""What Dagster loads: the graph that tells the story, the job, the schedule, the sensor."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.facts import CURATED, EXPECTATIONS, TABLES
from pipeline.assets.gate import MAY_RELEASE
from pipeline.assets.jobs import ASSET_JOBS
from pipeline.assets.keys import DIFF, DOCUMENTS, RAW_FILES, RELEASE, VERDICT, parquet_key
from pipeline.assets.quality import DATA_FINDING
from pipeline.assets.schedules import every_night
from pipeline.assets.sensors import raw_folder
from pipeline.assets.translator import asset_key, check_key, check_name, dbt_nodes
from pipeline.definitions import build_defs
from pipeline.publish.dbt_manifest import kept_places, load_manifest
from pipeline.publish.dbt_nodes import Kind
from pipeline.publish.diff import CHECKS
from pipeline.quality.suites import read_suites
from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.job import Ran

SNAPSHOT = Path(__file__).parent / "asset_graph.txt"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


def graph() -> str:
    """The asset graph as text: group, asset, what it is made from."""
    specs = sorted(
        build_defs().resolve_all_asset_specs(), key=lambda spec: (spec.group_name or "", spec.key)
    )
    lines = []
    for spec in specs:
        made_from = ", ".join(sorted(dep.asset_key.to_user_string() for dep in spec.deps))
        lines.append(f"{spec.group_name}: {spec.key.to_user_string()} <- {made_from}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def test_the_asset_graph_is_the_one_that_was_looked_at() -> None:
    assert graph() == SNAPSHOT.read_text(encoding="utf-8"), (
        "the graph changed: look at it in `make ui`; if it still tells the story, write the "
        "snapshot anew: python -m tests.integration.test_definitions"
    )


def test_every_asset_says_what_it_is() -> None:
    for spec in build_defs().resolve_all_asset_specs():
        assert len(spec.description or "") > 20, spec.key
        assert spec.kinds, spec.key
        assert spec.owners, spec.key
        assert (spec.group_name or "")[0].isdigit(), spec.key


def test_every_test_and_expectation_is_a_check_of_its_own() -> None:
    keys = build_defs().resolve_asset_graph().asset_check_keys
    nodes = dbt_nodes()
    assert {check_key(check) for check in nodes.checks} <= keys
    assert len({check_key(check) for check in nodes.checks}) == len(nodes.checks)
    suites = read_suites(EXPECTATIONS)
    bounds = {(suite.table, check_name(b.name)) for suite in suites for b in suite.bounds}
    assert len(bounds) == sum(len(suite.bounds) for suite in suites)
    assert {dg.AssetCheckKey(parquet_key(table), name) for table, name in bounds} <= keys


def test_every_file_of_curated_names_leads_to_a_dimension() -> None:
    seeds = {table.name for table in dbt_nodes().tables if table.kind is Kind.SEED}
    assert {name for names in CURATED.values() for name in names} == seeds


def test_a_model_depends_on_what_it_reads_through_hidden_ones() -> None:
    manifest = load_manifest(kept_places(Settings()))
    hidden = {
        name
        for name, node in manifest.nodes.items()
        if node.resource_type == "model" and node.config.materialized == "ephemeral"
    }
    assert hidden

    def visible_upstream(node: str) -> set[str]:
        parents = manifest.nodes[node].depends_on.nodes
        return {
            found
            for parent in parents
            for found in (visible_upstream(parent) if parent in hidden else {parent})
        }

    nodes = dbt_nodes()
    models = [table for table in nodes.tables if table.kind is Kind.MODEL]
    assert {m.unique_id: {r.unique_id for r in nodes.read_by(m)} for m in models} == {
        name: visible_upstream(name)
        for name, node in manifest.nodes.items()
        if node.resource_type == "model" and name not in hidden
    }


def test_what_a_node_reads_comes_in_one_order_however_often_it_is_parsed() -> None:
    """In the order of the process that parsed, every table would look edited to the next."""
    for node in dbt_nodes().nodes.values():
        assert list(node.upstream) == sorted(node.upstream), node.unique_id


def test_what_gates_is_blocking_and_nothing_else() -> None:
    specs = [spec for one in build_defs().assets or () for spec in getattr(one, "check_specs", ())]
    blocking = {spec.key for spec in specs if spec.blocking}
    gating = {check_key(check) for check in dbt_nodes().checks if check.severity == "error"}
    gating |= {dg.AssetCheckKey(parquet_key(table.name), "contract") for table in TABLES}
    assert blocking == gating | {
        dg.AssetCheckKey(parquet_key("dim_report"), "something_was_read"),
        MAY_RELEASE.key,
    }


def test_a_check_can_be_executed_alone_where_it_is_no_part_of_making_something() -> None:
    graph = build_defs().resolve_asset_graph()
    alone = {
        key
        for key in graph.asset_check_keys
        if graph.get_execution_set_asset_and_check_keys(key) == {key}
    }
    contracts = {dg.AssetCheckKey(parquet_key(table.name), "contract") for table in TABLES}
    comparisons = {dg.AssetCheckKey(DIFF, check.__name__) for check in CHECKS}
    assert graph.asset_check_keys - alone == contracts | comparisons | {
        dg.AssetCheckKey(DATA_FINDING, "reconciliation"),
        MAY_RELEASE.key,
    }


def test_each_job_does_its_part_and_nothing_else() -> None:
    graph = build_defs().resolve_asset_graph()
    made = {job.name: job.selection.resolve(graph) for job in ASSET_JOBS}
    asked = {job.name: job.selection.resolve_checks(graph) for job in ASSET_JOBS}
    tables = {asset_key(table) for table in dbt_nodes().tables}
    released = {DIFF, VERDICT, RELEASE}
    facts = {parquet_key(table.name) for table in TABLES}
    assert {RAW_FILES, DOCUMENTS, *facts, *tables, *released} <= made["nightly"]
    assert asked["nightly"] == graph.asset_check_keys
    assert {RAW_FILES, DOCUMENTS, *facts} <= made["read_documents"]
    assert not made["read_documents"] & (tables | released)
    assert made["rebuild_marts"] == tables | released
    assert made["check_only"] == set()
    assert {check_key(check) for check in dbt_nodes().checks} < asked["check_only"]


_IDLE = """
import sys
import dagster as dg
from pipeline.assets.quality import DATA_FINDING
from pipeline.assets.schedules import every_night
from pipeline.cli import app
from pipeline.definitions import build_defs
from pipeline.settings import Settings

build_defs().get_repository_def()
context = dg.build_schedule_context(resources={"settings": Settings.from_environment()})
assert not every_night.evaluate_tick(context).run_requests
app(["run"], standalone_mode=False)
heavy = ("dagster_dbt", "great_expectations", "dbt", "pandas", "pipeline.extract.readers.pdf")
print([name for name in heavy if name in sys.modules])
"""


def test_an_idle_night_imports_neither_dbt_nor_great_expectations_nor_a_reader(
    one_report_run: Ran,
) -> None:
    settings = one_report_run.settings
    environment = {
        **os.environ,
        "NAMNDLAGER_RAW": str(settings.raw_dir),
        "NAMNDLAGER_WAREHOUSE": str(settings.warehouse_dir),
        "DAGSTER_HOME": str(settings.warehouse_dir.parent / "dagster"),
    }
    ended = subprocess.run(
        [sys.executable, "-c", _IDLE],
        cwd=PROJECT_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Nothing has changed since the last release" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "[]"


@dataclass(frozen=True)
class Tick:
    """What a tick of the schedule or the sensor decided."""

    runs: int
    said: str
    cursor: str
    keys: tuple[str | None, ...] = ()


def tick_sensor(settings: Settings, cursor: str) -> Tick:
    context = dg.build_sensor_context(cursor=cursor, resources={"settings": settings})
    data = raw_folder.evaluate_tick(context)
    asked = data.run_requests or []
    keys = tuple(request.run_key for request in asked)
    return Tick(len(asked), data.skip_message or "", data.cursor or cursor, keys)


def test_the_sensor_runs_once_when_a_new_file_has_come_to_rest(settings: Settings) -> None:
    (settings.raw_dir / "a.txt").write_text("half")
    copying = tick_sensor(settings, "")
    assert (copying.runs, "is changing" in copying.said) == (0, True)
    (settings.raw_dir / "a.txt").write_text("whole file")
    still_copying = tick_sensor(settings, copying.cursor)
    assert still_copying.runs == 0
    resting = tick_sensor(settings, still_copying.cursor)
    assert resting.runs == 1
    after = tick_sensor(settings, resting.cursor)
    assert (after.runs, after.said) == (0, "nothing new in raw/")


def test_the_sensor_runs_again_when_a_file_goes_and_comes_back(settings: Settings) -> None:
    cursor = ""
    runs = 0
    for present in (True, False, True):
        path = settings.raw_dir / "a.txt"
        path.write_text("text") if present else path.unlink()
        for _ in range(3):
            tick = tick_sensor(settings, cursor)
            cursor, runs = tick.cursor, runs + tick.runs
    assert runs == 3


def test_a_file_that_comes_back_as_it_was_gets_a_run_of_its_own(settings: Settings) -> None:
    """Dagster drops a run whose key it has seen, and such a folder looks as it did before."""
    path = settings.raw_dir / "a.txt"
    path.write_text("text")
    aside = settings.raw_dir.parent / "a.txt"
    cursor = ""
    keys: list[str | None] = []
    for source, target in ((path, path), (path, aside), (aside, path), (path, aside)):
        source.rename(target)
        for _ in range(3):
            tick = tick_sensor(settings, cursor)
            cursor = tick.cursor
            keys += tick.keys
    assert len(set(keys)) == 4


def test_the_night_is_skipped_when_nothing_changed(samples_run: Ran) -> None:
    context = dg.build_schedule_context(resources={"settings": samples_run.settings})
    data = every_night.evaluate_tick(context)
    assert not data.run_requests
    assert "those of the current release" in (data.skip_message or "")


def test_the_night_runs_when_there_is_something_to_publish(settings: Settings) -> None:
    context = dg.build_schedule_context(resources={"settings": settings})
    assert len(every_night.evaluate_tick(context).run_requests or []) == 1


def test_ticks_without_a_raw_folder_say_so_and_come_again(settings: Settings) -> None:
    settings.raw_dir.rmdir()
    context = dg.build_schedule_context(resources={"settings": settings})
    night = every_night.evaluate_tick(context)
    assert "is it not mounted?" in (night.skip_message or "")
    gone = tick_sensor(settings, tick_sensor(settings, "").cursor)
    assert (gone.runs, "is it not mounted?" in gone.said) == (0, True)
    settings.raw_dir.mkdir()
    back = tick_sensor(settings, tick_sensor(settings, gone.cursor).cursor)
    assert back.runs == 1


def test_the_schedule_is_at_two_in_stockholm() -> None:
    assert every_night.cron_schedule == "0 2 * * *"
    assert every_night.execution_timezone == "Europe/Stockholm"
    assert every_night.job_name == raw_folder.job_name == "nightly"


if __name__ == "__main__":
    SNAPSHOT.write_text(graph(), encoding="utf-8")
