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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
from pydantic import TypeAdapter

from pipeline.intake.derived import Derived
from pipeline.intake.version import code_digest
from pipeline.quality.reconcile.digests import LIBRARY, digests
from pipeline.quality.reconcile.facts import by_report
from pipeline.quality.reconcile.finding import Finding
from pipeline.settings import PROJECT_ROOT

Tables = Mapping[str, pa.Table]
FindInReport = Callable[[Tables], Sequence[Finding]]
Remember = Callable[[Tables, FindInReport], Iterable[Finding]]

KIND = ".findings"

_CODE = ("extract", "quality", "registry", "transform")
"""Packages that decide on findings: rules read figures with the language of ``extract``."""


def ask_always(tables: Tables, find: FindInReport) -> Iterator[Finding]:
    """Remembers nothing."""
    for own in by_report(tables):
        yield from find(own)


@dataclass(frozen=True)
class Remembered:
    """The findings that are kept in a warehouse, those of one code; called as ``Remember``."""

    kept: Derived
    code: str

    @classmethod
    def below(cls, cache_dir: Path) -> Remembered:
        """Those that stand in the cache, by today's code."""
        files = code_digest(PROJECT_ROOT / "pipeline" / package for package in _CODE)
        code = "\n".join((files, LIBRARY, platform.python_version()))
        return cls(Derived(cache_dir, KIND), code)

    def __call__(self, tables: Tables, find: FindInReport) -> Iterator[Finding]:
        """The findings of all current reports, as they were kept or found now."""
        names = {report: self._name(digest) for report, digest in digests(tables).items()}
        for own in by_report(tables):
            ((report, document),) = zip(
                own["dim_report"]["report_key"].to_pylist(),
                own["dim_report"]["document_sha256"].to_pylist(),
                strict=True,
            )
            yield from self._of_report(document, names[report], own, find)

    def _of_report(
        self, document: str, name: str, own: Tables, find: FindInReport
    ) -> Sequence[Finding]:
        data = self.kept.get(document, name)
        if data is not None:
            return _findings().validate_json(gzip.decompress(data))
        findings = tuple(find(own))
        dumped = _findings().dump_json(findings)
        self.kept.put(document, name, gzip.compress(dumped, compresslevel=3, mtime=0))
        return findings

    def _name(self, digest: str) -> str:
        return hashlib.sha256(f"{self.code}\n{digest}".encode()).hexdigest()[:32]


@cache
def _findings() -> TypeAdapter[tuple[Finding, ...]]:
    return TypeAdapter(tuple[Finding, ...])
