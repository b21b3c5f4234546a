"""The rules of the guard, one request each; real ones over HTTP are in tests/integration."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from pipeline.server.guard import AllowedHosts, Asked, check
from pipeline.server.operations import only_listens, only_reads

LOOPBACK = AllowedHosts.beside_loopback("")
PROXIED = AllowedHosts.beside_loopback("warehouse.example, dev.example:8443")

MUTATION = 'mutation { stopRunningSchedule(id: "1") { __typename } }'
JSON = ("content-type", "application/json")
OWN_HOST = ("host", "127.0.0.1:3000")


def status(
    *headers: tuple[str, str],
    method: str = "GET",
    path: str = "/",
    query: str = "",
    allowed: AllowedHosts = LOOPBACK,
    websocket: bool = False,
) -> int | None:
    """The status of the refusal, None where the request is passed on."""
    scope = {
        "type": "websocket" if websocket else "http",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    asked = Asked.of(scope if websocket else {**scope, "method": method})
    refusal = check(asked, allowed)
    return refusal.status if refusal else None


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:3000", "LocalHost:3000", "127.0.0.1:3000", "[::1]:3000"]
)
def test_loopback_names_are_answered(host: str) -> None:
    assert status(("host", host)) is None


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",  # DNS rebinding: the owner points it to 127.0.0.1
        "evil.example:3000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example@localhost",
        "localhost, evil.example",
        "localhost:3000:evil",
        "127.0.0.1\t.evil.example",
        "warehouse.example",
        "",
    ],
)
def test_any_other_name_is_not(host: str) -> None:
    assert status(("host", host)) == 421


def test_a_request_without_a_name_or_with_two_is_refused() -> None:
    assert status() == 421
    assert status(OWN_HOST, ("host", "localhost")) == 421


def test_a_name_of_the_setting_is_answered_on_its_port() -> None:
    assert status(("host", "warehouse.example"), allowed=PROXIED) is None
    assert status(("host", "warehouse.example:8080"), allowed=PROXIED) is None
    assert status(("host", "dev.example:8443"), allowed=PROXIED) is None
    assert status(("host", "dev.example"), allowed=PROXIED) == 421


@pytest.mark.parametrize("name", ["*", "*.example", "https://warehouse.example", "a b"])
def test_a_setting_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="NAMNDLAGER_UI_HOSTS"):
        AllowedHosts.beside_loopback(name)


@pytest.mark.parametrize("websocket", [False, True])
@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://127.0.0.1:3000", None),
        ("http://evil.example", 403),
        ("http://127.0.0.1:8080", 403),  # another program's page on this machine
        ("http://localhost:3000", 403),  # another name: a page that was loaded from elsewhere
        ("http://127.0.0.1:3000.evil.example", 403),
        ("http://evil.example@127.0.0.1:3000", 403),
        ("null", 403),
        ("file://", 403),
        ("", 403),
    ],
)
def test_only_a_page_of_this_server_may_ask(
    origin: str, expected: int | None, websocket: bool
) -> None:
    assert status(OWN_HOST, ("origin", origin), websocket=websocket) == expected


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("warehouse.example", "https://warehouse.example"),
        ("warehouse.example:443", "https://warehouse.example"),
        ("127.0.0.1:3000", "https://warehouse.example"),  # the proxy asks under its own name
    ],
)
def test_a_page_behind_the_proxy_may_ask(host: str, origin: str) -> None:
    assert status(("host", host), ("origin", origin), allowed=PROXIED) is None
    assert status(("host", "127.0.0.1:3000"), ("origin", origin)) == 403


def test_a_foreign_page_may_link_to_a_page_and_do_nothing_else() -> None:
    foreign = ("sec-fetch-site", "cross-site")
    opened = (("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document"))
    framed = (("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe"))
    assert status(OWN_HOST, foreign, *opened, path="/runs") is None
    assert status(OWN_HOST, foreign, *framed, path="/runs") == 403
    assert status(OWN_HOST, foreign, *opened, path="/graphql") == 403
    assert status(OWN_HOST, foreign, ("sec-fetch-mode", "no-cors"), path="/runs") == 403
    assert status(OWN_HOST, ("sec-fetch-site", "same-site"), path="/server_info") == 403
    posted = status(OWN_HOST, foreign, *opened, path="/report_asset_check/x", method="POST")
    assert posted == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"query": "{ version }"}, None),
        ({"query": "query One { version } query Two { version }"}, None),
        ({"query": "{ __schema { types { name } } }"}, None),
        ({"query": MUTATION}, 405),
        ({"query": f"query One {{ version }} {MUTATION}", "operationName": "One"}, 405),
        ({"query": f"# {{ version }}\n{MUTATION}"}, 405),
        ({"query": "fragment F on Query { version } mutation { a }"}, 405),
        ({"query": "subscription { a }"}, 405),
        ({"query": '[{"query": "mutation { a }"}]'}, 405),
        ({"query": "{" * 5000}, 405),
        ({}, None),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_graphql_by_get_reads_only(
    query: dict[str, str], expected: int | None, method: str
) -> None:
    asked = status(OWN_HOST, path="/graphql", query=urlencode(query), method=method)
    assert asked == expected


def test_every_one_of_several_queries_by_get_is_looked_at() -> None:
    twice = urlencode([("query", MUTATION), ("query", "{ version }")])
    assert status(OWN_HOST, path="/graphql", query=twice) == 405
    assert status(OWN_HOST, path="/graphql", query=twice.replace("query=m", "%71uery=m")) == 405


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("application/json", None),
        ("Application/JSON; charset=utf-8", None),
        ("application/graphql", None),
        ("text/plain", 415),
        ("text/plain; application/json", 415),  # Dagster takes it for JSON, a browser for text
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=application/json", 415),
        ("", 415),
    ],
)
def test_graphql_by_post_has_a_type_that_no_form_can_send(kind: str, expected: int | None) -> None:
    headers = (OWN_HOST, ("content-type", kind))
    assert status(*headers, path="/graphql", method="POST") == expected


def test_graphql_by_post_stands_in_the_body() -> None:
    query = urlencode({"query": MUTATION})
    assert status(OWN_HOST, JSON, path="/graphql", method="POST", query=query) == 400
    assert status(OWN_HOST, path="/graphql", method="POST") == 415
    assert status(OWN_HOST, JSON, JSON, path="/graphql", method="POST") == 415


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('{"type": "connection_init"}', True),
        ('{"type": "stop", "id": "1"}', True),
        ('{"type": "start", "id": "1", "payload": {"query": "subscription { a }"}}', True),
        ('{"type": "start", "id": "1", "payload": {"query": "mutation { a }"}}', False),
        ('{"type": "start", "id": "1", "payload": {"query": "query { a }"}}', False),
        (
            '{"type": "start", "payload": {"query": "subscription S { a } mutation M { a }",'
            ' "operation_name": "S"}}',
            False,
        ),
        ('{"type": "start", "id": "1", "payload": null}', False),
        ('[{"type": "start"}]', False),
        ("[" * 100_000, False),
        ("no JSON", False),
        (None, False),  # a binary message
    ],
)
def test_a_websocket_only_listens(message: str | None, expected: bool) -> None:
    assert only_listens(message) is expected


def test_what_is_no_graphql_does_not_count_as_reading() -> None:
    assert not only_reads("mutation")
    assert not only_reads("fragment F on Query { version }")
