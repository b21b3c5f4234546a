"""Who may ask the web server: a check of every request before Dagster sees it.

Dagster's web server has no login and does what it is asked, by GET as well, under any
name and for any page. Loopback alone does not keep it private: a page in the engineer's
browser can send requests to 127.0.0.1, and a name that its owner points to 127.0.0.1
(DNS rebinding) makes the answers readable too. So

- the name that was asked (``Host``) is a loopback name or one that a setting allows;
- a page that asks (``Origin``, ``Sec-Fetch-Site``) is one of this server's own;
- GraphQL that changes something comes as the JSON body of a POST, which no page of
  another site can send without asking first;
- a websocket carries subscriptions only;
- no page of another site shows the UI in a frame of its own.

Programs send no ``Origin`` and are let through: who can start one on this machine needs
no web server. A rule is one function of ``RULES``; the first that objects is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.server.operations import only_listens, only_reads

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")

READING_METHODS = frozenset({"GET", "HEAD"})
GRAPHQL_BODIES = frozenset({"application/json", "application/graphql"})
"""Media types that a page of another site cannot send without being refused at the preflight."""

DEFAULT_PORTS = {"http": 80, "https": 443}
POLICY_VIOLATION = 1008
"""Status with which a websocket is closed (RFC 6455)."""

ANSWER_HEADERS = (
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
)

_AUTHORITY = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<authority>.+)")


@dataclass(frozen=True, slots=True)
class Authority:
    """A name with the port that stands behind it, if any: "localhost:3000"."""

    name: str
    port: int | None = None

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Read an authority; None where the text is none."""
        match = _AUTHORITY.fullmatch(text.strip().lower())
        if match is None:
            return None
        return cls(match["name"], int(match["port"]) if match["port"] else None)

    def with_port(self, default: int) -> tuple[str, int]:
        """Name and port, the default where none is said."""
        return self.name, self.port or default


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """The names under which the server may be asked; one without a port allows every port."""

    hosts: tuple[Authority, ...]

    @classmethod
    def beside_loopback(cls, names: str) -> Self:
        """The loopback names and those of a list with commas ("warehouse.example, [::1]:8080").

        Raises:
            ValueError: one is no name; there are no wildcards.
        """
        hosts = [Authority(name) for name in LOOPBACK_NAMES]
        for text in filter(None, (name.strip() for name in names.split(","))):
            host = Authority.of(text)
            if host is None:
                raise ValueError(f"{text!r} is no host name (NAMNDLAGER_UI_HOSTS)")
            hosts.append(host)
        return cls(tuple(hosts))

    def __contains__(self, asked: Authority) -> bool:
        return any(
            host.name == asked.name and host.port in (None, asked.port) for host in self.hosts
        )

    def named(self) -> AllowedHosts:
        """Those that the setting added."""
        return AllowedHosts(tuple(h for h in self.hosts if h.name not in LOOPBACK_NAMES))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says of itself, as far as the guard looks."""

    method: str
    path: str
    is_websocket: bool
    headers: tuple[tuple[str, str], ...]
    queries: tuple[str, ...]

    @classmethod
    def of(cls, scope: Scope) -> Self:
        """Read an ASGI scope."""
        pairs = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        return cls(
            method=scope.get("method", "GET"),
            path=scope.get("path", ""),
            is_websocket=scope["type"] == "websocket",
            headers=tuple(
                (name.decode("latin-1").lower(), value.decode("latin-1"))
                for name, value in scope["headers"]
            ),
            queries=tuple(value for name, value in pairs if name == "query"),
        )

    def all(self, header: str) -> list[str]:
        """Every value of a header."""
        return [value for name, value in self.headers if name == header]

    @property
    def is_graphql(self) -> bool:
        """Whether it goes where GraphQL is executed."""
        return "graphql" in self.path.lower()

    @property
    def host(self) -> Authority | None:
        """The name that was asked; None where there is not exactly one."""
        values = self.all("host")
        return Authority.of(values[0]) if len(values) == 1 else None

    @property
    def is_page_opened(self) -> bool:
        """Whether a person follows a link to a page, in a window of its own."""
        said = {name: self.all(f"sec-fetch-{name}") for name in ("mode", "dest")}
        opened = said == {"mode": ["navigate"], "dest": ["document"]}
        return opened and self.method in READING_METHODS and not self.is_graphql


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not passed on."""

    status: int
    reason: str


Rule = Callable[[Asked, AllowedHosts], Refusal | None]


def check(asked: Asked, allowed: AllowedHosts) -> Refusal | None:
    """The first objection to a request, if any."""
    return next((said for rule in RULES if (said := rule(asked, allowed)) is not None), None)


def _host_is_known(asked: Asked, allowed: AllowedHosts) -> Refusal | None:
    if asked.host is not None and asked.host in allowed:
        return None
    return Refusal(
        421,
        "This server is not asked under that name. It answers to the loopback names and to "
        "those of NAMNDLAGER_UI_HOSTS.",
    )


def _page_is_our_own(asked: Asked, allowed: AllowedHosts) -> Refusal | None:
    origins = asked.all("origin")
    if all(_is_own(origin, asked, allowed) for origin in origins):
        return None
    return Refusal(403, "A page of another site (Origin) may not ask this server.")


def _is_own(origin: str, asked: Asked, allowed: AllowedHosts) -> bool:
    match = _ORIGIN.fullmatch(origin.strip().lower())
    page = Authority.of(match["authority"]) if match else None
    if match is None or page is None or asked.host is None:
        return False  # "null", which a page in a sandbox says, is nobody's
    port = DEFAULT_PORTS[match["scheme"]]
    return page.with_port(port) == asked.host.with_port(port) or page in allowed.named()


def _browser_says_same_site(asked: Asked, _: AllowedHosts) -> Refusal | None:
    sites = set(asked.all("sec-fetch-site"))
    if sites <= {"same-origin", "none"} or asked.is_page_opened or asked.all("origin"):
        return None
    return Refusal(403, "A page of another site (Sec-Fetch-Site) may only link to this server.")


def _get_only_reads(asked: Asked, _: AllowedHosts) -> Refusal | None:
    if not asked.is_graphql or asked.is_websocket or asked.method not in READING_METHODS:
        return None
    if all(only_reads(query) for query in asked.queries):
        return None
    return Refusal(405, "GraphQL by GET has to be a query; what changes something comes by POST.")


def _post_says_it_in_json(asked: Asked, _: AllowedHosts) -> Refusal | None:
    if not asked.is_graphql or asked.is_websocket or asked.method in READING_METHODS:
        return None
    if asked.queries:
        return Refusal(400, "GraphQL by POST stands in the body, not in the address.")
    kinds = [value.partition(";")[0].strip().lower() for value in asked.all("content-type")]
    if len(kinds) == 1 and kinds[0] in GRAPHQL_BODIES:
        return None
    return Refusal(415, "GraphQL by POST has the content type application/json.")


RULES: Sequence[Rule] = (
    _host_is_known,
    _page_is_our_own,
    _browser_says_same_site,
    _get_only_reads,
    _post_says_it_in_json,
)


class Guard:
    """ASGI middleware: passes on what no rule objects to, and watches its websockets."""

    def __init__(self, app: ASGIApp, allowed: AllowedHosts) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = check(Asked.of(scope), self._allowed)
        if refusal is not None:
            await _refuse(refusal, scope, send)
        elif scope["type"] == "websocket":
            await self._app(scope, _listening_only(receive, send), send)
        else:
            await self._app(scope, receive, _with_headers(send))


async def _refuse(refusal: Refusal, scope: Scope, send: Send) -> None:
    kind = scope["type"]
    if kind == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    kind = "websocket.http" if kind == "websocket" else kind
    text = f"{refusal.reason}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(text)),
        *_missing_headers(()),
    ]
    start = {"type": f"{kind}.response.start", "status": refusal.status, "headers": headers}
    await send(start)
    await send({"type": f"{kind}.response.body", "body": text})


def _listening_only(receive: Receive, send: Send) -> Receive:
    """Messages of a websocket; at the first that does more than listen it is closed."""

    async def guarded() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive" or only_listens(message.get("text")):
            return message
        reason = "A websocket carries subscriptions only."
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": reason})
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    return guarded


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            message = {**message, "headers": [*headers, *_missing_headers(headers)]}
        await send(message)

    return guarded


def _missing_headers(present: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    names = {name.lower() for name, _ in present}
    return [(name, value) for name, value in ANSWER_HEADERS if name not in names]
