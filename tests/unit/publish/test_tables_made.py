"""Tables that a partial build left behind are told, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.publish.dbt_nodes import DbtNode, DbtNodes, Kind
from pipeline.publish.staging import Stage, StagedRun, begin
from pipeline.publish.tables_made import digests_now, left_behind, made_now, note_made, read_made
from pipeline.settings import Settings
from tests.support.staged import at


def _node(kind: Kind, name: str, *upstream: str, is_hidden: bool = False) -> DbtNode:
    return DbtNode(
        unique_id=f"{kind}.{name}",
        kind=kind,
        name=name,
        file=f"{name}.sql",
        selector=name,
        upstream=upstream,
        is_hidden=is_hidden,
        digest=f"{name} as written",
    )


NODES = [
    _node(Kind.SOURCE, "cells"),
    _node(Kind.SOURCE, "goals"),
    _node(Kind.MODEL, "fact", "source.cells"),
    _node(Kind.MODEL, "hidden", "model.fact", is_hidden=True),
    _node(Kind.MODEL, "mart", "model.hidden"),
    _node(Kind.MODEL, "tree", "source.goals"),
]


def _nodes(changed: Mapping[str, str] | None = None) -> DbtNodes:
    found = [replace(n, digest=(changed or {}).get(n.name, n.digest)) for n in NODES]
    return DbtNodes({node.unique_id: node for node in found})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


@pytest.fixture
def run(settings: Settings) -> StagedRun:
    """A run that has built everything."""
    run = begin(settings, name="whole", now=at(1), input_digest="x")
    run.parquet.mkdir()
    for name in ("cells", "goals"):
        (run.parquet / f"{name}.parquet").write_text(name)
    (run.folder / Stage.BUILD).mkdir()
    nodes = _nodes()
    note_made(run, made_now(run, nodes.tables, digests_now(run, nodes, settings)))
    return run


def _left(run: StagedRun, nodes: DbtNodes, settings: Settings) -> set[str]:
    results = list(left_behind(run, nodes, settings))
    assert all(result.blocks for result in results)
    return {result.table for result in results}


def test_a_whole_build_leaves_nothing_behind(run: StagedRun, settings: Settings) -> None:
    assert _left(run, _nodes(), settings) == set()


@pytest.mark.parametrize(
    ("changed", "left"),
    [("mart", {"mart"}), ("hidden", {"mart"}), ("fact", {"fact", "mart"}), ("tree", {"tree"})],
)
def test_a_changed_model_leaves_itself_and_what_reads_it(
    run: StagedRun, settings: Settings, changed: str, left: set[str]
) -> None:
    assert _left(run, _nodes({changed: "written anew"}), settings) == left


def test_other_facts_leave_what_was_made_from_the_old_ones(
    run: StagedRun, settings: Settings
) -> None:
    (run.parquet / "cells.parquet").write_text("others")
    assert _left(run, _nodes(), settings) == {"fact", "mart"}
    digests = digests_now(run, _nodes(), settings)
    fact = [table for table in _nodes().tables if table.name == "fact"]
    note_made(run, {**read_made(run), **made_now(run, fact, digests)})
    assert _left(run, _nodes(), settings) == {"mart"}


def test_another_threshold_of_doubt_leaves_every_table(run: StagedRun, settings: Settings) -> None:
    stricter = replace(settings, confidence_threshold=0.95)
    assert _left(run, _nodes(), stricter) == {"fact", "mart", "tree"}


def test_it_names_the_run_that_made_a_table(run: StagedRun, settings: Settings) -> None:
    (result,) = left_behind(run, _nodes({"tree": "written anew"}), settings)
    assert run.info.run_id in result.message
    assert "materialize it as well" in result.message
