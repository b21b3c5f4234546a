"""Coming to a scheduler of Dask, leaving it, and having its workers stop."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pipeline.intake.cluster.task import stop
from pipeline.intake.engine import EngineFailed

if TYPE_CHECKING:
    from distributed import Client

_log = logging.getLogger(__name__)


def connect(scheduler: str, seconds: float) -> Client:
    """A client of the scheduler.

    Raises:
        EngineFailed: it does not answer within so many seconds.
    """
    import dask
    from distributed import Client

    # A document is sent whole; Dask would warn of each that has more than 10 MB.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    try:
        return Client(scheduler, timeout=seconds, set_as_default=False, name="namndlager")
    except (OSError, TimeoutError) as error:
        raise EngineFailed(
            f"The scheduler {scheduler} does not answer ({error}). Start it (docs/scale.md), or "
            "unset NAMNDLAGER_EXTRACT_ENGINE to read on this machine."
        ) from error


def leave(client: Client, run: str, busy: list[str]) -> None:
    """Leave the cluster; workers that still read something for this run end it."""
    if busy:
        stop_on(client, run, None, busy)
    try:
        client.close(timeout=5)
    except Exception as error:  # it is gone, and so is what it held
        _log.info("the scheduler was not told of the end: %r", error)


def stop_on(client: Client, run: str, number: int | None, workers: list[str]) -> None:
    """Have workers stop what they read for a run, or one parcel; who hangs is not waited for."""
    try:
        client.sync(
            client._run,
            stop,
            run,
            number,
            workers=workers,
            on_error="ignore",
            callback_timeout=5,
        )
    except Exception as error:  # its limits end it, if nothing else does
        _log.info("%s could not be told to stop: %r", workers, error)
