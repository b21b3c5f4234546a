"""How long a cluster of any size takes, reckoned from what a small one was measured to take.

The documents are handed out by the engine's own ``Plan``. The coordinator is one processor:
sending a document and taking its answer in cost it time one after the other, and that is
what bounds a large cluster. Nothing is measured here; ``cluster`` measures.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.intake.cluster.plan import Assignment, Plan


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds that a document takes beside being read.

    Args:
        send: of the coordinator, to hand it out.
        take: of the coordinator, to check its answer and put it into the cache.
        way: on the network, there and back, and in Dask.
    """

    send: float
    take: float
    way: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers with so many hands each.

    ``slower`` multiplies a worker's times; ``dies_at`` is when one goes away, in seconds.
    """

    workers: int
    hands: int
    slower: Mapping[int, float] = field(default_factory=dict)
    dies_at: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    ``seconds`` until the last document is in the cache; ``busy`` is the share of the hands'
    time in which something was read; ``readings`` counts repeated ones too.
    """

    seconds: float
    busy: float
    coordinator_busy: float
    readings: int


def simulate(reading: Sequence[float], cluster: Cluster, costs: Costs) -> Outcome:
    """Read documents that take so many seconds each on a worker of ordinary speed."""
    return _Simulation(reading, cluster, costs).run()


class _Simulation:
    def __init__(self, reading: Sequence[float], cluster: Cluster, costs: Costs) -> None:
        self._reading = reading
        self._cluster = cluster
        self._costs = costs
        self._plan = Plan()
        self._events: list[tuple[float, int, Assignment | str]] = []
        self._count = 0
        self._coordinator_free = 0.0
        self._coordinator_worked = 0.0
        self._read_seconds = 0.0
        self._readings = 0

    def run(self) -> Outcome:
        for number in range(self._cluster.workers):
            self._plan.admit(str(number), self._cluster.hands)
        for document in range(len(self._reading)):
            self._plan.add(document)
        for number, when in self._cluster.dies_at.items():
            self._at(when, str(number))
        self._begin(0.0)
        end = 0.0
        while self._events and self._plan.unfinished:
            now, _, event = heapq.heappop(self._events)
            if isinstance(event, str):
                self._plan.dismiss(event)
            elif self._plan.finished(event, now) is not None:
                end = max(end, self._work(now, self._costs.take))
            self._begin(now)
        hands = self._cluster.workers * self._cluster.hands
        return Outcome(
            seconds=end,
            busy=self._read_seconds / (hands * end) if end else 0.0,
            coordinator_busy=self._coordinator_worked / end if end else 0.0,
            readings=self._readings,
        )

    def _begin(self, now: float) -> None:
        for one in self._plan.assign(now):
            slower = self._cluster.slower.get(int(one.worker), 1.0)
            seconds = self._reading[one.document] * slower
            self._readings += 1
            self._read_seconds += seconds
            self._at(self._work(now, self._costs.send) + self._costs.way + seconds, one)

    def _work(self, now: float, seconds: float) -> float:
        """When the coordinator has done this, after what it has to do before."""
        self._coordinator_free = max(now, self._coordinator_free) + seconds
        self._coordinator_worked += seconds
        return self._coordinator_free

    def _at(self, when: float, event: Assignment | str) -> None:
        self._count += 1
        heapq.heappush(self._events, (when, self._count, event))
