"""The Dagster UI as ``namndlager ui`` serves it, asked by real requests of friend and foe."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from pipeline.settings import Settings
from tests.support.ui import UiProcess, ui_process

FOREIGN = "http://evil.example"
JSON = {"Content-Type": "application/json"}

SCHEDULE = (
    '{ schedulesOrError(repositorySelector: {repositoryName: "__repository__",'
    ' repositoryLocationName: "pipeline.definitions"}) {'
    " ... on Schedules { results { name scheduleState { id status } } } } }"
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("ui")
    (folder / "raw").mkdir()
    return Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse")


@pytest.fixture(scope="module")
def ui(settings: Settings) -> Iterator[UiProcess]:
    with ui_process(settings) as ui:
        yield ui


@pytest.fixture(scope="module")
def address(ui: UiProcess) -> str:
    return ui.address


def ask(
    address: str,
    path: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    body: str | None = None,
) -> tuple[int, str]:
    """Status and body of the answer to a request with just these headers."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def graphql(address: str, text: str, **headers: str) -> tuple[int, Any]:
    """The answer to GraphQL by POST, as the UI itself asks."""
    given = {**JSON, "Origin": address, **headers}
    status, body = ask(
        address, "/graphql", method="POST", headers=given, body=json.dumps({"query": text})
    )
    return status, json.loads(body)["data"] if status == 200 else body


def schedule(address: str) -> dict[str, str]:
    """State of the nightly schedule: its id and status."""
    _, data = graphql(address, SCHEDULE)
    found = {one["name"]: one["scheduleState"] for one in data["schedulesOrError"]["results"]}
    return dict(found["every_night"])


def stopping(state: dict[str, str]) -> str:
    return f"mutation {{ stopRunningSchedule(id: {json.dumps(state['id'])}) {{ __typename }} }}"


def test_pages_are_shown_under_loopback_names_only(address: str) -> None:
    port = urlsplit(address).port
    assert ask(address, "/")[0] == 200
    assert ask(address, "/runs", headers={"Host": f"localhost:{port}"})[0] == 200
    for host in ("evil.example", f"evil.example:{port}"):
        status, said = ask(address, "/runs", headers={"Host": host})
        assert status == 421 and "NAMNDLAGER_UI_HOSTS" in said and "<html" not in said
    status, _ = ask(address, "/server_info", headers={"Origin": FOREIGN})
    assert status == 403


def test_reading_by_get_goes_on_introspection_too(address: str) -> None:
    status, body = ask(address, f"/graphql?query={quote('{ version }')}")
    assert status == 200 and json.loads(body)["data"]["version"]
    introspection = quote("{ __schema { mutationType { name } } }")
    status, body = ask(address, f"/graphql?query={introspection}")
    assert json.loads(body)["data"]["__schema"]["mutationType"]["name"] == "Mutation"


def test_no_page_of_another_site_stops_the_schedule_and_the_ui_itself_can(address: str) -> None:
    state = schedule(address)
    assert state["status"] == "RUNNING"
    stop = stopping(state)
    named = f"query Harmless {{ version }} {stop.replace('mutation', 'mutation M')}"
    body = json.dumps({"query": stop})
    by_get = f"/graphql?query={quote(stop)}"
    attempts = {
        "an image": ask(address, by_get),
        "a link": ask(address, by_get, headers={"Accept": "text/html"}),
        "two operations": ask(address, f"/graphql?query={quote(named)}&operationName=M"),
        "a form": ask(
            address,
            by_get,
            method="POST",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        ),
        "text that Dagster takes for JSON": ask(
            address,
            "/graphql",
            method="POST",
            headers={"Content-Type": "text/plain; application/json"},
            body=body,
        ),
        "a foreign page": ask(
            address, "/graphql", method="POST", headers={**JSON, "Origin": FOREIGN}, body=body
        ),
        "a sandboxed page": ask(
            address, "/graphql", method="POST", headers={**JSON, "Origin": "null"}, body=body
        ),
        "a rebound name": ask(
            address,
            "/graphql",
            method="POST",
            headers={**JSON, "Host": "evil.example", "Origin": FOREIGN},
            body=body,
        ),
        "a batch": ask(address, f"/graphql?query={quote(f'[{body}]')}"),
    }
    statuses = {name: status for name, (status, _) in attempts.items()}
    assert statuses == {
        "an image": 405,
        "a link": 405,
        "two operations": 405,
        "a form": 400,
        "text that Dagster takes for JSON": 415,
        "a foreign page": 403,
        "a sandboxed page": 403,
        "a rebound name": 421,
        "a batch": 405,
    }
    assert schedule(address)["status"] == "RUNNING"

    status, data = graphql(address, stop)
    assert (status, data["stopRunningSchedule"]["__typename"]) == (200, "ScheduleStateResult")
    assert schedule(address)["status"] == "STOPPED"


def test_schedule_and_sensor_have_a_living_daemon(address: str) -> None:
    asked = "{ instance { daemonHealth { allDaemonStatuses { daemonType healthy } } } }"
    deadline = time.monotonic() + 120
    healthy: set[str] = set()
    while not {"SCHEDULER", "SENSOR"} <= healthy and time.monotonic() < deadline:
        _, data = graphql(address, asked)
        statuses = data["instance"]["daemonHealth"]["allDaemonStatuses"]
        healthy = {status["daemonType"] for status in statuses if status["healthy"]}
    assert {"SCHEDULER", "SENSOR"} <= healthy


def test_a_foreign_page_may_not_frame_or_embed_the_ui(address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", "/")
    headers = connection.getresponse().headers
    connection.close()
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def websocket(address: str, origin: str | None) -> ClientConnection:
    return connect(
        address.replace("http", "ws", 1) + "/graphql",
        origin=Origin(origin) if origin else None,
        subprotocols=[Subprotocol("graphql-ws")],
        proxy=None,
    )


@pytest.mark.parametrize("origin", [FOREIGN, "null", "http://127.0.0.1:1"])
def test_a_websocket_of_a_foreign_page_is_not_opened(address: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, websocket(address, origin):
        pass
    assert refused.value.response.status_code == 403


def test_a_websocket_under_a_foreign_name_is_not_opened(address: str) -> None:
    asked = urlsplit(address)
    with (
        socket.create_connection((asked.hostname or "", asked.port or 0)) as rebound,
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://evil.example:{asked.port}/graphql", sock=rebound, proxy=None),
    ):
        pass
    assert refused.value.response.status_code == 421


def test_a_websocket_of_the_ui_carries_subscriptions_and_no_mutation(address: str) -> None:
    state = schedule(address)
    with websocket(address, address) as connection:
        connection.send(json.dumps({"type": "connection_init"}))
        assert json.loads(connection.recv(timeout=60))["type"] == "connection_ack"
        listen = "subscription { locationStateChangeEvents { event { message } } }"
        connection.send(json.dumps({"type": "start", "id": "1", "payload": {"query": listen}}))
        connection.send(json.dumps({"type": "stop", "id": "1"}))
        connection.send(
            json.dumps({"type": "start", "id": "2", "payload": {"query": stopping(state)}})
        )
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                connection.recv(timeout=60)
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1008


def test_ctrl_c_ends_every_process(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    with ui_process(settings) as ui:
        # As a terminal does: to the whole group.
        _ends_with_every_process(ui, lambda: os.killpg(ui.process.pid, signal.SIGINT))


def test_sigterm_ends_every_process_of_the_ui_that_all_these_asked(ui: UiProcess) -> None:
    """The last one here: as a service manager ends it, which tells the first process only."""
    _ends_with_every_process(ui, lambda: ui.process.send_signal(signal.SIGTERM))


def _ends_with_every_process(ui: UiProcess, end: Callable[[], None]) -> None:
    assert len(living(ui)) >= 3, "the UI, its code server and its daemon"
    end()
    assert ui.process.wait(timeout=60) == 0
    deadline = time.monotonic() + 60  # the code server is told, and not waited for
    while living(ui) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert living(ui) == []


def living(ui: UiProcess) -> list[str]:
    """Commands of the processes of a UI that have not ended."""
    listed = subprocess.run(
        ["ps", "-eo", "pgid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return [row[-1] for row in rows if int(row[0]) == ui.process.pid and "Z" not in row[1]]
