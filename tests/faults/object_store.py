"""A raw folder on a real S3-compatible server of loopback, also killed in the middle.

``python -m tests.faults.object_store --server node_modules/.bin/s3rver``: npm's s3rver, which
keeps its objects as files, and s3fs beside the project (``object-storage`` in pyproject.toml).
Proved: listing over several pages, copies equal to what lies there, nothing copied twice, a
server that dies while objects are copied, and that the next look goes on. Not proved: what
only the real S3 does (signatures of every region, throttling, encryption by keys, eventual
listings), and anything of a network that loses packets.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.intake.mirror import StoreUnreachable, refresh
from pipeline.settings import Settings

BUCKET = "reports"
KEYS = {"AWS_ACCESS_KEY_ID": "S3RVER", "AWS_SECRET_ACCESS_KEY": "S3RVER"}
"""Those that s3rver knows."""

OBJECTS = 1_100
"""More than a page, which has a thousand."""

CHANGED = 300
DIES_AFTER = 40
PATIENCE = 120.0
"""Seconds that the server may take to start on a busy machine."""


class Server:
    """s3rver on a port of its own, over a folder that outlives it."""

    def __init__(self, command: Path, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._command = [
            *(str(command.absolute()), "--silent", "--directory", str(folder)),
            *("--address", "127.0.0.1", "--port", str(self.port)),
            *("--configure-bucket", BUCKET),
        ]
        self._process: subprocess.Popen[bytes] | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Start; at the end it is gone, if it has not been killed before."""
        # It makes the marks of pages with a cipher that OpenSSL 3 has only as a legacy.
        environment = {**os.environ, "NODE_OPTIONS": "--openssl-legacy-provider"}
        self._process = subprocess.Popen(self._command, env=environment, start_new_session=True)
        try:
            self._wait()
            yield
        finally:
            self.kill()

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        raise SystemExit(f"{self._command[0]} does not listen after {PATIENCE:.0f} s")


def server_in(folder: Path, command: Path) -> Server:
    """A server over a folder that is made here; this process and what it starts speak to it."""
    (folder / "objects").mkdir()
    server = Server(command, folder / "objects")
    os.environ.update(KEYS)
    os.environ["FSSPEC_S3_ENDPOINT_URL"] = f"http://127.0.0.1:{server.port}"
    return server


def told(what: str, is_so: bool) -> bool:
    """Print one thing that was looked at."""
    print(f"{'ok  ' if is_so else 'FAIL'} {what}", flush=True)
    return is_so


def copied(settings: Settings) -> dict[str, bytes]:
    """The copy, by name."""
    folder = settings.raw_dir
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def body(number: int, edition: int) -> bytes:
    """The bytes of an object."""
    return f"report {number}, edition {edition}\n".encode() * 20


def key(number: int) -> str:
    """Where an object lies below the bucket."""
    return f"{2015 + number % 10}/report-{number:05}.txt"


def put(objects: Mapping[str, bytes]) -> Any:
    """Write objects by their keys, many at once; gives the store that took them."""
    import fsspec

    store = fsspec.filesystem("s3", use_listings_cache=False, skip_instance_cache=True)
    store.pipe({f"{BUCKET}/{name}": data for name, data in objects.items()})
    return store


def prove(server: Server, settings: Settings) -> Iterator[bool]:
    """Look at one thing after the other."""
    first = {key(number): body(number, 1) for number in range(OBJECTS)}
    second = {**first, **{key(number): body(number, 2) for number in range(CHANGED)}}
    gone = key(OBJECTS - 1)
    del second[gone]
    with server.running():
        store = put(first)
        refresh(settings)
        yield told(f"{OBJECTS:,} objects, of two pages, are copied", copied(settings) == first)
        before = {path: path.stat().st_ino for path in settings.raw_dir.rglob("*.txt")}
        spent = time.process_time()
        refresh(settings)
        spent = time.process_time() - spent
        after = {path: path.stat().st_ino for path in settings.raw_dir.rglob("*.txt")}
        yield told(f"nothing is copied twice ({spent:.2f} s of the processor)", before == after)
        put({key(number): second[key(number)] for number in range(CHANGED)})
        store.rm_file(f"{BUCKET}/{gone}")
        threading.Thread(target=_kill_when, args=(server, settings, before), daemon=True).start()
        message = ""
        try:
            refresh(settings)
        except StoreUnreachable as error:
            message = str(error)
        yield told(f"a server killed in the middle: {message}", "were copied and stay" in message)
    half = copied(settings)
    new = sum(half[name] == second.get(name) != first[name] for name in first)
    whole = all(half[name] in (first[name], second.get(name)) for name in first)
    yield told(f"every file is whole, {new} of {CHANGED} are new", whole and 0 < new < CHANGED)
    yield told("what is gone there is still here", gone in half)
    try:
        refresh(settings)
        yield told("a server that is not there is an error", False)
    except StoreUnreachable as error:
        yield told(f"a server that is not there: {error}", copied(settings) == half)
    with server.running():
        refresh(settings)
        yield told("the next look goes on to the end", copied(settings) == second)


def _kill_when(server: Server, settings: Settings, before: dict[Path, int]) -> None:
    """Kill the server once so many objects have been copied anew."""
    while True:
        now = {path: path.stat().st_ino for path in before if path.exists()}
        if sum(now.get(path) != inode for path, inode in before.items()) >= DIES_AFTER:
            server.kill()
            return
        time.sleep(0.02)


def main() -> int:
    """Prove all of it; 1 where something did not hold."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.object_store",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--server", type=Path, required=True, help="s3rver, as npm installed it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = server_in(folder, options.server)
        settings = Settings(raw_address=f"s3://{BUCKET}", warehouse_dir=folder / "warehouse")
        return 0 if all(list(prove(server, settings))) else 1


if __name__ == "__main__":
    raise SystemExit(main())
