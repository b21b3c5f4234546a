"""The findings of many reports, by the workers of the cluster that reads documents.

Reports go there several at a time, with their rows; a worker looks at them in a process of its
own, so that as many are looked at as it reads at once. What no worker answers is found here,
so that a cluster that goes away costs time and no finding.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import TypeAdapter

from pipeline.intake.cluster.asked import answer_of
from pipeline.intake.cluster.scheduler import connect, leave
from pipeline.intake.engine import EngineFailed
from pipeline.quality.reconcile.apart import FindInReport, OfReport, found_here, found_in
from pipeline.quality.reconcile.facts import SEEN_OF_DIMENSIONS
from pipeline.quality.reconcile.finding import Finding
from pipeline.transform.sources import HeldSource, Source

if TYPE_CHECKING:
    from distributed import Client, Future

_log = logging.getLogger(__name__)

_TOGETHER = 16
"""Reports that a worker is given at a time: its process takes a second to begin."""

_SECONDS = 300.0
"""For so many reports, by the clock of a worker; then they are looked at here."""

_AHEAD = 2
"""Parcels on their way for each that is looked at, so that no worker waits."""

_CODE_THERE = (
    f"__import__({answer_of.__module__!r}, fromlist=['asked'])"
    f".{answer_of.__name__}({__name__ + ':tell_code'!r}, b'', 60.0)"
)
"""Asks for a worker's code in words of Python's own, as it may be one without these functions."""


@dataclass(frozen=True, slots=True)
class Workers:
    """The cluster's scheduler, and how many seconds an answer of it is waited for."""

    scheduler: str
    seconds: float


def found_by(
    workers: Workers,
    source: Source,
    reports: Sequence[str],
    find: FindInReport,
    code: str,
    *,
    processes: int,
) -> Iterator[OfReport]:
    """What workers with the same code find in each of some current reports, in their order.

    What none of them answers, ``find`` finds here; all, by so many ``processes``, where none
    may be asked.
    """
    with _same(workers, code) as (client, hands):
        if client is None:
            yield from found_in(source, reports, find, processes=processes)
            return
        ahead = _AHEAD * sum(hands.values())
        waiting: deque[tuple[Sequence[str], Future[bytes]]] = deque()
        for at in range(0, len(reports), _TOGETHER):
            some = reports[at : at + _TOGETHER]
            waiting.append((some, _send(client, hands, packed(source, some))))
            if len(waiting) > ahead:
                yield from _received(*waiting.popleft(), source, find)
        while waiting:
            yield from _received(*waiting.popleft(), source, find)


@contextmanager
def _same(workers: Workers, code: str) -> Iterator[tuple[Client | None, Mapping[str, int]]]:
    """A client, and the workers of this code with how much each looks at at once."""
    client: Client | None = None
    hands: Mapping[str, int] = {}
    try:
        client = connect(workers.scheduler, workers.seconds)
        hands = _of_code(client, code, workers.seconds)
        why = "" if hands else "no worker has this code"
    except (EngineFailed, OSError, TimeoutError) as error:
        why = str(error)
    if why:
        _log.warning("contradictions are looked for on this machine: %s", why)
    try:
        yield client if hands else None, hands
    finally:
        if client is not None:
            leave(client, "", [])


def _of_code(client: Client, code: str, seconds: float) -> dict[str, int]:
    hands: Mapping[str, int] = client.nthreads()
    asked = {
        worker: client.submit(eval, _CODE_THERE, workers=[worker], pure=False) for worker in hands
    }
    return {
        worker: hands[worker]
        for worker, future in asked.items()
        if _result(future, seconds) == code.encode()
    }


def _send(client: Client, hands: Mapping[str, int], data: bytes) -> Future[bytes]:
    asked = f"{__name__}:tell_findings"
    return client.submit(answer_of, asked, data, _SECONDS, workers=list(hands), pure=False)


def _result(future: Future[bytes], seconds: float) -> bytes | None:
    """What a worker answers; None where it does not, which is said."""
    try:
        answer: bytes = future.result(timeout=seconds)
    except (Exception, CancelledError) as error:
        _log.warning("a worker does not answer for contradictions: %r", error)
        return None
    return answer


def _received(
    reports: Sequence[str], future: Future[bytes], source: Source, find: FindInReport
) -> Iterator[OfReport]:
    answer = _result(future, 2 * _SECONDS)
    if answer is None:
        return found_here(source, reports, find)
    return iter(_answers().validate_json(answer))


# --- what goes there and what comes back --------------------------------------------------------


def packed(source: Source, reports: Sequence[str]) -> bytes:
    """The rows of some reports, and of the dimensions those that they name, on their way.

    A line of JSON with the reports' keys and the length of each table, then the tables.
    """
    tables = source.of_reports(reports)
    for name, seen in SEEN_OF_DIMENSIONS.items():
        whole = source.whole(name)
        tables[name] = whole.filter(pc.is_in(whole[seen.key], tables[seen.named_in][seen.key]))
    parts = {name: _bytes_of(table) for name, table in tables.items()}
    sizes = {name: len(part) for name, part in parts.items()}
    return b"".join((json.dumps([list(reports), sizes]).encode(), b"\n", *parts.values()))


def unpacked(data: bytes) -> tuple[list[str], HeldSource]:
    """The keys and the rows that were packed."""
    head, _, rest = data.partition(b"\n")
    reports, sizes = json.loads(head)
    tables: dict[str, pa.Table] = {}
    at = 0
    for name, size in sizes.items():
        tables[name] = pa.ipc.open_stream(pa.py_buffer(rest[at : at + size])).read_all()
        at += size
    return reports, HeldSource(tables)


def _bytes_of(table: pa.Table) -> bytes:
    target = pa.BufferOutputStream()
    schema, options = table.schema.remove_metadata(), pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(target, schema, options=options) as stream:
        stream.write_table(table.replace_schema_metadata(None))
    data: bytes = target.getvalue().to_pybytes()
    return data


@cache
def _answers() -> TypeAdapter[list[tuple[str, tuple[Finding, ...]]]]:
    return TypeAdapter(list[tuple[str, tuple[Finding, ...]]])


# --- what runs in a worker's process ------------------------------------------------------------


def tell_findings() -> None:
    """Of what was packed on standard input, the findings of each report as JSON."""
    reports, source = unpacked(sys.stdin.buffer.read())
    find: FindInReport = import_module("pipeline.quality.reconcile").find_in_report
    found = [(report, tuple(findings)) for report, findings in found_here(source, reports, find)]
    sys.stdout.buffer.write(_answers().dump_json(found))


def tell_code() -> None:
    """Of which code this is."""
    remembered = import_module("pipeline.quality.reconcile.remembered")
    sys.stdout.buffer.write(remembered.code_now().encode())
