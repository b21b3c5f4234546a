"""A running Superset gives a chart's data: ``python -m tests.clients.superset HOME PASSWORD``.

HOME is what ``deploy/superset/install.sh HOME`` made (minutes, and 1.5 GB of packages, so this
is no part of CI). The server is started, asked for the data of every chart, and each figure is
compared with the warehouse.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import duckdb

from pipeline.settings import PROJECT_ROOT, Settings

PORT = 8099
ADDRESS = f"http://127.0.0.1:{PORT}"
SECONDS_TO_START = 600

EXPECTED: Mapping[str, str] = {
    "deviation_mnkr": "select committee_name,"
    " sum(coalesce(vb_deviation, t2_deviation, t1_deviation)) / 1e6"
    " from mart_budget_followup where adds_to_total group by 1"
    " having sum(coalesce(vb_deviation, t2_deviation, t1_deviation)) is not null",
    "share_indicators_reached": "select committee_name, avg((status = 'reached')::int)"
    " from mart_indicator_scorecard as score"
    " semi join (select report_key from v_report where is_latest_of_year) using (report_key)"
    " where status in ('reached', 'nearly', 'not_reached') group by 1",
    "share_area_goals_fully": "select committee_name, avg((assessment = 'fully')::int)"
    " from mart_goal_tree"
    " semi join (select report_key from v_report where is_latest_of_year) using (report_key)"
    " where level = 'verksamhetsomradesmal' and assessment is not null group by 1",
}
"""What a metric says of each committee, asked of the warehouse in another way."""


def main(home: Path, password: str) -> int:
    """Compare every chart's metric with the warehouse; 1 where one differs."""
    asked = wrong = 0
    with _served(home):
        token = _ask("/api/v1/security/login", _login(password))["access_token"]
        for chart in _ask("/api/v1/chart/", token=token)["result"]:
            (metric,) = json.loads(chart["params"])["metrics"]
            dataset = int(chart["datasource_url"].rsplit("datasource_id=")[-1])
            found = _chart_data(dataset, metric, token)
            expected = _warehouse(EXPECTED[metric])
            is_right = found.keys() == expected.keys() and all(
                abs(found[name] - expected[name]) < 1e-6 for name in expected
            )
            asked += 1
            wrong += not is_right
            print(f"{'right' if is_right else 'WRONG'}  {chart['slice_name']}: {found}")
    return 1 if wrong or asked < len(EXPECTED) else 0


def _chart_data(dataset: int, metric: str, token: str) -> dict[str, float]:
    query = {"columns": ["committee_name"], "metrics": [metric], "row_limit": 1000}
    body = {"datasource": {"id": dataset, "type": "table"}, "queries": [query]}
    (result,) = _ask("/api/v1/chart/data", body, token=token)["result"]
    return {
        row["committee_name"]: float(row[metric])
        for row in result["data"]
        if row[metric] is not None
    }


def _warehouse(sql: str) -> dict[str, float]:
    database = Settings.from_environment().database.resolve()
    with duckdb.connect(str(database), read_only=True) as connection:
        return {name: float(value) for name, value in connection.execute(sql).fetchall()}


def _login(password: str) -> Mapping[str, object]:
    return {"username": "admin", "password": password, "provider": "db", "refresh": False}


def _ask(path: str, body: Mapping[str, object] | None = None, *, token: str = "") -> Any:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"{ADDRESS}{path}", data=data, headers=headers), timeout=300) as answer:
        return json.load(answer)


@contextmanager
def _served(home: Path) -> Iterator[None]:
    script = PROJECT_ROOT / "deploy" / "superset" / "serve.sh"
    process = subprocess.Popen([str(script), str(home), str(PORT)])
    try:
        _wait_for_server(process)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_server(process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("Superset has ended; what it said stands above")
        try:
            with urlopen(f"{ADDRESS}/health", timeout=10):
                return
        except (URLError, OSError):
            time.sleep(1)
    raise RuntimeError(f"Superset did not answer within {SECONDS_TO_START} s")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
