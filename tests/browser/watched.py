"""A page of the browser that is watched: what it complained of, asked for, and shows raw.

Belongs here: what every test of a page of the dashboard looks at. Does not belong here: the
pages (``test_dashboard``), and the browser of the Dagster UI (``chromium``).
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page

RAW_KEY = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b(?!\.\w)")
"""What a program calls a thing ("deviation_after_transfer"); names of files are no keys."""

_WORDS_FOR_PEOPLE = """
() => {
  const copy = document.body.cloneNode(true);
  // What stands in the source, and keys that are called keys.
  copy.querySelectorAll("code, q, blockquote, .lines, .printed, script").forEach(e => e.remove());
  const titles = [...copy.querySelectorAll("[title], [aria-label], img")].flatMap(
    e => [e.title, e.getAttribute("aria-label"), e.alt]);
  return [copy.textContent, ...titles].join(" ");
}
"""


class Watched:
    """A page of the browser, with what it complained of and what it asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def _hear(self, message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            self.complaints.append(getattr(message, "text", ""))

    def go(self, path: str) -> Page:
        """Open a path of the dashboard."""
        self.page.goto(self.address + path)
        return self.page

    def raw_keys(self) -> list[str]:
        """Words of programs that a person reads on the page, or hears of it."""
        return sorted(set(RAW_KEY.findall(self.page.evaluate(_WORDS_FOR_PEOPLE))))

    def elsewhere(self) -> list[str]:
        """Addresses that the page asked for and that are not the dashboard's."""
        return [url for url in self.asked if not url.startswith(self.address)]


def number(text: str) -> float | None:
    """A number as the page writes it, its unit left out."""
    plain = re.sub(r"[\s\u202f\u00a0]", "", text).replace("\u2212", "-").replace(",", ".")
    match = re.match(r"[+-]?\d+(?:\.\d+)?", plain)
    return float(match[0]) if match else None


def key_of(address: str) -> str:
    """The key of a fact in the address of its place."""
    return address.rpartition("rad=")[2].partition("&")[0]


def keep(page: Page, name: str) -> None:
    """Keep a picture where ``DASHBOARD_PICTURES`` says; nowhere by default."""
    if folder := os.environ.get("DASHBOARD_PICTURES"):
        file = re.sub(r"[^\w]+", "-", name).strip("-")[:80]
        page.screenshot(path=Path(folder) / f"{file}.png", full_page=True)
