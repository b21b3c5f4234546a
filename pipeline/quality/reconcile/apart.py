"""The findings of many reports, by several processes: a rule looks at one report alone.

Where an archive is new, or the rules are, these take 0.2 processor seconds a report: the most
that a run does after its documents are read. Each process opens the rows of its reports
itself, so that nothing of them passes the one that asks, or is held there.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

import pyarrow as pa

from pipeline.intake.messages import end_with
from pipeline.quality.reconcile.facts import by_report
from pipeline.quality.reconcile.finding import Finding
from pipeline.transform.sources import Source

FindInReport = Callable[[Mapping[str, pa.Table]], Sequence[Finding]]
OfReport = tuple[str, Sequence[Finding]]
"""A report's key, and what was found in it."""

FEWEST = 32
"""New reports for which processes are started: each takes a second to begin."""

_TOGETHER = 8
"""Reports that a process is given at a time."""


def found_in(
    source: Source, reports: Sequence[str], find: FindInReport, *, processes: int
) -> Iterator[OfReport]:
    """What ``find`` finds in each of some current reports, in their order.

    ``find`` and ``source`` have to be such that another process can have them.
    """
    if processes == 1 or len(reports) < FEWEST:
        yield from found_here(source, reports, find)
        return
    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(os.getpid(),),
    ) as pool:
        together = (reports[at : at + _TOGETHER] for at in range(0, len(reports), _TOGETHER))
        given = (pool.submit(_found_in_some, source, some, find) for some in together)
        for some in _in_order(given, ahead=2 * processes):
            yield from some


def found_here(source: Source, reports: Sequence[str], find: FindInReport) -> Iterator[OfReport]:
    """What ``find`` finds in each of some current reports, in this process."""
    for report, own in by_report(source, reports):
        yield report, find(own)


def _found_in_some(source: Source, reports: Sequence[str], find: FindInReport) -> list[OfReport]:
    return list(found_here(source, reports, find))


def _in_order(given: Iterable[Future[list[OfReport]]], *, ahead: int) -> Iterator[list[OfReport]]:
    """The results of futures that are made as they are asked for, so many ahead."""
    waiting: deque[Future[list[OfReport]]] = deque()
    for one in given:
        waiting.append(one)
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _begin(parent: int) -> None:
    """A process that looks for findings ends with the one that asked for them."""
    threading.Thread(target=end_with, args=[parent], daemon=True).start()
