"""A reader of the published database, in a process of its own, until it is told to stop.

It also stops where the process that started it is gone, however that ended.

``python -m tests.faults.reading DATABASE LOG`` opens the path that people open, asks one
question over many tables, closes, again and again, and writes a line of JSON an answer.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

import duckdb

from pipeline.publish.database import connect

QUESTION = """
select
    (select count(*) from dim_report),
    (select count(*) from fact_indicator_value),
    (select round(sum(value), 3) from fact_indicator_value),
    (select count(*) from fact_table_cell),
    (select count(*) from document_section),
    (select count(*) from mart_coverage),
    (select count(*) from fact_activity join dim_report using (report_key))
"""
"""Facts, dimensions and marts at once: half a release would give numbers that do not fit."""

PAUSE_SECONDS = 0.05


def main() -> int:
    """Ask until SIGTERM or the parent's end."""
    database, log = Path(sys.argv[1]), Path(sys.argv[2])
    os.nice(10)  # four readers, and a run that is to come to its end
    parent = os.getppid()
    is_stopped = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal is_stopped
        is_stopped = True

    signal.signal(signal.SIGTERM, stop)
    with log.open("w", encoding="utf-8") as out:
        while not is_stopped and os.getppid() == parent:
            out.write(json.dumps(ask(database)) + "\n")
            out.flush()
            time.sleep(PAUSE_SECONDS)
    return 0


def ask(database: Path) -> list[object]:
    """The numbers of the current release; one text where the question was refused."""
    try:
        with connect(database) as connection:
            return list(connection.execute(QUESTION).fetchone() or ())
    except (duckdb.Error, OSError) as error:
        return [f"{type(error).__name__}: {error}"]


if __name__ == "__main__":
    raise SystemExit(main())
