"""The parsed dbt project: parsed once a change, and true for the run that it is used for."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from pipeline.publish import dbt_manifest
from pipeline.publish.dbt_manifest import (
    DBT_PROJECT,
    KEPT_PROJECTS,
    kept_places,
    load_manifest,
    of_run,
    project_digest,
)
from pipeline.settings import Settings

FACTS = "source.namndlager.parquet.fact_activity"


@pytest.fixture(scope="module", name="kept")
def _kept() -> Path:
    """The kept manifest of the project as it stands, parsed now or by an earlier test."""
    places = kept_places(Settings())
    load_manifest(places)
    return next(path for place in places if (path := _file(place)).exists())


def _file(place: Path) -> Path:
    return place / project_digest() / "manifest.msgpack"


def _parsing_is_an_error() -> bytes:
    raise AssertionError("parsed, though it was kept")


def test_what_is_kept_is_not_parsed_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbt_manifest, "_parse", _parsing_is_an_error)
    manifest = load_manifest([kept.parent.parent])
    files = {path.stem for path in (DBT_PROJECT / "models").rglob("*.sql")}
    models = {n.name for n in manifest.nodes.values() if n.resource_type == "model"}
    assert models == files


@pytest.mark.parametrize("damage", [b"", b"no manifest", None])
def test_what_is_damaged_is_parsed_anew(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    good = kept.read_bytes()
    _file(tmp_path).parent.mkdir()
    _file(tmp_path).write_bytes(good[: len(good) // 2] if damage is None else damage)
    monkeypatch.setattr(dbt_manifest, "_parse", lambda: good)
    assert FACTS in load_manifest([tmp_path]).sources
    assert _file(tmp_path).read_bytes() == good


def test_code_that_cannot_be_written_to_is_kept_elsewhere(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbt_manifest, "_parse", kept.read_bytes)
    (tmp_path / "code").write_text("a file where a folder would have to be made")
    load_manifest([tmp_path / "code" / "parsed", tmp_path / "warehouse"])
    assert _file(tmp_path / "warehouse").exists()


def test_only_the_newest_are_kept(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbt_manifest, "_parse", kept.read_bytes)
    for number in range(KEPT_PROJECTS + 2):
        monkeypatch.setattr(dbt_manifest, "project_digest", lambda name=f"p{number}": name)
        load_manifest([tmp_path])
    assert len(list(tmp_path.iterdir())) == KEPT_PROJECTS
    assert (tmp_path / f"p{KEPT_PROJECTS + 1}").exists()


def test_a_change_of_the_project_changes_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = shutil.copytree(
        DBT_PROJECT, tmp_path / "project", ignore=shutil.ignore_patterns("target", "logs")
    )
    monkeypatch.setattr(dbt_manifest, "DBT_PROJECT", copied)
    before = project_digest()
    assert project_digest() == before
    model = copied / "models" / "marts" / "mart_coverage.sql"
    model.write_text(model.read_text(encoding="utf-8") + "\n-- changed\n", encoding="utf-8")
    assert project_digest() != before


def test_sources_are_the_parquet_of_the_run_whatever_its_folder_is_called(
    kept: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "it's {a} run"
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute("create table t as select 42 as answer")
        target = str(folder / "fact_activity.parquet").replace("'", "''")
        connection.execute(f"copy t to '{target}'")
        source = of_run(load_manifest([kept.parent.parent]), folder).sources[FACTS]
        # As dbt-duckdb fills in the location.
        location = source.config["external_location"].format_map({"name": source.name})
        assert connection.execute(f"select * from {location}").fetchall() == [(42,)]
