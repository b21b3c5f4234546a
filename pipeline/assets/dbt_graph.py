"""Which published table is made from which, read from the ``ref`` and ``source`` calls.

Asking dbt for its manifest costs seconds at every start; the SQL says the same, and a
test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from pipeline.publish.build import DBT_PROJECT

_REFERENCE = re.compile(r"""\b(?:ref|source)\(\s*(?:['"]\w+['"]\s*,\s*)?['"](\w+)['"]\s*\)""")
_COMMENT = re.compile(r"\{#.*?#\}|--[^\n]*", re.DOTALL)


@cache
def model_files() -> Mapping[str, Path]:
    """Every dbt model and its SQL file."""
    return {path.stem: path for path in sorted((DBT_PROJECT / "models").rglob("*.sql"))}


@cache
def published_models() -> tuple[str, ...]:
    """Models that stand in the published database, each after those it is made from.

    That is all but intermediate ones.
    """
    visible = {name: path for name, path in model_files().items() if not _is_hidden(path)}
    order = TopologicalSorter({name: sorted(_upstream(name, set(visible))) for name in visible})
    return tuple(name for name in order.static_order() if name in visible)


def _is_hidden(path: Path) -> bool:
    return "intermediate" in path.relative_to(DBT_PROJECT).parts


def upstream(model: str) -> set[str]:
    """Published models and Parquet tables that a published model is made from.

    A published model and the Parquet table below it may have one name; the name of a
    source is given as ``parquet.<name>``.
    """
    return _upstream(model, set(published_models()))


def _upstream(model: str, published: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(_references(model))
    while waiting:
        name = waiting.pop()
        if name in published or name.startswith("parquet."):
            found.add(name)
        else:
            waiting.extend(_references(name))
    return found


@cache
def _references(model: str) -> frozenset[str]:
    sql = _COMMENT.sub("", model_files()[model].read_text(encoding="utf-8"))
    return frozenset(
        f"parquet.{match[1]}" if match[0].startswith("source") else match[1]
        for match in _REFERENCE.finditer(sql)
        if match[0].startswith("source") or match[1] in model_files()
    )
