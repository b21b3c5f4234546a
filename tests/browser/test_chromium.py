"""The browser of the tests: what it answers while a page is on its way to the next."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.browser.chromium import open_page

MOVING = """
<body>På väg<script>
const turn = Number(location.hash.slice(1));
const other = location.pathname.endsWith("even.html") ? "odd.html" : "even.html";
if (turn < 200) setTimeout(() => { location.href = other + "#" + (turn + 1); }, 2);
else document.body.innerText = "Framme";
</script></body>
"""


@pytest.mark.browser
def test_a_page_that_moves_on_while_it_is_asked_is_asked_again(tmp_path: Path) -> None:
    for name in ("even.html", "odd.html"):
        (tmp_path / name).write_text(MOVING, encoding="utf-8")
    deadline = time.monotonic() + 60
    with open_page(tmp_path / "profile") as page:
        page.go((tmp_path / "even.html").as_uri())
        while page.text() != "Framme" and time.monotonic() < deadline:
            pass
        assert page.text() == "Framme"
