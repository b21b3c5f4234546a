"""``namndlager ui``: Dagster's web server behind the guard, with its daemon.

It is what ``dagster dev`` does, which has no place for a guard: one code server that
others ask, the daemon (schedule and sensor) as a process of its own, and the web server,
here in this process. The parts of Dagster that are used here are not public; they are of
the version that requirements.lock pins, and tests/integration/test_ui_guard.py runs them.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.assets.dagster_runs import CODE_LOCATION
from pipeline.server.guard import AllowedHosts, Guard
from pipeline.settings import PROJECT_ROOT

if TYPE_CHECKING:
    import dagster as dg
    from uvicorn import Server

HOST = "127.0.0.1"

LIVE_DATA_POLL_MILLISECONDS = 2000
SECONDS_TO_END = 10
"""How long an open page or the daemon may keep us from ending."""


class UiStopped(RuntimeError):
    """The UI ended although nobody asked it to."""


def serve(port: int, allowed: AllowedHosts) -> None:
    """Serve the UI on loopback until it is interrupted.

    Raises:
        UiStopped: the daemon ended, or the port is taken.
    """
    import dagster as dg
    import uvicorn
    from dagster._cli.proxy_server_manager import ProxyServerManager
    from dagster._core.workspace.context import WorkspaceProcessContext
    from dagster._core.workspace.load_target import ModuleTarget, WorkspaceFileTarget
    from dagster_webserver.app import create_app_from_workspace_process_context
    from dagster_webserver.version import __version__

    os.chdir(PROJECT_ROOT)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    module = ModuleTarget(CODE_LOCATION, None, str(PROJECT_ROOT), None)
    with (
        contextlib.suppress(KeyboardInterrupt),
        dg.DagsterInstance.get() as instance,
        ProxyServerManager(instance, module, code_server_log_level="warning") as code_servers,
        _workspace_file(code_servers.get_code_server_specs()) as workspace_file,
        _daemon(instance, workspace_file) as daemon,
        WorkspaceProcessContext(
            instance,
            version=__version__,
            workspace_load_target=WorkspaceFileTarget([str(workspace_file)]),
            code_server_log_level="warning",
        ) as workspace,
    ):
        app = create_app_from_workspace_process_context(
            workspace, live_data_poll_rate=LIVE_DATA_POLL_MILLISECONDS
        )
        configuration = uvicorn.Config(
            Guard(app, allowed),
            host=HOST,
            port=port,
            log_level="warning",
            proxy_headers=False,
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
        server = uvicorn.Server(configuration)
        _end_with(daemon, server)
        server.run()
        if daemon.poll() is not None:
            raise UiStopped(f"the Dagster daemon ended with status {daemon.returncode}")


def _end_with(daemon: subprocess.Popen[bytes], server: Server) -> None:
    """Let the server end when the daemon does: a UI without a schedule looks well, and is not."""

    def watch() -> None:
        daemon.wait()
        server.should_exit = True

    threading.Thread(target=watch, name="watch of the daemon", daemon=True).start()


@contextlib.contextmanager
def _workspace_file(code_servers: object) -> Iterator[Path]:
    """A file that says where the code server is."""
    import yaml

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.yaml"
        path.write_text(yaml.safe_dump({"load_from": code_servers}), encoding="utf-8")
        yield path


@contextlib.contextmanager
def _daemon(instance: dg.DagsterInstance, workspace: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The daemon as a process that ends with this block."""
    arguments = ["-m", "dagster._daemon", "run", "--workspace", str(workspace)]
    environment: Mapping[str, str] = {**os.environ, "DAGSTER_HOME": instance.root_directory}
    process = subprocess.Popen([sys.executable, *arguments], env=environment)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
