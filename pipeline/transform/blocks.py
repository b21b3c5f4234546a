"""Facts of reports that follow each other, joined and kept in one file.

A night with one new report has the facts of all others joined already: they stand in blocks
of some reports, in the order in which tables have them, and only the block of the new one is
put together from its reports' own files (``shards``). Where a block ends is decided by the
report's own key, so that a report that comes or goes moves no other block's ends.

A block is named by the digest of all that its reports were made of; blocks of which a night
has no use go at its end, so that what was masked or forgotten since stands in none.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.intake.derived import JOINED, Derived
from pipeline.transform.build import FACTS, TOLD, Tables, joined, schema_of
from pipeline.transform.context import KeyedReport

KIND = ".facts.arrow"

_REPORTS = 8
"""In a block, on an average: what is put together anew for one new report."""

_TABLES = (*FACTS, *TOLD)

Keyed = tuple[KeyedReport, str]
"""A report, and the digest of all that its facts are made of."""


@dataclass(frozen=True)
class Blocks:
    """The blocks of a warehouse."""

    kept: Derived

    @classmethod
    def below(cls, cache_dir: Path) -> Blocks:
        """Those that stand in the cache."""
        return cls(Derived(cache_dir / JOINED, KIND))

    def tables(
        self, reports: Sequence[Keyed], of_one: Callable[[KeyedReport], Tables]
    ) -> Iterator[Tables]:
        """The tables of reports, block by block; of one report where its block is not kept."""
        used = set()
        for block in blocks(reports):
            name = _name(block)
            used.add(name)
            data = self.kept.get(name, name[:_DIGITS])
            if data is None or (tables := unpacked(data)) is None:
                parts = [of_one(report) for report, _ in block]
                tables = {table: joined(table, parts) for table in _TABLES}
                self.kept.put(name, name[:_DIGITS], packed(tables))
            yield tables
        self._sweep(used)

    def _sweep(self, used: set[str]) -> None:
        for folder in self.kept.folder.glob("??/*"):
            if folder.name not in used:
                shutil.rmtree(folder, ignore_errors=True)


def blocks(reports: Sequence[Keyed]) -> Iterator[list[Keyed]]:
    """Reports that follow each other, cut behind those whose key says so."""
    block: list[Keyed] = []
    for one in reports:
        block.append(one)
        if _ends_block(one[0].report_key):
            yield block
            block = []
    if block:
        yield block


def _ends_block(report_key: str) -> bool:
    return hashlib.sha256(report_key.encode()).digest()[0] % _REPORTS == 0


_DIGITS = 32


def _name(block: Sequence[Keyed]) -> str:
    return hashlib.sha256("\n".join(digest for _, digest in block).encode()).hexdigest()


def packed(tables: Mapping[str, pa.Table]) -> bytes:
    """The bytes of a block."""
    target = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    for name in _TABLES:
        with pa.ipc.new_stream(target, _plain(name), options=options) as stream:
            stream.write_table(tables[name].replace_schema_metadata(None))
    data: bytes = target.getvalue().to_pybytes()
    return data


def unpacked(data: bytes) -> dict[str, pa.Table] | None:
    """The tables of a block; None where it is none, or of other columns."""
    source = pa.BufferReader(data)
    tables: dict[str, pa.Table] = {}
    try:
        for name in _TABLES:
            rows = pa.ipc.open_stream(source).read_all()
            if not rows.schema.equals(_plain(name)):
                return None
            tables[name] = pa.Table.from_arrays(rows.columns, schema=schema_of(name))
    except (OSError, ValueError, pa.ArrowException):
        return None
    return tables


def _plain(name: str) -> pa.Schema:
    # Without descriptions, which every block would repeat.
    return pa.schema([pa.field(f.name, f.type, f.nullable) for f in schema_of(name)])
