"""Reports as a run holds them: by their gists, so that nothing is opened that is known already.

Whoever reads a document makes its gist there and then (``StoredReports.made``), so that a run
is told small things only; an entry that has none is opened once more.

A gist is a function of the bytes of a cache entry and of the code here. It is kept beside the
entry by the digest of both (``derived``): an entry that was damaged or written anew has none,
and is opened.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from pipeline.extract.language.text import compact
from pipeline.extract.report import IndicatorCell, Report
from pipeline.intake.cache import (
    ReadResult,
    ReportCache,
    Unreadable,
    dump_result,
    is_kept,
    load_entry,
    pack,
    unpack,
)
from pipeline.intake.derived import Derived
from pipeline.intake.gist import Gist, Noted, Said, StoredReport
from pipeline.intake.outcome import SourceFile
from pipeline.intake.version import extractor_version
from pipeline.settings import Settings

SURE = 0.95
"""From this confidence on a column is not in doubt, and its value may be told to others."""

FIRST, TOLD = ".gist.json", ".told.json"
"""Kinds of files: of a document that was read again with the help of others, both readings
are asked for every night."""


def gist_of(report: Report) -> Gist:
    """What is known of a report by heart."""
    cells = [cell for row in report.indicators for cell in row.cells]
    return Gist(
        head=report.head,
        source_format=report.source_format,
        page_count=report.page_count,
        reading_score=report.reading_score,
        problems=tuple(problem.code for problem in report.problems),
        indicators=tuple(dict.fromkeys(compact(row.name) for row in report.indicators)),
        said=tuple(_said(report)),
        is_doubtful=any(cell.confidence < SURE for cell in cells),
    )


def _said(report: Report) -> Iterator[Said]:
    for row in report.indicators:
        for cell in filter(_is_sure, row.cells):
            if cell.value is not None:
                yield Said(compact(row.name), cell.measure, cell.value)


def _is_sure(cell: IndicatorCell) -> bool:
    return cell.confidence >= SURE and cell.qualifier is None


def in_memory(report: Report) -> StoredReport:
    """A report that stands nowhere else: of one document that somebody looks at."""
    return StoredReport(gist_of(report), _digest(pack(dump_result(report))), lambda: report)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a document: what is told of it, and files for its folder by their names."""

    told: Noted | Unreadable
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class StoredReports:
    """The reports of a cache, with the gists beside them, those of one code."""

    cache: ReportCache
    code: str

    @classmethod
    def below(cls, settings: Settings) -> Self:
        """Those of a warehouse, as today's reader reads them."""
        return cls(ReportCache(settings.cache_dir, extractor_version()), _code_now())

    def at(self, folder: Path) -> Self:
        """Those of another cache."""
        return replace(self, cache=replace(self.cache, folder=folder))

    def find(self, source: SourceFile) -> StoredReport | Unreadable | None:
        """What was read from these bytes by this reader; None where nothing is kept whole."""
        try:
            entry = self.cache.path(source).read_bytes()
        except OSError:
            return None
        digest = _digest(entry)
        if (gist := self._known(source, digest)) is not None:
            return self._stored(source, gist, digest)
        try:
            result = unpack(entry)
        except ValueError:
            return None
        return self._noted(source, result, digest) if isinstance(result, Report) else result

    def made(self, source: SourceFile, result: ReadResult) -> Made:
        """What is told and kept of a read result; nothing is written."""
        files: dict[str, bytes] = {}
        if is_kept(result):
            files[self.cache.name(source)] = pack(dump_result(result))
        if isinstance(result, Unreadable):
            return Made(result, files)
        digest = _digest(files[self.cache.name(source)])
        gist = gist_of(result)
        data = _adapter().dump_json(gist)
        files[_gists_beside(self.cache, source).name(self._name(digest), data)] = data
        return Made(Noted(gist, digest), files)

    def told(self, source: SourceFile, told: Noted | Unreadable) -> StoredReport | Unreadable:
        """A report that was just read and kept, as whoever read it told."""
        if isinstance(told, Unreadable):
            return told
        return self._stored(source, told.gist, told.digest)

    def _known(self, source: SourceFile, digest: str) -> Gist | None:
        data = _gists_beside(self.cache, source).get(source.sha256, self._name(digest))
        try:
            return None if data is None else _adapter().validate_json(data)
        except ValidationError:
            return None

    def _noted(self, source: SourceFile, report: Report, digest: str) -> StoredReport:
        gist = gist_of(report)
        data = _adapter().dump_json(gist)
        _gists_beside(self.cache, source).put(source.sha256, self._name(digest), data)
        return self._stored(source, gist, digest)

    def _stored(self, source: SourceFile, gist: Gist, digest: str) -> StoredReport:
        load = partial(_open, self.cache.path(source), source.source_file)
        return StoredReport(_shared(gist), digest, load)

    def _name(self, digest: str) -> str:
        return _digest(f"{digest}\n{self.code}".encode())


def _gists_beside(cache: ReportCache, source: SourceFile) -> Derived:
    return Derived(cache.folder, FIRST if source.known_sha256 is None else TOLD)


def _shared(gist: Gist) -> Gist:
    """The gist with names that stand once in memory: reports of a run name the same things."""
    return replace(
        gist,
        indicators=tuple(map(sys.intern, gist.indicators)),
        said=tuple(replace(said, name=sys.intern(said.name)) for said in gist.said),
    )


def _open(entry: Path, source_file: str) -> Report:
    result = load_entry(entry)
    if isinstance(result, Report):
        return result
    raise FileNotFoundError(f"{source_file} is not in the cache: materialize 'documents' again")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _code_now() -> str:
    return f"{extractor_version()}\n{_digest(Path(__file__).read_bytes())}"


@cache
def _adapter() -> TypeAdapter[Gist]:
    return TypeAdapter(Gist)
