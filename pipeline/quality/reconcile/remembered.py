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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
from pydantic import TypeAdapter

from pipeline.intake.derived import Derived
from pipeline.intake.version import code_digest
from pipeline.quality.reconcile.apart import FEWEST, FindInReport, OfReport, found_in
from pipeline.quality.reconcile.digests import LIBRARY, digests
from pipeline.quality.reconcile.facts import current_reports
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.on_cluster import Workers, found_by
from pipeline.settings import PROJECT_ROOT
from pipeline.transform.sources import Source

Tables = Mapping[str, pa.Table]
Found = Iterator[OfReport]
"""The findings of each current report, by its key."""

Remember = Callable[[Source, FindInReport], Found]

KIND = ".findings"

_CODE = ("extract", "quality", "registry", "transform")
"""Packages that decide on findings: rules read figures with the language of ``extract``."""


def ask_always(source: Source, find: FindInReport) -> Found:
    """Remembers nothing."""
    return found_in(source, current_reports(source), find, processes=1)


def code_now() -> str:
    """All that decides which findings a report has, beside its rows."""
    files = code_digest(PROJECT_ROOT / "pipeline" / package for package in _CODE)
    return "\n".join((files, LIBRARY, platform.python_version()))


@dataclass(frozen=True)
class Remembered:
    """The findings that are kept in a warehouse, those of one code; called as ``Remember``.

    What is not kept is found by the cluster's ``workers`` or so many ``processes``, where it is
    worth their while.
    """

    kept: Derived
    code: str
    processes: int = 1
    workers: Workers | None = None

    @classmethod
    def below(
        cls, cache_dir: Path, *, processes: int = 1, workers: Workers | None = None
    ) -> Remembered:
        """Those that stand in the cache, by today's code."""
        return cls(Derived(cache_dir, KIND), code_now(), processes, workers)

    def __call__(self, source: Source, find: FindInReport) -> Found:
        """The findings of all current reports, as they were kept or found now."""
        names = {report: self._name(digest) for report, digest in digests(source).items()}
        reports = source.whole("dim_report")
        documents = dict(
            zip(
                reports["report_key"].to_pylist(),
                reports["document_sha256"].to_pylist(),
                strict=True,
            )
        )
        current = current_reports(source)
        known = {key: self.kept.get(documents[key], names[key]) for key in current}
        new = [key for key, data in known.items() if data is None]
        fresh = self._found(source, new, find)
        for key in current:
            if (data := known.pop(key)) is not None:
                yield key, _findings().validate_json(gzip.decompress(data))
                continue
            _, made = next(fresh)
            findings = tuple(made)
            dumped = _findings().dump_json(findings)
            packed = gzip.compress(dumped, compresslevel=3, mtime=0)
            self.kept.put(documents[key], names[key], packed)
            yield key, findings

    def _found(self, source: Source, reports: Sequence[str], find: FindInReport) -> Found:
        if self.workers is not None and len(reports) >= FEWEST:
            return found_by(
                self.workers, source, reports, find, self.code, processes=self.processes
            )
        return found_in(source, reports, find, processes=self.processes)

    def _name(self, digest: str) -> str:
        return hashlib.sha256(f"{self.code}\n{digest}".encode()).hexdigest()[:32]


@cache
def _findings() -> TypeAdapter[tuple[Finding, ...]]:
    return TypeAdapter(tuple[Finding, ...])
