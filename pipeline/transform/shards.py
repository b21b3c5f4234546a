"""The facts of a report, made once and kept as one Parquet file beside its cache entry.

Whoever reads a document makes its shard there and then (``shard_of``), as that of a current
report that nobody corrected; what differs from that, a night makes itself.

A shard is a function of the report as corrected, its key and the name of its file, the
curated names and the code: its own name is the digest of these. So a night makes the facts of
new reports only, and an entry of corrections, a name in a seed or a line of code makes those
anew that it concerns, all of them if need be.

The file has one row, with a column a table that holds its rows as a list of structs: DuckDB
reads it over a glob (``select unnest(fact_activity, recursive := true) from
'cache/*/*/*.facts.parquet'``), and a table can be read without the others. Opening its 400
columns is what takes time, so what a night joins of them is kept too (``blocks``).
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.intake import DocumentOutcome, SourceFile
from pipeline.intake.derived import Derived
from pipeline.intake.gist import StoredReport
from pipeline.intake.version import code_digest
from pipeline.settings import PROJECT_ROOT
from pipeline.transform.blocks import Blocks
from pipeline.transform.build import FACTS, TOLD, FactsOfReport, facts_of_report, schema_of
from pipeline.transform.context import KeyedReport, keyed_reports
from pipeline.transform.parts import Part
from pipeline.transform.seeds import SEED_FOLDER

KIND = ".facts.parquet"

_CODE = ("pipeline/extract", "pipeline/registry", "pipeline/transform")
"""What decides on facts; ``extract`` because facts are made with its language."""

_TABLES = (*FACTS, *TOLD)


@dataclass(frozen=True, slots=True)
class MadeOf:
    """A report's document, by the hash of its bytes, and a digest of all that decides its facts."""

    sha256: str
    digest: str


@dataclass(frozen=True)
class Shards:
    """The shards of a warehouse, those of one code; called as ``build_tables`` wants ``keep``."""

    kept: Derived
    blocks: Blocks
    code: str

    @classmethod
    def below(cls, cache_dir: Path) -> Shards:
        """Those that stand in the cache, by today's code and curated names."""
        return cls(Derived(cache_dir, KIND), Blocks.below(cache_dir), _code_now())

    def __call__(self, reports: Sequence[KeyedReport], make: FactsOfReport) -> Iterator[Part]:
        """The tables of reports, several at a time, as they were kept or made now."""
        return self.blocks.parts(
            [(one, self.made_of(one).digest) for one in reports],
            lambda one: self._of_one(one, make),
        )

    def _of_one(self, keyed: KeyedReport, make: FactsOfReport) -> Mapping[str, pa.Table]:
        digest = made_of(keyed, self.code).digest
        data = self.kept.get(keyed.sha256, digest)
        if data is not None and (known := unpacked(data)) is not None:
            return known
        tables = make(keyed)
        self.kept.put(keyed.sha256, digest, packed(tables))
        return tables

    def made_of(self, keyed: KeyedReport) -> MadeOf:
        """What decides on the facts of a report, its row in dim_report included."""
        return made_of(keyed, self.code)


def made_of(keyed: KeyedReport, code: str) -> MadeOf:
    """What decides on the facts that some code makes of a report."""
    names = (code, keyed.stored.digest, keyed.report_key, keyed.source_file)
    digest = hashlib.sha256(json.dumps(names).encode()).hexdigest()[:32]
    return MadeOf(keyed.sha256, digest)


def shard_of(source: SourceFile, stored: StoredReport) -> dict[str, bytes]:
    """The shard of a document that was just read, by the name of its file.

    Most reports are current and printed without mistakes, so their facts are these.
    """
    alone = DocumentOutcome(
        source, stored, rejection=None, is_current=True, from_cache=False, seconds=0.0
    )
    (keyed,) = keyed_reports([alone])
    data = packed(facts_of_report(keyed))
    name = Derived(Path(), KIND).name(made_of(keyed, _code_at_start()).digest, data)
    return {name: data}


def packed(tables: Mapping[str, pa.Table]) -> bytes:
    """The bytes of a shard."""
    columns = [_list_of_rows(tables[name]) for name in _TABLES]
    target = pa.BufferOutputStream()
    pq.write_table(
        pa.Table.from_arrays(columns, names=list(_TABLES)),
        target,
        compression="zstd",
        # Nearly 400 columns of one row: what is told beside each of them would be most of it.
        write_statistics=False,
        use_dictionary=False,
        store_schema=False,
    )
    data: bytes = target.getvalue().to_pybytes()
    return data


def unpacked(data: bytes) -> dict[str, pa.Table] | None:
    """The tables of a shard; None where it is none, or of other columns."""
    try:
        shard = pq.read_table(pa.BufferReader(data))
        return {name: _rows_of(shard.column(name), schema_of(name)) for name in _TABLES}
    except (OSError, KeyError, ValueError, pa.ArrowException):
        return None


def _list_of_rows(table: pa.Table) -> pa.ListArray:
    # Without descriptions, which every shard would repeat.
    fields = [pa.field(field.name, field.type, field.nullable) for field in table.schema]
    columns = [column.combine_chunks() for column in table.columns]
    rows = pa.StructArray.from_arrays(columns, fields=fields)
    return pa.ListArray.from_arrays(pa.array([0, table.num_rows], pa.int32()), rows)


def _rows_of(column: pa.ChunkedArray, schema: pa.Schema) -> pa.Table:
    rows = column.combine_chunks().flatten()
    if rows.type.names != schema.names:
        raise ValueError(f"columns {rows.type.names}, expected {schema.names}")
    return pa.Table.from_arrays(rows.flatten(), schema=schema)


@cache
def _code_at_start() -> str:
    """That of a process that lives for a run: it does not load what is edited meanwhile."""
    return _code_now()


def _code_now() -> str:
    files = code_digest([*(PROJECT_ROOT / folder for folder in _CODE), SEED_FOLDER])
    return "\n".join((files, pa.__version__, platform.python_version()))
