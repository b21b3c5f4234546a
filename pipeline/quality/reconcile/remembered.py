"""Findings within a report, kept until the report or a rule changes.

Most of a night's reports are those of the night before, and so are their contradictions. The
findings of a report stand beside its cache entry (``intake.derived``), named by the digest of
the tables that the rules see of it and of the code. What compares reports with each other is
found anew every time (``across``).
"""

from __future__ import annotations

import gzip
import hashlib
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
from pydantic import TypeAdapter

from pipeline.intake.derived import Derived
from pipeline.intake.version import code_digest
from pipeline.quality.reconcile.finding import Finding
from pipeline.settings import PROJECT_ROOT

Tables = Mapping[str, pa.Table]
FindInReport = Callable[[Tables], Sequence[Finding]]
Remember = Callable[[Tables, FindInReport], Sequence[Finding]]

KIND = ".findings"

_CODE = ("extract", "quality", "registry", "transform")
"""Packages that decide on findings: rules read figures with the language of ``extract``."""


def ask_always(tables: Tables, find: FindInReport) -> Sequence[Finding]:
    """Remembers nothing."""
    return find(tables)


@dataclass(frozen=True)
class Remembered:
    """The findings that are kept in a warehouse, those of one code; called as ``Remember``."""

    kept: Derived
    code: str

    @classmethod
    def below(cls, cache_dir: Path) -> Remembered:
        """Those that stand in the cache, by today's code."""
        files = code_digest(PROJECT_ROOT / "pipeline" / package for package in _CODE)
        code = "\n".join((files, pa.__version__, platform.python_version()))
        return cls(Derived(cache_dir, KIND), code)

    def __call__(self, tables: Tables, find: FindInReport) -> Sequence[Finding]:
        """The findings of a report, as they were kept or found now."""
        (document,) = tables["dim_report"]["document_sha256"].to_pylist()
        digest = self._digest(tables)
        data = self.kept.get(document, digest)
        if data is not None:
            return _findings().validate_json(gzip.decompress(data))
        findings = tuple(find(tables))
        dumped = _findings().dump_json(findings)
        self.kept.put(document, digest, gzip.compress(dumped, compresslevel=3, mtime=0))
        return findings

    def _digest(self, tables: Tables) -> str:
        digest = hashlib.sha256(self.code.encode())
        for name in sorted(tables):
            digest.update(f"\0{name}\0".encode())
            digest.update(_bytes_of(tables[name]))
        return digest.hexdigest()[:32]


def _bytes_of(table: pa.Table) -> bytes:
    """The same bytes for the same rows, wherever they stood in a larger table."""
    # A slice shows its neighbours' bits; rows that are taken out stand alone.
    alone = table.take(pa.array(range(table.num_rows), pa.int64())).combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, alone.schema.remove_metadata()) as stream:
        stream.write_table(alone.replace_schema_metadata(None))
    data: bytes = sink.getvalue().to_pybytes()
    return data


@cache
def _findings() -> TypeAdapter[tuple[Finding, ...]]:
    return TypeAdapter(tuple[Finding, ...])
