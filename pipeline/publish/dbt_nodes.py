"""What the dbt project consists of, as plain data that costs no import of dbt.

The graph in the Dagster UI, the names of checks and the choice of what is built all start
from here. Kept beside the manifest that it is taken from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.publish.dbt_manifest import keep, kept, load_manifest


class Kind(StrEnum):
    """What a node is, in dbt's words."""

    MODEL = "model"
    SEED = "seed"
    TEST = "test"
    UNIT_TEST = "unit_test"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class DbtColumn:
    """A declared column of a model or seed."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class DbtNode:
    """A model, seed, source or test.

    Attributes:
        unique_id: dbt's own name for it.
        kind: what it is.
        name: its name; a table's for models, seeds and sources.
        file: where it is declared, below the dbt project.
        selector: how dbt's ``--select`` names this node and no other.
        description: what people wrote of it.
        sql: the SQL as written; empty where it has none.
        columns: as declared.
        upstream: unique ids of what it reads, hidden models included, sorted.
        is_hidden: True for an ephemeral model, which leaves no table.
        tested: unique id of what a test is about.
        severity: of a test that fails: "error" or "warning".
        generic: name of the generic test, where a test is one.
        column: the column that a test is about.
        digest: of all that is written about it, macros included (for a table those that are
            no tests); not of what it reads.
    """

    unique_id: str
    kind: Kind
    name: str
    file: str
    selector: str
    description: str = ""
    sql: str = ""
    columns: tuple[DbtColumn, ...] = ()
    upstream: tuple[str, ...] = ()
    is_hidden: bool = False
    tested: str | None = None
    severity: str = "error"
    generic: str | None = None
    column: str | None = None
    digest: str = ""

    @property
    def is_table(self) -> bool:
        """True where it leaves a table in the database."""
        return self.kind is Kind.SEED or (self.kind is Kind.MODEL and not self.is_hidden)

    @property
    def is_check(self) -> bool:
        """True where it says of others whether they are right."""
        return self.kind in (Kind.TEST, Kind.UNIT_TEST)


@dataclass(frozen=True)
class DbtNodes:
    """All nodes of the project, by unique id."""

    nodes: Mapping[str, DbtNode]

    @cached_property
    def in_order(self) -> tuple[DbtNode, ...]:
        """Sources, seeds and models (hidden ones too), each after those that it reads."""
        order = TopologicalSorter(
            {node.unique_id: sorted(node.upstream) for node in self._sorted() if not node.is_check}
        )
        return tuple(self.nodes[one] for one in order.static_order())

    @cached_property
    def tables(self) -> tuple[DbtNode, ...]:
        """Models and seeds that leave a table, each after those that it is made from."""
        return tuple(node for node in self.in_order if node.is_table)

    @cached_property
    def checks(self) -> tuple[DbtNode, ...]:
        """Data tests and unit tests, sorted."""
        return tuple(node for node in self._sorted() if node.is_check)

    def read_by(self, node: DbtNode) -> tuple[DbtNode, ...]:
        """Tables and sources that a node reads, through hidden models, sorted."""
        found: dict[str, DbtNode] = {}
        waiting = list(node.upstream)
        while waiting:
            read = self.nodes[waiting.pop()]
            if read.is_hidden:
                waiting.extend(read.upstream)
            else:
                found[read.unique_id] = read
        return tuple(found[one] for one in sorted(found))

    def table_of(self, check: DbtNode) -> DbtNode:
        """The table that a check is about: a hidden model is seen in what reads it first."""
        about = self.nodes[check.tested or check.upstream[0]]
        if not about.is_hidden:
            return about
        return next(table for table in self.tables if about in self._all_upstream(table))

    def _all_upstream(self, node: DbtNode) -> Iterator[DbtNode]:
        for one in node.upstream:
            yield self.nodes[one]
            if self.nodes[one].is_hidden:
                yield from self._all_upstream(self.nodes[one])

    def _sorted(self) -> Iterator[DbtNode]:
        return (self.nodes[one] for one in sorted(self.nodes))


_KEPT = "dbt_nodes.json"
_NODES = TypeAdapter(tuple[DbtNode, ...])


def load_nodes(places: Sequence[Path]) -> DbtNodes:
    """The nodes of the project as it stands on the disk now.

    Raises:
        RuntimeError: dbt cannot parse the project.
    """
    if (data := kept(_KEPT, places)) is not None:
        with suppress(ValueError):  # damaged
            return _by_id(_NODES.validate_json(data))
    found = tuple(_taken_from(load_manifest(places)))
    keep(_KEPT, _NODES.dump_json(found), places)
    return _by_id(found)


def _by_id(nodes: Iterable[DbtNode]) -> DbtNodes:
    return DbtNodes({node.unique_id: node for node in nodes})


def _taken_from(manifest: Any) -> Iterator[DbtNode]:
    macros = dict(sorted(manifest.macros.items()))
    for_tests = _digest(macros)
    for_tables = _digest({n: one for n, one in macros.items() if not one.name.startswith("test_")})
    found = (*manifest.nodes.values(), *manifest.sources.values(), *manifest.unit_tests.values())
    for node in found:
        if (kind := str(node.resource_type)) in set(Kind):
            is_test = kind in (Kind.TEST, Kind.UNIT_TEST)
            yield _node(node, for_tests if is_test else for_tables)


def _digest(macros: Mapping[str, Any]) -> str:
    said = "\n".join(f"{name}\n{macro.macro_sql}" for name, macro in macros.items())
    return hashlib.sha256(said.encode()).hexdigest()


def _node(node: Any, macros: str) -> DbtNode:
    kind = Kind(str(node.resource_type))
    # A source reads nothing, and a seed depends on macros only.
    # dbt collects it in sets, whose order is another one in each process.
    upstream = tuple(sorted(getattr(getattr(node, "depends_on", None), "nodes", ())))
    config = node.config
    metadata = getattr(node, "test_metadata", None)
    sql = getattr(node, "raw_code", "") or ""
    columns = tuple(
        DbtColumn(column.name, column.data_type or "", column.description or "")
        for column in getattr(node, "columns", {}).values()
    )
    said = f"{macros}\n{sql}\n{getattr(node, 'checksum', '')}\n{config}\n{columns}\n{upstream}"
    return DbtNode(
        unique_id=node.unique_id,
        kind=kind,
        name=node.name,
        file=node.original_file_path,
        selector=".".join(node.fqn),
        description=getattr(node, "description", "") or "",
        sql=sql,
        columns=columns,
        upstream=upstream,
        is_hidden=getattr(config, "materialized", None) == "ephemeral",
        tested=getattr(node, "attached_node", None) or getattr(node, "tested_node_unique_id", None),
        severity=_SEVERITIES[str(getattr(config, "severity", "error")).lower()],
        generic=metadata.name if metadata else None,
        column=getattr(node, "column_name", None),
        digest=hashlib.sha256(said.encode()).hexdigest(),
    )


_SEVERITIES = {"error": "error", "warn": "warning"}
