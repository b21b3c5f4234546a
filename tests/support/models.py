"""dbt's models asked on facts in memory: their own SQL, rendered without dbt.

For property tests that try many small warehouses, where a dbt build would take seconds each.
What only dbt does (contracts, its tests) is not done here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pyarrow as pa

from pipeline.registry import TABLES
from pipeline.registry.arrow import schema_of
from pipeline.settings import PROJECT_ROOT

_PROJECT = PROJECT_ROOT / "dbt_project"
_MODELS: Mapping[str, Path] = {path.stem: path for path in (_PROJECT / "models").rglob("*.sql")}
_MACROS = "".join(
    path.read_text(encoding="utf-8") for path in sorted((_PROJECT / "macros").glob("*.sql"))
)


class _Relation(str):
    """A table's name as ``ref`` gives it."""

    __slots__ = ()

    @property
    def identifier(self) -> str:
        return str(self)


@dataclass(frozen=True)
class _Model:
    """A model's SQL, the models that it reads, and the tables of Parquet that it reads."""

    sql: str
    refs: tuple[str, ...]
    sources: tuple[str, ...]


@cache
def _rendered(name: str) -> _Model:
    refs: list[_Relation] = []
    sources: list[str] = []

    def ref(model: str) -> _Relation:
        refs.append(_Relation(model))
        return refs[-1]

    def source(_: str, table: str) -> str:
        sources.append(table)
        return f"parquet_{table}"

    def env_var(variable: str, default: str = "") -> str:
        return os.environ.get(variable, default)

    # dbt's own environment knows this tag too.
    environment = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.do"])
    environment.globals.update(ref=ref, source=source, env_var=env_var)
    text = _MACROS + _MODELS[name].read_text(encoding="utf-8")
    return _Model(environment.from_string(text).render(), tuple(refs), tuple(sources))


class Models:
    """A database in memory in which any model can be asked for."""

    def __init__(self, parquet: Mapping[str, pa.Table]) -> None:
        self._parquet = parquet
        self._made: set[str] = set()
        self._database = duckdb.connect(config={"threads": 1})

    def ask(self, sql: str, *models: str) -> list[tuple[Any, ...]]:
        """Rows of a query on some models and what stands before them."""
        for model in models:
            self._make(model)
        return self._database.sql(sql).fetchall()

    def close(self) -> None:
        """Forget all tables."""
        self._database.close()

    def _make(self, name: str) -> None:
        if name in self._made:
            return
        self._made.add(name)
        model = _rendered(name)
        for table in model.sources:
            self._load(table)
        for other in model.refs:
            self._make(other)
        self._database.execute(f"create table {name} as {model.sql}")

    def _load(self, name: str) -> None:
        if f"parquet_{name}" not in self._made:
            self._made.add(f"parquet_{name}")
            rows = self._parquet.get(name, schema_of(TABLES[name]).empty_table())
            self._database.register(f"parquet_{name}", rows)
