"""The dbt project while an engineer edits it: a mart is broken, and a test asks too much."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.publish import dbt_manifest
from pipeline.publish.dbt_nodes import DbtNode, DbtNodes

BROKEN = "mart_indicator_scorecard"
READS_IT = "mart_committee_comparison"


@contextmanager
def edited(folder: Path) -> Iterator[None]:
    """Inside, this process works on a copy of the project that has been edited in ``folder``."""
    project = shutil.copytree(
        dbt_manifest.DBT_PROJECT,
        folder / "dbt_project",
        ignore=shutil.ignore_patterns("target", "logs"),
    )
    _edit(project / "models" / "marts" / f"{BROKEN}.sql", "select", "selct")
    _edit(project / "tests" / "generic" / "unique_together.sql", "count(*) > 1", "count(*) > 0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dbt_manifest, "DBT_PROJECT", project)
        yield


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def asks_too_much(nodes: DbtNodes) -> DbtNode:
    """A check that fails in the edited project: it finds every goal section of a report."""
    return next(
        node
        for node in nodes.checks
        if node.generic == "unique_together" and nodes.table_of(node).name == "mart_goal_tree"
    )
