"""Facts of reports that follow each other, joined and kept in one file.

A night with one new report has the facts of all others joined already: they stand in blocks
of some reports, in the order in which tables have them, and only the block of the new one is
put together anew: from the block that was there before and the new report's own file
(``shards``). Where a block ends is decided by the
report's own key, so that a report that comes or goes moves no other block's ends.

A run goes through the blocks several times (``parts``) and takes of each only the tables that
it needs, so that memory does not grow with the archive.

A block is named by the digest of all that its reports were made of; blocks of which a night
has no use go at its end, so that what was masked or forgotten since stands in none.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter

from pipeline.intake.derived import JOINED, Derived
from pipeline.storage import write_atomically
from pipeline.transform.build import FACTS, TOLD, joined, schema_of
from pipeline.transform.context import KeyedReport
from pipeline.transform.parts import Held, Part, Tables

KIND = ".facts.arrow"

_REPORTS = 8
"""In a block, on an average: what is put together anew for one new report."""

_TABLES = (*FACTS, *TOLD)

_STANDING = TypeAdapter(dict[str, str])

Keyed = tuple[KeyedReport, str]
"""A report, and the digest of all that its facts are made of."""


@dataclass(frozen=True)
class Block:
    """A part that stands on the disk."""

    reports: tuple[str, ...]
    kept: Derived
    name: str

    def tables(self, names: Collection[str]) -> Tables:
        """Some of its tables; raises FileNotFoundError where it went away."""
        if (found := self.find(names)) is None:
            raise FileNotFoundError(
                f"the facts of {self.reports[0]} have left {self.kept.folder} while a run used "
                "them: run again"
            )
        return found

    def find(self, names: Collection[str]) -> Tables | None:
        """Some of its tables; None where it is not kept, or damaged."""
        data = self.kept.get(self.name, self.name[:_DIGITS])
        return None if data is None else unpacked(data, names)

    def keep(self, tables: Tables) -> None:
        """Keep its tables, where the disk takes them."""
        self.kept.put(self.name, self.name[:_DIGITS], packed(tables))


@dataclass(frozen=True)
class Blocks:
    """The blocks of a warehouse."""

    kept: Derived

    @classmethod
    def below(cls, cache_dir: Path) -> Blocks:
        """Those that stand in the cache."""
        return cls(Derived(cache_dir / JOINED, KIND))

    def parts(
        self, reports: Sequence[Keyed], of_one: Callable[[KeyedReport], Tables]
    ) -> Iterator[Part]:
        """Reports block by block; ``of_one`` is asked for those whose block is not kept."""
        before = self._standing()
        now: dict[str, str] = {}
        for together in blocks(reports):
            keys = tuple(report.report_key for report, _ in together)
            block = Block(keys, self.kept, _name(together))
            now |= dict.fromkeys((digest for _, digest in together), block.name)
            if block.find(()) is None:
                made = list(self._made(together, before, of_one))
                tables = {table: joined(table, made) for table in _TABLES}
                block.keep(tables)
                yield block if block.find(()) is not None else Held(keys, tables)
            else:
                yield block
        if now != before:
            with suppress(OSError):  # a full disk: the next night opens some more files
                write_atomically(self._index, json.dumps(now).encode())
        self._sweep(set(now.values()))

    def _made(
        self,
        together: Sequence[Keyed],
        before: Mapping[str, str],
        of_one: Callable[[KeyedReport], Tables],
    ) -> Iterator[Tables]:
        """The tables of each report of a block, out of blocks that have them where there are."""
        opened: dict[str, Tables | None] = {}
        for report, digest in together:
            name = before.get(digest, "")
            if name and name not in opened:
                opened[name] = Block((), self.kept, name).find(_TABLES)
            if (tables := opened.get(name)) is None:
                yield of_one(report)
            else:
                wanted = report.report_key
                yield {
                    table: rows.filter(pc.equal(rows["report_key"], wanted))
                    for table, rows in tables.items()
                }

    @property
    def _index(self) -> Path:
        return self.kept.folder / "standing.json"

    def _standing(self) -> dict[str, str]:
        """By digest of a report: the block that has its facts; some may have gone since."""
        with suppress(OSError, ValueError):
            return _STANDING.validate_json(self._index.read_bytes())
        return {}

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
    """The bytes of a block: a line that says how long each table is, then the tables."""
    written = [_packed(name, tables[name]) for name in _TABLES]
    lengths = dict(zip(_TABLES, map(len, written), strict=True))
    return b"".join((json.dumps(lengths).encode(), b"\n", *written))


def _packed(name: str, table: pa.Table) -> bytes:
    target = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(target, _plain(name), options=options) as stream:
        stream.write_table(table.replace_schema_metadata(None))
    data: bytes = target.getvalue().to_pybytes()
    return data


def unpacked(data: bytes, names: Collection[str] = _TABLES) -> dict[str, pa.Table] | None:
    """Some tables of a block; None where it is none, or of other columns."""
    head, _, body = data.partition(b"\n")
    tables: dict[str, pa.Table] = {}
    try:
        start = 0
        for name, length in json.loads(head).items():
            if name in names:
                rows = pa.ipc.open_stream(memoryview(body)[start : start + length]).read_all()
                if not rows.schema.equals(_plain(name)):
                    return None
                tables[name] = pa.Table.from_arrays(rows.columns, schema=schema_of(name))
            start += length
    except (OSError, ValueError, AttributeError, pa.ArrowException):
        return None
    return tables if len(tables) == len(names) else None


@cache
def _plain(name: str) -> pa.Schema:
    # Without descriptions, which every block would repeat.
    return pa.schema([pa.field(f.name, f.type, f.nullable) for f in schema_of(name)])
