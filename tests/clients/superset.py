"""A running Superset gives a chart's data: ``python -m tests.clients.superset HOME PASSWORD``.

HOME is what ``deploy/superset/install.sh HOME`` made (minutes, and 1.5 GB of packages, so this
is no part of CI). The server is started and led to a copy of the warehouse whose two releases
take turns; after each publish it is asked for the data of every chart, and each figure is
compared with the release of that moment. Then it is led back.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPCookieProcessor, Request, build_opener

import duckdb

from pipeline.publish.published import DATABASE
from pipeline.settings import PROJECT_ROOT, Settings
from tests.clients.releases import NAMES, two_releases

PORT = 8099
ADDRESS = f"http://127.0.0.1:{PORT}"
SECONDS_TO_START = 600
TURNS = 4
"""So many publishes while the server runs."""

RENAMED = " (andra versionen)"
"""What stands behind the name of every committee in the second release."""

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
    """Compare every chart's metric with the release of the moment; 1 where one differs."""
    wrong = asked = 0
    with TemporaryDirectory() as name, _served(home):
        releases = two_releases(Settings.from_environment().database, Path(name))
        _rename_committees(releases.settings.releases_dir / NAMES[1] / DATABASE)
        server = Server(password)
        charts = server.ask("/api/v1/chart/")["result"]
        with server.led_to(releases.database):
            for turn in range(TURNS):
                release = NAMES[turn % len(NAMES)]
                releases.publish(release)
                for chart in charts:
                    is_right = _is_right(server, chart, releases.database, release)
                    asked += 1
                    wrong += not is_right
    print(f"{asked} answers over {TURNS} publishes, {wrong} wrong")
    return 1 if wrong or asked < TURNS * len(EXPECTED) else 0


def _is_right(server: Server, chart: Mapping[str, Any], database: Path, release: str) -> bool:
    (metric,) = json.loads(chart["params"])["metrics"]
    dataset = int(chart["datasource_url"].rsplit("datasource_id=")[-1])
    found = server.chart_data(dataset, metric)
    expected = _warehouse(database, EXPECTED[metric])
    is_right = found.keys() == expected.keys() and all(
        abs(found[name] - expected[name]) < 1e-6 for name in expected
    )
    print(f"{'right' if is_right else 'WRONG'}  {release}  {chart['slice_name']}: {found}")
    return is_right


def _rename_committees(database: Path) -> None:
    """Make a release that charts tell from the other: its committees have other names."""
    database.chmod(0o644)
    with duckdb.connect(str(database)) as connection:
        for (table,) in connection.execute(
            "select table_name from duckdb_columns() join duckdb_tables() using (table_name)"
            " where column_name = 'committee_name'"
        ).fetchall():
            connection.execute(f"update {table} set committee_name = committee_name || '{RENAMED}'")
    database.chmod(0o444)


def _warehouse(database: Path, sql: str) -> dict[str, float]:
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        return {name: float(value) for name, value in connection.execute(sql).fetchall()}


class Server:
    """A running Superset, asked as its admin."""

    def __init__(self, password: str) -> None:
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self._headers = {"Content-Type": "application/json"}
        login = {"username": "admin", "password": password, "provider": "db", "refresh": False}
        token = self.ask("/api/v1/security/login", login)["access_token"]
        self._headers["Authorization"] = f"Bearer {token}"
        # What is changed asks for this as well, and for the cookie that came with it.
        self._headers["X-CSRFToken"] = self.ask("/api/v1/security/csrf_token/")["result"]

    def ask(self, path: str, body: Mapping[str, object] | None = None, method: str = "") -> Any:
        """Its answer; urllib's HTTPError where it refuses."""
        data = None if body is None else json.dumps(body).encode()
        kind = method or ("GET" if body is None else "POST")
        request = Request(f"{ADDRESS}{path}", data=data, headers=self._headers, method=kind)
        with self._open(request, timeout=300) as answer:
            return json.load(answer)

    def chart_data(self, dataset: int, metric: str) -> dict[str, float]:
        """A metric by committee, as a chart gets it."""
        query = {"columns": ["committee_name"], "metrics": [metric], "row_limit": 1000}
        body = {"datasource": {"id": dataset, "type": "table"}, "queries": [query]}
        (result,) = self.ask("/api/v1/chart/data", body)["result"]
        return {
            row["committee_name"]: float(row[metric])
            for row in result["data"]
            if row[metric] is not None
        }

    @contextmanager
    def led_to(self, database: Path) -> Iterator[None]:
        """Its database is another file meanwhile, opened as it opens its own."""
        (registered,) = self.ask("/api/v1/database/")["result"]
        path = f"/api/v1/database/{registered['id']}"
        address = self.ask(f"{path}/connection")["result"]["sqlalchemy_uri"]
        _, _, how = address.partition("?")
        self.ask(path, {"sqlalchemy_uri": f"duckdb:///{database}?{how}"}, "PUT")
        try:
            yield
        finally:
            self.ask(path, {"sqlalchemy_uri": address}, "PUT")


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
            with build_opener().open(f"{ADDRESS}/health", timeout=10):
                return
        except (URLError, OSError):
            time.sleep(1)
    raise RuntimeError(f"Superset did not answer within {SECONDS_TO_START} s")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
