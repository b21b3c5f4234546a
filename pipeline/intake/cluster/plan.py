"""Who reads what: documents that wait, workers with free hands, and copies of slow ones.

Pure: it knows neither Dask nor a clock, so that the engine and the simulation of a large
cluster (``tests/benchmarks/cluster_simulation.py``) plan by the same rules:

- A worker has no more documents than it reads at once, so that one that dies costs only
  what it was reading, and the scheduler holds no queue of files in memory.
- A document that outlasts all others several times over is read by a second worker as well,
  once nothing waits any more; the answer that comes first counts.
- A document whose workers went away again and again is given up: it may be the reason.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass

MOST_LOSSES = 3
"""So many workers may go away while they read a document."""

SLOW_SECONDS = 10.0
"""Nothing is slow before so many seconds."""

SLOW_FACTOR = 3.0
"""A document is slow that takes so many times what the longest one took."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A document that a worker reads; ``number`` tells the attempts of a run apart."""

    number: int
    document: int
    worker: str


class Plan:
    """The state of one engine's work. Documents are numbers, workers names."""

    def __init__(
        self, *, slow_seconds: float = SLOW_SECONDS, slow_factor: float = SLOW_FACTOR
    ) -> None:
        self._slow_seconds = slow_seconds
        self._slow_factor = slow_factor
        self._waiting: deque[int] = deque()
        self._running: dict[Assignment, float] = {}
        self._unneeded: set[Assignment] = set()
        self._copies: Counter[int] = Counter()
        self._losses: Counter[int] = Counter()
        self._free: dict[str, int] = {}
        self._longest = 0.0
        self._made = 0

    @property
    def workers(self) -> frozenset[str]:
        """Those that may read."""
        return frozenset(self._free)

    @property
    def unfinished(self) -> int:
        """Documents that wait or are read."""
        return len(self._waiting) + len(self._copies)

    def add(self, document: int) -> None:
        """One more document waits."""
        self._waiting.append(document)

    def admit(self, worker: str, slots: int) -> None:
        """A worker may read so many documents at once."""
        self._free[worker] = slots

    def dismiss(self, worker: str) -> list[int]:
        """A worker went away or is not trusted; gives the documents that are given up."""
        self._free.pop(worker, None)
        self._unneeded = {one for one in self._unneeded if one.worker != worker}
        return self._lose([one for one in self._running if one.worker == worker])

    def lost(self, assignment: Assignment) -> list[int]:
        """The answer cannot be had, though the worker is there; gives what is given up."""
        if self._answered(assignment):
            return []
        return self._lose([assignment])

    def finished(self, assignment: Assignment, now: float) -> list[Assignment] | None:
        """An answer came; gives the copies that nobody needs, None where it came too late.

        A copy keeps its worker's hand until it is answered too: a worker that hangs gets
        nothing more to read.
        """
        if self._answered(assignment):
            return None
        self._longest = max(self._longest, now - self._running.pop(assignment))
        if self._copies.pop(assignment.document) == 1:
            return []
        copies = [one for one in self._running if one.document == assignment.document]
        for copy in copies:
            del self._running[copy]
        self._unneeded.update(copies)
        return copies

    def _answered(self, assignment: Assignment) -> bool:
        """Free the worker's hand; True where nobody waits for the answer."""
        is_known = assignment in self._running or assignment in self._unneeded
        if is_known and assignment.worker in self._free:
            self._free[assignment.worker] += 1
        self._unneeded.discard(assignment)
        return assignment not in self._running

    def overdue(self, now: float, seconds: float) -> list[Assignment]:
        """What has been read for longer than that."""
        return [one for one, since in self._running.items() if now - since > seconds]

    def assign(self, now: float) -> list[Assignment]:
        """What workers with free hands begin to read now."""
        begun: list[Assignment] = []
        while self._waiting and (worker := self._freest(self._free)):
            begun.append(self._begin(self._waiting.popleft(), worker, now))
        if not self._waiting:
            for slow in self._slow(now):
                others = [worker for worker in self._free if worker != slow.worker]
                if worker := self._freest(others):
                    begun.append(self._begin(slow.document, worker, now))
        return begun

    def _slow(self, now: float) -> list[Assignment]:
        limit = max(self._slow_seconds, self._slow_factor * self._longest)
        return [one for one in self.overdue(now, limit) if self._copies[one.document] == 1]

    def _freest(self, among: Iterable[str]) -> str | None:
        worker = max(among, key=self._free.__getitem__, default=None)
        return worker if worker is not None and self._free[worker] > 0 else None

    def _begin(self, document: int, worker: str, now: float) -> Assignment:
        self._made += 1
        begun = Assignment(self._made, document, worker)
        self._running[begun] = now
        self._copies[document] += 1
        self._free[worker] -= 1
        return begun

    def _lose(self, lost: Iterable[Assignment]) -> list[int]:
        given_up: list[int] = []
        for one in lost:
            del self._running[one]
            self._losses[one.document] += 1
            self._copies[one.document] -= 1
            if self._copies[one.document]:
                continue
            del self._copies[one.document]
            if self._losses[one.document] >= MOST_LOSSES:
                given_up.append(one.document)
            else:
                self._waiting.appendleft(one.document)
        return given_up
