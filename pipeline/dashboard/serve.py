"""``namndlager dashboard``: the dashboard on loopback until it is interrupted."""

from __future__ import annotations

from pipeline.dashboard.app import build_app
from pipeline.server.guard import AllowedHosts
from pipeline.settings import Settings

HOST = "127.0.0.1"
PORT = 8600
SECONDS_TO_END = 5


def address_of(port: int, path: str = "/") -> str:
    """The address of a page on this machine."""
    return f"http://{HOST}:{port}{path}"


def serve(settings: Settings, port: int, allowed: AllowedHosts) -> None:
    """Serve until interrupted.

    Raises:
        SystemExit: the port is taken; uvicorn says so.
    """
    import uvicorn

    uvicorn.run(
        build_app(settings, allowed),
        host=HOST,
        port=port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
