"""What is sent to workers and what comes back: the coordinator's side of ``task``.

Belongs here: how a document gets to a worker (its bytes, or where they lie) and how what was
made of it gets into the cache (its bytes, or by the lake). Does not belong here: which worker
gets it (``plan``), and speaking to the scheduler (``engine``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from pipeline.extract.readers.sidecar import sidecar_of
from pipeline.intake.cache import Unreadable
from pipeline.intake.cluster.kit import Kit, kit_here
from pipeline.intake.cluster.task import Answer, Lying, Parcel
from pipeline.intake.engine import job_of, limits_of
from pipeline.intake.gist import Noted
from pipeline.intake.knowledge import Known
from pipeline.intake.lake import Lake
from pipeline.intake.messages import CHANGED, JOB, keep, load_told, unopened
from pipeline.intake.mirror import keys_of
from pipeline.intake.outcome import SourceFile
from pipeline.intake.stored import Made, StoredReports
from pipeline.settings import Settings


@dataclass(frozen=True)
class Post:
    """The post of one run. ``keys`` says where documents lie that workers open themselves."""

    run: str
    settings: Settings
    reports: StoredReports
    kit: Kit
    keys: dict[Path, str]
    lake: Lake
    proven: set[str] = field(default_factory=set)
    """Workers whose files were seen in the lake."""

    @classmethod
    def of(cls, run: str, settings: Settings, reports: StoredReports) -> Self:
        """The post of a run with these settings."""
        lake = Lake.of(settings)
        return cls(run, settings, reports, kit_here(), keys_of(settings), lake)

    def parcel(
        self, number: int, source: SourceFile, known: Known | None, *, whole: bool
    ) -> Parcel | Unreadable:
        """A document as it is sent, with its bytes where ``whole``, or where it lies nowhere else.

        Unreadable where it is not what was asked for.
        """
        job = job_of(source, self.settings, self.reports, known)
        beside = source.sidecar_sha256
        try:
            document = self._sent(source.path, source.sha256, whole=whole)
            sidecar = (
                None if beside is None else self._sent(sidecar_of(source.path), beside, whole=whole)
            )
        except OSError as error:
            return unopened(job, error) or Unreadable("crashed", str(error))
        except _Changed:
            return CHANGED
        name = Path(source.path.name)
        # Names of this machine's folders are nobody else's business.
        sent = replace(job, source=replace(source, path=name), path=name, reports=self._nowhere)
        return Parcel(
            run=self.run,
            number=number,
            kit=self.kit,
            limits=limits_of(self.settings),
            job=JOB.dump_json(sent),
            document=document,
            sidecar=sidecar,
            reading=self._reading(source),
            lake=self.settings.lake,
        )

    def received(self, worker: str, source: SourceFile, answer: Answer) -> Noted | Unreadable:
        """What is told of a document, once what was made of it is in the cache or in the lake.

        Raises:
            ValueError: the answer is none.
            NotInLake: the worker wrote somewhere else.
            LakeUnreachable: it is not known where it wrote.
            OSError: the cache takes it not.
        """
        told = load_told(answer.told)
        if strange := [name for name in answer.files if Path(name).name != name]:
            raise ValueError(f"files of other folders: {strange}")
        keep(job_of(source, self.settings, self.reports), Made(told, answer.files))
        # Of a store it is enough to have seen once that a worker writes to the right one: all
        # that lies there is fetched when all has been read (``read``).
        if answer.put and not (self.lake.address and worker in self.proven):
            self.lake.fetch(source.sha256, answer.put)
            self.proven.add(worker)
        return told

    @property
    def _nowhere(self) -> StoredReports:
        return self.reports.at(Path())

    def _reading(self, source: SourceFile) -> bytes | None:
        try:
            return self.reports.cache.path(source).read_bytes()
        except OSError:
            return None

    def _sent(self, path: Path, sha256: str, *, whole: bool) -> bytes | Lying:
        if not whole and (key := self.keys.get(path)) is not None:
            return Lying(self.settings.raw_address, key)
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _Changed
        return data


class _Changed(Exception):
    """A file has other bytes than were asked for."""
