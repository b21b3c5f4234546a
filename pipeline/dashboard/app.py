"""The dashboard as an ASGI application: addresses, templates, files, and who may ask.

Belongs here: what is the same for every page. Requests pass the guard of the Dagster UI
(``pipeline.server.guard``: loopback names or those of ``NAMNDLAGER_UI_HOSTS``, no page of
another site); the policy of the answers lets a browser load nothing from anywhere else, and
only GET and HEAD are answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.dashboard import charts, numerals
from pipeline.dashboard.downloads import FORMATS, Origin
from pipeline.dashboard.figures import SIGNS, Figure
from pipeline.dashboard.pages import source
from pipeline.dashboard.pages.context import Context, Libraries, Library, Page
from pipeline.dashboard.pages.menu import PAGES
from pipeline.dashboard.release import NothingPublished, Releases, TooSlow
from pipeline.dashboard.tables import Badge, Column, Kind, Link, Spark
from pipeline.dashboard.view import LANGUAGES, THEMES, View
from pipeline.dashboard.words import Words
from pipeline.safe_text import visible_lines
from pipeline.server.guard import AllowedHosts, Guard
from pipeline.settings import Settings

STATIC = Path(__file__).parent / "static"

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""Nothing from elsewhere; only the drawings of charts say their looks in attributes."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)

KINDS: Mapping[str, type] = {"figure": Figure, "link": Link, "badge": Badge, "spark": Spark}
"""What a cell of a table may be, for templates to tell."""


@dataclass(frozen=True)
class Dashboard:
    """What answers requests: the settings, the releases, the templates."""

    settings: Settings
    libraries: Libraries
    templates: Environment

    def warm_up(self) -> None:
        """Open the release and make a page: libraries load what they load late."""
        charts.warm_up()
        with suppress(NothingPublished, duckdb.Error):
            context = Context(self.settings, self.libraries.current(), View("/"))
            self._html(context.view, PAGES["/"].make(context), context.library)

    def page(self, request: Request) -> Response:
        """Answer with a page."""
        view = _view(request)
        make = PAGES[view.path].make
        return self._answer(view, lambda context: self._html(view, make(context), context.library))

    def missing(self, request: Request, _error: Exception) -> Response:
        """Answer where there is no page."""
        return self._error(_view(request), "not_found", 404)

    def download(self, request: Request) -> Response:
        """Answer with a table of a page as a file: /hamta/<format>/<table>?sida=/namnd&..."""
        view = _view(request)
        path = view.get("sida") or "/"
        suffix, name = request.path_params["format"], request.path_params["table"]
        if path not in PAGES or suffix not in FORMATS:
            return self._error(view, "not_found", 404)
        seen = View(path, {key: text for key, text in view.choices.items() if key != "sida"})

        def written(context: Context) -> Response:
            page = PAGES[path].make(context)
            table = next((one for one in page.tables if one.name == name), None)
            if table is None:
                return self._error(view, "not_found", 404)
            release = context.library.release.name
            address = f"{request.base_url}".rstrip("/") + seen.link()
            origin = Origin(page.title, release, address, seen.language)
            file = quote(f"namndlager-{name}-{release}.{suffix}")
            return Response(
                FORMATS[suffix].write(table, origin),
                media_type=FORMATS[suffix].media_type,
                headers={"content-disposition": f"attachment; filename*=UTF-8''{file}"},
            )

        return self._answer(seen, written)

    def picture(self, request: Request, *, close: bool) -> Response:
        """Answer with the picture of a page of a PDF."""

        def drawn(context: Context) -> Response:
            png = source.picture(context, close=close)
            return Response(png, media_type="image/png") if png else Response(status_code=404)

        return self._answer(_view(request), drawn)

    def release(self, _request: Request) -> Response:
        """Answer with the name of the current release, for open pages to look at."""
        return JSONResponse({"release": self.libraries.releases.name()})

    def _answer(self, view: View, make: Callable[[Context], Response]) -> Response:
        """What is made of the current release, or why it cannot be made."""
        try:
            return make(Context(self.settings, self.libraries.current(), view))
        except NothingPublished:
            return self._error(view, "not_published", 503)
        except (TooSlow, duckdb.OutOfMemoryException):
            return self._error(view, "too_slow", 504)
        except duckdb.IOException:
            return self._error(view, "unreadable", 503)

    def _html(self, view: View, page: Page, library: Library | None) -> Response:
        values = {
            **_tools(view),
            "page": page,
            "release": library.release.name if library else "",
            "published": library.published if library else "",
            "menu": [(path, e.label) for path, e in PAGES.items() if e.in_menu],
            "tables": {table.name: table for table in page.tables},
            **page.values,
        }
        text = self.templates.get_template(page.template).render(values)
        return Response(text, page.status, media_type="text/html")

    def _error(self, view: View, label: str, status: int) -> Response:
        words = Words(view.language)
        page = Page("empty.html", words("error"), {"message": words(label)}, status=status)
        return self._html(view, page, None)


def build_app(settings: Settings, allowed: AllowedHosts) -> ASGIApp:
    """The application behind the guard; what the first page would wait for is done here."""
    dashboard = Dashboard(settings, Libraries(settings, Releases(settings)), environment())
    dashboard.warm_up()
    routes = [
        *(Route(path, dashboard.page) for path in PAGES),
        Route("/hamta/{format}/{table}", dashboard.download),
        Route("/kalla/sida.png", partial(dashboard.picture, close=False)),
        Route("/kalla/narbild.png", partial(dashboard.picture, close=True)),
        Route("/utgava", dashboard.release),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(GZipMiddleware, minimum_size=1000), Middleware(_Headers)],
        exception_handlers={404: dashboard.missing},
    )
    return Guard(app, allowed)


class _Headers:
    """Adds what every answer says about what a browser may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
            await send(message)

        await self._app(scope, receive, with_headers)


def environment() -> Environment:
    """The templates: everything that is printed is escaped, controls made visible."""
    made = Environment(
        loader=PackageLoader("pipeline.dashboard"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    made.tests.update({name: _test_for(kind) for name, kind in KINDS.items()})
    made.globals.update(kinds=Kind, signs=SIGNS, formats=FORMATS, drawing=Markup)
    return made


def _test_for(kind: type) -> Callable[[object], bool]:
    def is_a(value: object) -> bool:
        return isinstance(value, kind)

    return is_a


def _harmless(value: object) -> object:
    return visible_lines(value) if type(value) is str else value


def _tools(view: View) -> Mapping[str, Any]:
    """What templates use on every page."""
    language = view.language
    return {
        "view": view,
        "w": Words(language),
        "languages": LANGUAGES,
        "themes": THEMES,
        "write": partial(_written, language),
        "number": lambda value, **how: numerals.number(value, language, **how),
        "percent": lambda share: numerals.percent(share, language),
        "millions": lambda value, **how: numerals.millions(value, language, **how),
        "day": numerals.day,
        "unit_of": lambda figure: _UNITS.get(figure.unit or "", figure.unit or ""),
    }


_UNITS = {"SEK": "", "%": "%"}


def _written(language: str, value: object, column: Column | None = None) -> str:
    """A value of a column as it is written on the screen."""
    kind = column.kind if column else Kind.NUMBER
    signed = column.signed if column else False
    match value:
        case None:
            return ""
        case str():
            return value
        case _ if kind is Kind.MILLIONS:
            return numerals.millions(value, language, sign=signed)  # type: ignore[arg-type]
        case _ if kind is Kind.SHARE:
            return numerals.percent(float(str(value)), language)
        case _ if kind is Kind.DAY:
            return numerals.day(value)  # type: ignore[arg-type]
        case _:
            return numerals.number(value, language, sign=signed)  # type: ignore[arg-type]


def _view(request: Request) -> View:
    return View.of(request.url.path, dict(request.query_params))
