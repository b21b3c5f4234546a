"""Events arrive at a real server and at a real program, or it is said why not."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.settings import Settings
from pipeline.watch.event import DocumentNote, Event, payload
from pipeline.watch.send import CommandSink, NotDelivered, WebhookSink, sinks

EVENT = Event(
    event="documents_held",
    when=datetime(2026, 3, 2, 6, 0, tzinfo=UTC),
    host="night",
    summary="a.pdf (held_back): Ingen åtgärd",
    what_to_do="Look at it.",
    documents=(DocumentNote("a.pdf", "held_back", "Ingen åtgärd"),),
)


@dataclass
class Received:
    """A server's address and what it got."""

    address: str
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def server(answer: int = 204, seconds: float = 0.0) -> Iterator[Received]:
    """A real HTTP server on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.requests.append((self.path, dict(self.headers), body))
            time.sleep(seconds)
            self.send_response(answer)
            if answer in (302, 307):
                self.send_header("Location", f"{received.address}/elsewhere")
            self.end_headers()

        def do_GET(self) -> None:
            received.requests.append((self.path, {}, b""))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    received = Received(f"http://127.0.0.1:{httpd.server_port}")
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        yield received
    finally:
        httpd.shutdown()
        httpd.server_close()


def python(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


def test_a_webhook_gets_the_event_as_json_with_the_header() -> None:
    with server() as received:
        WebhookSink(f"{received.address}/hook?x=1", "Authorization: Bearer s3cret", 5.0).send(
            payload(EVENT)
        )
    ((path, headers, body),) = received.requests
    assert path == "/hook?x=1"
    assert headers["Authorization"] == "Bearer s3cret"
    assert headers["Content-Type"] == "application/json"
    sent = json.loads(body)
    assert sent["event"] == "documents_held"
    assert sent["when"] == "2026-03-02T06:00:00Z"
    assert sent["documents"] == [
        {"source_file": "a.pdf", "reason_code": "held_back", "reason": "Ingen åtgärd"}
    ]


@pytest.mark.parametrize("answer", [302, 307, 404, 500])
def test_any_other_answer_is_no_delivery_and_no_redirect_is_followed(answer: int) -> None:
    with server(answer) as received, pytest.raises(NotDelivered, match=f"answered {answer}"):
        WebhookSink(f"{received.address}/secret-path", "", 5.0).send(payload(EVENT))
    assert [path for path, _, _ in received.requests] == ["/secret-path"]


def test_a_webhook_has_a_time_limit_and_its_address_stays_secret() -> None:
    with server(seconds=3.0) as received, pytest.raises(NotDelivered) as failure:
        WebhookSink(f"{received.address}/secret-path", "", 0.3).send(payload(EVENT))
    assert received.address in str(failure.value)
    assert "secret" not in str(failure.value)


def test_nobody_there_is_said() -> None:
    with server() as received:
        pass
    with pytest.raises(NotDelivered, match="cannot be reached"):
        WebhookSink(received.address, "", 2.0).send(payload(EVENT))


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://127.0.0.1/x", "127.0.0.1/hook", ""),
        *("http://[::1/x", "http://127.0.0.1:99999/x", "http://127.0.0.1:port/x"),
    ],
)
def test_only_web_addresses_are_opened(url: str) -> None:
    with pytest.raises(NotDelivered, match="http"):
        WebhookSink(url, "", 2.0).send(payload(EVENT))


def test_an_address_that_cannot_be_asked_stays_secret() -> None:
    with server() as received, pytest.raises(NotDelivered) as failure:
        WebhookSink(f"{received.address}/secret path", "", 2.0).send(payload(EVENT))
    assert received.requests == []
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize("header", ["secret", "X: secret\r\nY: b", ": secret"])
def test_a_header_that_is_none_is_said_without_repeating_it(header: str) -> None:
    with server() as received, pytest.raises(NotDelivered) as failure:
        WebhookSink(received.address, header, 2.0).send(payload(EVENT))
    assert received.requests == []
    assert "NAMNDLAGER_NOTIFY_HEADER" in str(failure.value)
    assert "secret" not in str(failure.value)


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with server() as received:
        WebhookSink(received.address, "", 5.0).send(payload(EVENT))
    assert len(received.requests) == 1


def test_a_command_gets_the_event_on_standard_input(tmp_path: Path) -> None:
    target = tmp_path / "with a blank.json"
    code = f"import sys; open({str(target)!r}, 'wb').write(sys.stdin.buffer.read())"
    CommandSink(python(code), 20.0).send(payload(EVENT))
    assert target.read_bytes() == payload(EVENT)
    assert target.read_bytes().count(b"\n") == 1


def test_no_shell_is_involved(tmp_path: Path) -> None:
    target = tmp_path / "made"
    CommandSink(f"true ; touch {target}", 20.0).send(payload(EVENT))
    assert not target.exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (python("import sys; sys.exit('no mail server')"), "ended with 1: no mail server"),
        ("/nowhere/mail", "/nowhere/mail cannot be run: No such file"),
        ("mail 'unclosed", "cannot be split"),
        (" ", "names no program"),
    ],
)
def test_a_command_that_fails_says_why(command: str, said: str) -> None:
    with pytest.raises(NotDelivered, match=said):
        CommandSink(command, 20.0).send(payload(EVENT))


def test_a_command_that_hangs_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    sign = tmp_path / "survived"
    child = f"import time; time.sleep(2); open({str(sign)!r}, 'w')"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with pytest.raises(NotDelivered, match=r"longer than 0.5 s"):
        CommandSink(python(code), 0.5).send(payload(EVENT))
    time.sleep(2.5)
    assert not sign.exists()


def test_a_command_that_does_not_read_its_input_is_no_failure() -> None:
    CommandSink("true", 20.0).send(payload(EVENT) * 10_000)


def test_the_settings_say_where_events_go() -> None:
    assert sinks(Settings()) == ()
    settings = Settings.from_environment(
        {
            "NAMNDLAGER_NOTIFY_COMMAND": "mail operator",
            "NAMNDLAGER_NOTIFY_URL": "https://example.org/secret",
            "NAMNDLAGER_NOTIFY_HEADER": "Authorization: secret",
            "NAMNDLAGER_NOTIFY_SECONDS": "3",
        }
    )
    assert [sink.name for sink in sinks(settings)] == ["command", "webhook"]
    assert "secret" not in repr(settings) + repr(sinks(settings))


def test_who_has_no_webhook_does_not_pay_for_what_posts() -> None:
    asked = "import sys, pipeline.watch.send; print('pipeline.watch.post' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "False"
