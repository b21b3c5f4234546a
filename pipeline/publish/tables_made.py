"""Which run made each table of a database, and from what: what a partial build rests on.

A table is as it should be where it was made from what stands now: its SQL, the tables and
Parquet that it reads, the settings that it depends on. What somebody builds alone may leave
others behind; those are told, and keep the database from being released.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from pipeline.intake.inventory import sha256_of
from pipeline.publish.dbt_nodes import DbtNode, DbtNodes, Kind
from pipeline.publish.staging import Stage, StagedRun
from pipeline.quality.results import CheckResult
from pipeline.settings import Settings
from pipeline.storage import write_atomically


@dataclass(frozen=True, slots=True)
class Made:
    """A table: the id of the run that made it, and a digest of all that it was made from."""

    run: str
    digest: str


_FILE = "tables.json"
_TABLES = TypeAdapter(dict[str, Made])


def input_digests(run: StagedRun, nodes: DbtNodes, settings: Settings) -> Mapping[str, str]:
    """By unique id of a source, seed or model: a digest of all that it is, or would be, made from.

    For a run whose Parquet stands.
    """
    digests: dict[str, str] = {}
    # Hidden models stand in no table's place, but what reads them depends on them.
    for node in nodes.in_order:
        if node.kind is Kind.SOURCE:
            path = run.parquet / f"{node.name}.parquet"
            digests[node.unique_id] = sha256_of(path) if path.exists() else "missing"
            continue
        read = [digests[one] for one in sorted(node.upstream)]
        said = "\n".join([node.digest, str(settings.confidence_threshold), *read])
        digests[node.unique_id] = hashlib.sha256(said.encode()).hexdigest()
    return digests


def digests_now(run: StagedRun, nodes: DbtNodes, settings: Settings) -> Mapping[str, str]:
    """By table: a digest of what it would be made from, were it made in this run now."""
    digests = input_digests(run, nodes, settings)
    return {table.name: digests[table.unique_id] for table in nodes.tables}


def read_made(run: StagedRun) -> Mapping[str, Made]:
    """The tables in the database of a run."""
    return _TABLES.validate_json(run.file(Stage.BUILD, _FILE).read_bytes())


def note_made(run: StagedRun, made: Mapping[str, Made]) -> None:
    """Write down which tables the database of a run has."""
    write_atomically(run.file(Stage.BUILD, _FILE), _TABLES.dump_json(dict(made), indent=2))


def made_now(
    run: StagedRun, tables: Iterable[DbtNode], digests: Mapping[str, str]
) -> dict[str, Made]:
    """Tables that this run has just made."""
    return {table.name: Made(run.info.run_id, digests[table.name]) for table in tables}


def left_behind(run: StagedRun, nodes: DbtNodes, settings: Settings) -> Iterator[CheckResult]:
    """Tables that were made from something else than stands now: each blocks the release."""
    made = read_made(run)
    digests = digests_now(run, nodes, settings)
    for table in nodes.tables:
        known = made.get(table.name)
        if known is None or known.digest != digests[table.name]:
            by = f"made by run {known.run}" if known else "not made yet"
            yield CheckResult(
                name="made_from_what_stands_now",
                table=table.name,
                severity="error",
                passed=False,
                observed=by,
                message=f"{table.name} was {by}, and its SQL, or what it reads, is another "
                "now: materialize it as well.",
                kind="engine",
            )
