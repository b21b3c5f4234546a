"""A headless chromium, driven over its DevTools protocol; nothing to install but it."""

from __future__ import annotations

import base64
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)

_MOVED = "Inspected target navigated or closed"

_CLICK = """
(() => {
  const found = [...document.querySelectorAll('button, a, [role="button"]')].find(
    one => one.innerText.trim() === TEXT && !one.disabled);
  if (found) found.click();
  return Boolean(found);
})()
"""


class PageMoved(Exception):
    """The page went on to another address while it was asked something."""


class Page:
    """One page of the browser."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)

    def go(self, address: str) -> None:
        """Open an address."""
        self._call("Page.navigate", url=address)

    def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression."""
        answer = self._call("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    def text(self) -> str:
        """What a person can read on the page; nothing while it goes on to another one."""
        return str(self._poll("document.body ? document.body.innerText : ''") or "")

    def wait_for(self, *texts: str, seconds: float = 90) -> str:
        """Wait until all texts stand on the page; give what stands there."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            shown = self.text()
            if all(text in shown for text in texts):
                return shown
            time.sleep(0.3)
        missing = [text for text in texts if text not in self.text()]
        raise AssertionError(f"{missing} did not appear; the page says:\n{self.text()}")

    def wait_until(self, script: str, *, seconds: float = 90) -> None:
        """Wait until a JavaScript expression is true."""
        deadline = time.monotonic() + seconds
        while not self._poll(script):
            if time.monotonic() > deadline:
                raise AssertionError(f"{script} did not become true; the page says:\n{self.text()}")
            time.sleep(0.3)

    def click(self, text: str, *, seconds: float = 90) -> None:
        """Click the button or link that says exactly this, once there is one to click."""
        deadline = time.monotonic() + seconds
        script = _CLICK.replace("TEXT", json.dumps(text))
        while time.monotonic() < deadline:
            if self._poll(script):
                return
            time.sleep(0.3)
        raise AssertionError(f"no button {text!r} to click; the page says:\n{self.text()}")

    def screenshot(self, path: Path) -> None:
        """Save what is seen as a PNG file."""
        path.write_bytes(base64.b64decode(self._call("Page.captureScreenshot")["data"]))

    def _poll(self, script: str) -> Any:
        """The value of an expression that is asked again and again: none while the page moves."""
        try:
            return self.evaluate(script)
        except PageMoved:
            return None

    def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        self._connection.send(json.dumps(message))
        while True:
            answer = json.loads(self._connection.recv(timeout=60))
            if answer.get("id") != number:
                continue
            error = answer.get("error", {}).get("message")
            if error == _MOVED:
                raise PageMoved(method)
            assert error is None, f"{method}: {error}"
            return dict(answer["result"])


def program() -> str:
    """The chromium of the system."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise AssertionError("the browser tests need chromium: apt-get install chromium")
    return found


@contextmanager
def open_page(profile: Path, *, width: int = 1600, height: int = 1000) -> Iterator[Page]:
    """A page of a fresh browser that keeps its data in ``profile``."""
    process = subprocess.Popen(
        [program(), *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = _port(profile / "DevToolsActivePort")
        request = Request(f"http://127.0.0.1:{port}/json/new?about:blank", method="PUT")
        with urlopen(request) as answer:
            address = json.load(answer)["webSocketDebuggerUrl"]
        with connect(address, max_size=None, proxy=None) as connection:
            yield Page(connection)
    finally:
        process.kill()
        process.wait()


def _port(file: Path) -> int:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        if file.exists() and (lines := file.read_text().splitlines()):
            return int(lines[0])
        time.sleep(0.1)
    raise AssertionError("chromium did not start within three minutes")
