"""The engine of a cluster: ``NAMNDLAGER_EXTRACT_ENGINE=dask://host:port``.

One thread holds the plan and hears events; nobody else touches it. Each document is a task
of Dask that is bound to the worker the plan chose. Dask carries bytes, knows which workers
there are and starts dead ones anew; it repeats nothing by itself, so that it is known which
document was read where, and how often.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import queue
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from pipeline.intake.cache import Unreadable
from pipeline.intake.child import WALL_CLOCK_FACTOR
from pipeline.intake.cluster.kit import Kit, kit_here
from pipeline.intake.cluster.plan import MOST_LOSSES, Assignment, Plan
from pipeline.intake.cluster.post import Post
from pipeline.intake.cluster.scheduler import connect, leave, stop_on
from pipeline.intake.cluster.task import (
    Answer,
    NotOpened,
    NotPut,
    Parcel,
    WrongKit,
    read_parcel,
)
from pipeline.intake.engine import EngineFailed, Reading
from pipeline.intake.knowledge import Known
from pipeline.intake.lake import LakeUnreachable, NotInLake
from pipeline.intake.outcome import SourceFile
from pipeline.intake.stored import StoredReports
from pipeline.settings import Settings

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as Task

LOOK_SECONDS = 1.0
"""How often it is asked which workers there are."""

ANSWER_SECONDS = 5.0
"""How long one question waits for the scheduler."""

GRACE_SECONDS = 30.0
"""A worker ends an overdue document itself; one that has not for so long is given up."""

KIT_THERE = f"__import__({kit_here.__module__!r}, fromlist=['kit']).{kit_here.__name__}()"
"""Asks for a worker's kit in words of Python's own: a worker of Dask does not survive a task
whose functions it cannot import, and would not be there to say so."""

FETCHERS = 4
"""Threads that fetch answers, check them and put them into the cache."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Order:
    """A document that somebody waits for."""

    source: SourceFile
    known: Known | None
    future: Future[Reading]


class ClusterEngine:
    """Reads on the workers of a Dask cluster that have the same code.

    A worker that dies loses only what it was reading, which another one reads again; one
    with other code is not asked; one that joins later helps. What was read stands in the
    cache at once, so that a run after ``EngineFailed`` goes on where this one ended.
    """

    def __init__(self, settings: Settings, reports: StoredReports) -> None:
        if settings.scheduler is None:
            raise ValueError(f"{settings.engine} is no cluster")
        self._settings = settings
        self._scheduler = settings.scheduler
        self._run = uuid.uuid4().hex
        self._post = Post.of(self._run, settings, reports)
        self._given_whole: set[str] = set()
        self._left_reading: frozenset[str] = frozenset()
        self._plan = Plan()
        self._orders: dict[int, _Order] = {}
        self._count = itertools.count()
        self._tasks: dict[object, Task[Any]] = {}  # kept, or Dask forgets what it was asked
        self._refused: dict[str, str] = {}
        self._asked: dict[str, float] = {}
        self._alone_since: float | None = None
        self._done = 0
        self._failure: EngineFailed | None = None
        self._events: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._fetchers = ThreadPoolExecutor(FETCHERS, thread_name_prefix="fetcher")
        self._thread = threading.Thread(target=self._serve, name="cluster", daemon=True)
        self._client: Client

    # --- what its owner calls -----------------------------------------------------------------

    def __enter__(self) -> Self:
        self._client = connect(self._scheduler, self._settings.cluster_seconds)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._events.put(None)
        self._thread.join()
        self._fetchers.shutdown(cancel_futures=True)
        busy = self._plan.workers if self._orders else self._left_reading
        leave(self._client, self._run, sorted(busy))

    def submit(self, source: SourceFile, known: Known | None = None) -> Future[Reading]:
        """Read a document when a worker is free; raises ``EngineFailed`` in the future."""
        order = _Order(source, known, Future())
        self._events.put(partial(self._accept, order))
        return order.future

    # --- the thread that plans ----------------------------------------------------------------

    def _serve(self) -> None:
        next_look = time.monotonic()
        while True:
            try:
                event = self._events.get(timeout=max(0.0, next_look - time.monotonic()))
            except queue.Empty:
                event = self._look
                next_look = time.monotonic() + LOOK_SECONDS
            if event is None:
                return
            try:
                event()
                self._send(self._plan.assign(time.monotonic()))
            except EngineFailed as error:
                self._fail(error)
            except Exception as error:
                _log.exception("the cluster engine has a defect")
                self._fail(EngineFailed(f"The cluster engine has a defect: {error!r}."))

    def _accept(self, order: _Order) -> None:
        if self._failure is not None:
            order.future.set_exception(self._failure)
            return
        number = next(self._count)
        self._orders[number] = order
        self._plan.add(number)

    def _fail(self, failure: EngineFailed) -> None:
        self._failure = failure
        if self._client.status == "running":
            self._left_reading = self._plan.workers
        for order in self._orders.values():
            order.future.set_exception(failure)
        self._orders.clear()
        self._plan = Plan()

    def _settle(self, document: int, reading: Reading) -> None:
        order = self._orders.pop(document, None)
        if order is not None:
            self._done += 1
            order.future.set_result(reading)

    def _give_up(self, documents: Sequence[int]) -> None:
        reason = f"{MOST_LOSSES} workers of the cluster went away while they read it."
        for document in documents:
            self._settle(document, Reading(Unreadable("crashed", reason), 0.0))

    # --- workers ------------------------------------------------------------------------------

    def _look(self) -> None:
        """Which workers came and went, and whether one of them hangs."""
        if self._failure is not None:
            return
        present = self._present()
        known = self._plan.workers | set(self._asked) | set(self._refused)
        for worker in known - set(present):
            self._drop(worker, "it went away")
        for worker in set(present) - known:
            self._asked[worker] = time.monotonic()
            fetch = partial(self._fetch_kit, worker, present[worker])
            self._ask(worker, eval, fetch, ("kit", worker), KIT_THERE)
        for worker, since in list(self._asked.items()):
            if time.monotonic() - since > self._settings.cluster_seconds:
                self._refuse(worker, "it does not answer")
        longest = WALL_CLOCK_FACTOR * self._settings.seconds_per_document + GRACE_SECONDS
        for overdue in self._plan.overdue(time.monotonic(), longest):
            self._refuse(overdue.worker, f"it has not answered for {longest:g} s")
        self._insist_on_a_worker()

    def _present(self) -> dict[str, int]:
        """Workers that the scheduler knows, with how many documents each reads at once."""
        give_up = time.monotonic() + self._settings.cluster_seconds
        # Dask itself knows that the connection is lost, and goes on trying in a question
        # that was asked a moment before: questions are short, and asked again.
        while self._client.status == "running" and time.monotonic() < give_up:
            try:
                found = self._client.sync(
                    self._client.scheduler.ncores, callback_timeout=ANSWER_SECONDS
                )
            except TimeoutError:
                continue
            except (OSError, CancelledError) as error:
                raise EngineFailed(self._lost_scheduler()) from error
            return {str(worker): int(slots) for worker, slots in found.items()}
        raise EngineFailed(self._lost_scheduler())

    def _lost_scheduler(self) -> str:
        return (
            f"The scheduler {self._scheduler} went away while documents were read. "
            f"{self._done} were read and are kept, {len(self._orders)} were not. Start the "
            "scheduler and its workers again (docs/scale.md), then run again: only what is "
            "missing is read."
        )

    def _insist_on_a_worker(self) -> None:
        if self._plan.workers or self._asked or not self._orders:
            self._alone_since = None
            return
        if self._refused:
            told = "; ".join(f"{worker}: {why}" for worker, why in sorted(self._refused.items()))
            raise EngineFailed(
                f"No worker of {self._scheduler} may read. {told}. Give every worker the version "
                "of Nämndlager and the environment of this machine, and its way to the lake "
                f"(docs/scale.md), then run again: {self._done} documents were read and are kept."
            )
        self._alone_since = self._alone_since or time.monotonic()
        if time.monotonic() - self._alone_since > self._settings.cluster_seconds:
            raise EngineFailed(
                f"{self._scheduler} has had no worker for {self._settings.cluster_seconds:g} s "
                "(NAMNDLAGER_CLUSTER_SECONDS). Start some (docs/scale.md), then run again: "
                f"{self._done} documents were read and are kept."
            )

    def _fetch_kit(self, worker: str, slots: int, task: Task[Kit]) -> None:
        try:
            theirs = task.result(timeout=self._settings.cluster_seconds)
        except Exception as error:  # whatever keeps it from running our code
            self._events.put(partial(self._refuse, worker, f"it cannot run this code ({error!r})"))
            return
        if different := self._post.kit.differences(theirs):
            self._events.put(partial(self._refuse, worker, _other_kit(different)))
        else:
            self._events.put(partial(self._admit, worker, slots))

    def _admit(self, worker: str, slots: int) -> None:
        if self._asked.pop(worker, None) is not None:
            self._plan.admit(worker, slots)

    def _refuse(self, worker: str, why: str) -> None:
        if worker in self._asked or worker in self._plan.workers:
            _log.warning("%s is not used: %s", worker, why)
            self._refused[worker] = why
            self._asked.pop(worker, None)
            self._give_up(self._plan.dismiss(worker))

    def _drop(self, worker: str, why: str) -> None:
        """Forget a worker; what was read there is read elsewhere."""
        _log.info("%s is not used any more: %s", worker, why)
        self._refused.pop(worker, None)
        self._asked.pop(worker, None)
        self._give_up(self._plan.dismiss(worker))

    # --- documents ----------------------------------------------------------------------------

    def _send(self, assignments: Sequence[Assignment]) -> None:
        for assignment in assignments:
            self._deliver(assignment, whole=assignment.worker in self._given_whole)

    def _deliver(self, assignment: Assignment, *, whole: bool) -> None:
        order = self._orders[assignment.document]
        parcel = self._post.parcel(assignment.number, order.source, order.known, whole=whole)
        if isinstance(parcel, Parcel):
            fetch = partial(self._fetch, assignment)
            self._ask(assignment.worker, read_parcel, fetch, assignment, parcel)
        else:
            self._finish(assignment, Reading(parcel, 0.0))

    def _deliver_whole(self, assignment: Assignment, why: str) -> None:
        """Send the bytes of a document that its worker cannot open, and of all later ones."""
        if assignment.worker not in self._given_whole:
            _log.warning("%s is sent documents whole: %s", assignment.worker, why)
            self._given_whole.add(assignment.worker)
        if assignment.document in self._orders:
            self._deliver(assignment, whole=True)

    def _ask(
        self,
        worker: str,
        function: Callable[..., Any],
        fetch: Callable[[Task[Any]], None],
        key: object,
        *arguments: object,
    ) -> None:
        """Run a function on a worker; ``fetch`` gets its task, in a thread of its own."""
        try:
            task: Task[Any] = self._client.submit(
                function,
                *arguments,
                key=f"namndlager-{uuid.uuid4().hex}",
                workers=[worker],
                allow_other_workers=False,
                retries=0,
                pure=False,
            )
        except (OSError, RuntimeError) as error:  # the client is closed
            raise EngineFailed(self._lost_scheduler()) from error
        self._tasks[key] = task
        task.add_done_callback(partial(self._answered, fetch))

    def _answered(self, fetch: Callable[[Task[Any]], None], task: Task[Any]) -> None:
        if task.status in ("finished", "error"):  # else it was cancelled: the next look says why
            with contextlib.suppress(RuntimeError):  # the engine is closed
                self._fetchers.submit(fetch, task)

    def _fetch(self, assignment: Assignment, task: Task[Answer]) -> None:
        self._events.put(self._outcome(assignment, task))

    def _outcome(self, assignment: Assignment, task: Task[Answer]) -> Callable[[], None]:
        """What follows from an answer, once its files are where they belong."""
        worker = assignment.worker
        order = self._orders.get(assignment.document)
        try:
            answer = task.result(timeout=self._settings.cluster_seconds)
            if order is None:
                return partial(self._finish, assignment, None)
            told = self._post.received(worker, order.source, answer)
        except WrongKit as error:
            return partial(self._refuse, worker, _other_kit(str(error)))
        except (NotPut, NotInLake) as error:
            why = f"it does not write to the lake {self._settings.lake} ({error})"
            return partial(self._refuse, worker, why)
        except NotOpened as error:
            return partial(self._deliver_whole, assignment, str(error))
        except LakeUnreachable as error:
            return partial(self._fail, EngineFailed(str(error)))
        except (OSError, TimeoutError, CancelledError, ValueError) as error:
            return partial(self._lose, assignment, repr(error))
        except Exception as error:
            return partial(self._refuse, worker, f"it cannot run this code ({error!r})")
        return partial(self._finish, assignment, Reading(told, answer.seconds))

    def _finish(self, assignment: Assignment, reading: Reading | None) -> None:
        """A document was read; ``reading`` is None where nobody waited for it any more."""
        self._tasks.pop(assignment, None)
        copies = self._plan.finished(assignment, time.monotonic())
        if copies is not None and reading is not None:
            self._settle(assignment.document, reading)
        for copy in copies or ():
            self._stop(copy)

    def _lose(self, assignment: Assignment, why: str) -> None:
        _log.warning("what %s read is lost: %s", assignment.worker, why)
        self._tasks.pop(assignment, None)
        self._give_up(self._plan.lost(assignment))

    def _stop(self, copy: Assignment) -> None:
        """Ask a worker to end what nobody needs; one that hangs is not waited for."""
        self._fetchers.submit(stop_on, self._client, self._run, copy.number, [copy.worker])


def _other_kit(different: str) -> str:
    return f"it has another version ({different})"
