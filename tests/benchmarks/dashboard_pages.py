"""How fast the pages of the dashboard are, on a published warehouse and on copies of it.

    python -m tests.benchmarks.dashboard_pages                # the warehouse of the settings
    python -m tests.benchmarks.dashboard_pages --copies 60    # as if it held sixty times as much

The dashboard runs as a process of its own and is asked over HTTP, one page after the other.
Beside the time that a reader waits stands what the processor did for a page, which says how
long it takes where nothing else runs.
With copies, every committee and report is there so many times, under keys of its own, beside
the warehouse in a folder that goes when it is done.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import duckdb
import psutil

from pipeline.publish.database import connect
from pipeline.settings import Settings
from tests.benchmarks.multiplied import multiplied
from tests.support.dashboard import dashboard

ROUNDS = 5
MOST_ADDRESSES = 12
"""So many addresses of one page are asked for, evenly out of all there are."""

FACTS = "select sum(estimated_size) from duckdb_tables() where table_name like 'fact_%'"

ADDRESSES = {
    "/": "select 1",
    "/namnd": "select committee_key as namnd, report_year as ar, report_type as rapport"
    " from dim_report where is_current",
    "/indikator": "select indicator_key as indikator from dim_indicator",
    "/ekonomi": "select distinct committee_key as namnd, report_year as ar from dim_report",
    "/jamforelse": "select distinct indicator_key as indikator, report_year as ar"
    " from mart_indicator_scorecard where outcome is not null",
    "/motsagelser": "select distinct rule as regel from data_finding",
    "/sok": "select unnest(['trygg', 'budget', 'äldre omsorg', 'personal']) as q",
    "/tackning": "select 1",
    "/kalla": "select fact_key as rad from fact_indicator_value using sample 40 (reservoir, 1)",
}
"""Pages, and the choices that are asked for on them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--copies", type=int, default=1)
    asked = parser.parse_args(arguments)
    settings = Settings.from_environment()
    with tempfile.TemporaryDirectory() as folder:
        if asked.copies > 1:
            settings = multiplied(settings, asked.copies, Path(folder) / "warehouse")
        with connect(settings.database.resolve()) as connection:
            addresses = {page: _addresses(connection, page) for page in ADDRESSES}
            facts = connection.execute(FACTS).fetchone()
        print(f"{int(facts[0]):,} facts" if facts else "")
        with dashboard(settings) as address:
            (server,) = psutil.Process().children()
            measured = {
                page: [
                    _answered(server, address, path) for _ in range(asked.rounds) for path in paths
                ]
                for page, paths in addresses.items()
            }
    print("page, requests, median, p95, longest; processor: median, p95 (milliseconds)")
    for page, answers in [*measured.items(), ("all", [*chain.from_iterable(measured.values())])]:
        waited, worked = zip(*answers, strict=True)
        print(
            f"{page:12} {len(answers):4} {statistics.median(waited):8.0f} {_p95(waited):8.0f}"
            f" {max(waited):8.0f} {statistics.median(worked):8.0f} {_p95(worked):8.0f}"
        )


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _addresses(connection: duckdb.DuckDBPyConnection, page: str) -> list[str]:
    result = connection.execute(ADDRESSES[page])
    names = [column[0] for column in result.description or []]
    rows = sorted(result.fetchall(), key=str)
    chosen = rows[:: max(1, len(rows) // MOST_ADDRESSES)][:MOST_ADDRESSES]
    if names == ["1"]:
        return [page]
    return [f"{page}?{urlencode(dict(zip(names, row, strict=True)))}" for row in chosen]


def _answered(server: psutil.Process, address: str, path: str) -> tuple[float, float]:
    """Milliseconds until the answer was whole, and milliseconds of the server's processor."""
    before = _worked(server)
    waited = _milliseconds(address, path)
    return waited, _worked(server) - before


def _worked(server: psutil.Process) -> float:
    times = server.cpu_times()
    return float(times.user + times.system) * 1000


def _milliseconds(address: str, path: str) -> float:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    try:
        start = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        return (time.perf_counter() - start) * 1000
    finally:
        connection.close()


if __name__ == "__main__":
    main()
