"""The dashboard as people meet it: in a browser, on a telephone and a desk, by keyboard."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.dashboard import COMMITTEE, YEAR
from tests.support.job import Ran

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/namnd?rapport=VB",
    "/namnd?rapport=T1",
    "/indikator",
    "/ekonomi",
    "/jamforelse",
    "/motsagelser",
    "/motsagelser?utskrift=1",
    "/sok?q=trygg",
    "/tackning",
)
WIDTHS = (390, 1440)
GRAVE = ("serious", "critical")

A_FIGURE_OF = """
    select fact_key, value_text from fact_indicator_value
    inner join dim_report using (report_key)
    where source_format = '{format}' and measure = 'outcome' and value is not null
    and value_text not in (
        select value_text from fact_indicator_value as other
        where other.indicator_row_key = fact_indicator_value.indicator_row_key
        and other.fact_key <> fact_indicator_value.fact_key
    )
    order by fact_key limit 1
"""
"""An outcome of a report in a format, that stands once in its row."""


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
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def watched(browser: Browser, dashboard_address: str) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield Watched(page, dashboard_address)
    page.close()


def figure_key(ran: Ran, format_name: str) -> tuple[str, str]:
    ((key, text),) = ran.rows(A_FIGURE_OF.format(format=format_name))
    return key, text


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_its_width_says_nothing_on_the_console_and_asks_nobody_else(
    width: int, browser: Browser, dashboard_address: str, dashboard_run: Ran
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    watched = Watched(page, dashboard_address)
    ((indicator,),) = dashboard_run.rows(
        "select indicator_key from fact_indicator_value"
        " where measure = 'outcome' and value is not null order by 1 limit 1"
    )
    places = [f"/kalla?rad={figure_key(dashboard_run, name)[0]}" for name in ("pdf", "docx")]
    for path in (*PAGES, f"/indikator?indikator={indicator}", *places):
        watched.go(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        _keep(page, f"{width}{path}")
    page.close()
    assert watched.complaints == []
    assert [url for url in watched.asked if not url.startswith(dashboard_address)] == []


@pytest.mark.parametrize("theme", ["ljust", "morkt"])
def test_axe_finds_nothing_serious(theme: str, watched: Watched, dashboard_run: Ran) -> None:
    found = []
    key, _ = figure_key(dashboard_run, "flow_text")
    for path in (*PAGES, f"/kalla?rad={key}"):
        page = watched.go(f"{path}{'&' if '?' in path else '?'}tema={theme}")
        answer = Axe().run(page)
        found += [
            (path, one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"])
            for one in answer.response["violations"]
            if one["impact"] in GRAVE
        ]
    assert found == []


def test_outcomes_of_indicators_are_those_that_the_facts_hold(
    watched: Watched, dashboard_run: Ran
) -> None:
    page = watched.go("/namnd?rapport=VB")
    shown = page.locator("#indikatorer td:nth-child(2) a.figure")
    on_screen = {
        _key_of(link.get_attribute("href") or ""): _number(link.inner_text())
        for link in shown.all()
    }
    facts = dict(
        dashboard_run.rows(
            "select fact_key, round(value, 2) from fact_indicator_value"
            f" where report_key = 'kvarnsjo-{YEAR}-vb' and measure = 'outcome'"
        )
    )
    numbers = {key: value for key, value in on_screen.items() if value is not None}
    assert len(numbers) > 20
    assert numbers == {key: facts[key] for key in numbers}


def test_deviations_are_those_that_the_facts_hold_in_million_kronor(
    watched: Watched, dashboard_run: Ran
) -> None:
    page = watched.go("/ekonomi")
    table = page.get_by_role("table").first
    on_screen = {
        _key_of(link.get_attribute("href") or ""): _number(link.inner_text())
        for link in table.locator("td:last-child a.figure").all()
    }
    facts = dict(
        dashboard_run.rows("select fact_key, round(amount_sek / 1e6, 1) from fact_budget_line")
    )
    assert len(on_screen) > 10
    assert on_screen == {key: float(facts[key]) for key in on_screen}


def test_a_figure_leads_to_its_lines_in_a_text(watched: Watched, dashboard_run: Ran) -> None:
    key, text = figure_key(dashboard_run, "flow_text")
    page = watched.go("/namnd?rapport=T2")
    page.locator(f"#indikatorer a.figure[href*='{key}']").click()
    expect(page.locator("tr.there mark").first).to_have_text(text)
    ((line,),) = dashboard_run.rows(
        f"select source_line_start from fact_indicator_value where fact_key = '{key}'"
    )
    printed = (dashboard_run.settings.raw_dir / "kvarnsjo-t2.txt").read_text(encoding="utf-8")
    there = page.locator("tr.there").first
    assert there.locator("th").inner_text() == str(line)
    assert there.locator("td").inner_text().strip() == printed.split("\n")[line - 1].strip()


def test_a_figure_leads_to_its_cell_in_a_word_file(watched: Watched, dashboard_run: Ran) -> None:
    ((key, text, indicator),) = dashboard_run.rows(
        "select fact_key, value_text, indicator_name_printed from fact_indicator_value"
        " inner join dim_report using (report_key)"
        " where source_format = 'docx' and measure = 'target' and value is not null"
        " order by fact_key limit 1"
    )
    page = watched.go(f"/kalla?rad={key}")
    marked = page.locator("tr.there")
    expect(marked).to_contain_text(indicator)
    expect(marked.locator("mark")).to_have_text(text)
    column = marked.locator("td:has(mark)").evaluate("cell => cell.cellIndex")
    head = page.locator(".printed tr").first.locator("th").nth(column)
    expect(head).to_have_text(re.compile("^Årsmål"))


def test_a_figure_leads_to_the_picture_of_its_page(watched: Watched, dashboard_run: Ran) -> None:
    key, _ = figure_key(dashboard_run, "pdf")
    page = watched.go("/namnd?rapport=VB")
    page.locator(f"#indikatorer a.figure[href*='{key}']").click()
    for picture in page.locator("main img").all():
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000


def test_a_contradiction_shows_both_figures_and_leads_to_its_places(watched: Watched) -> None:
    page = watched.go("/motsagelser?slag=error")
    # Others tell of dates or texts, and have no figures to compare.
    first = page.locator("article.finding:has(> dl.both)").first
    expect(first.locator("> dl.both dd")).to_have_count(3)
    first.locator("> details summary").click()
    first.locator("> details .places a").first.click()
    expect(page.get_by_role("heading", name="Här är siffran tryckt")).to_be_visible()


def test_an_open_page_hears_of_a_new_release_and_shows_it(
    watched: Watched, dashboard_run: Ran
) -> None:
    settings = dashboard_run.settings
    page = watched.go("/")
    notice = page.locator("#new-release")
    expect(notice).to_be_hidden()
    before = settings.database.resolve()
    later = settings.releases_dir / f"{before.parent.name}-later"
    shutil.copytree(before.parent, later)
    try:
        _lead_to(settings.database, later / before.name)
        page.evaluate("look()")
        expect(notice).to_be_visible()
        notice.get_by_role("link").click()
        expect(page.locator("footer code")).to_have_text(later.name)
        expect(notice).to_be_hidden()
    finally:
        _lead_to(settings.database, before)
        shutil.rmtree(later)


def test_every_choice_stands_in_the_address_and_english_is_one_click_away(
    watched: Watched,
) -> None:
    page = watched.go("/namnd")
    page.get_by_role("link", name="Tertialrapport 1").click()
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("sprak=en") and "rapport=T1" in page.url
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{COMMITTEE} {YEAR}")
    expect(page.get_by_role("heading", name="Goals", exact=True)).to_be_visible()
    page.get_by_role("link", name="Money", exact=True).click()
    assert "sprak=en" in page.url


def test_the_pages_can_be_walked_by_keyboard(watched: Watched) -> None:
    page = watched.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("trygg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sök")
    assert "q=trygg" in page.url


def test_without_scripts_everything_is_there(browser: Browser, dashboard_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{dashboard_address}/namnd?rapport=VB")
    assert page.locator("#indikatorer a.figure").count() > 20
    assert page.locator("#ekonomi svg path").count() > 5
    page.goto(f"{dashboard_address}/ekonomi")
    page.get_by_role("button", name="Visa").click()
    assert "namnd=kvarnsjo" in page.url
    context.close()


def _lead_to(link: Path, database: Path) -> None:
    aside = link.with_suffix(".new")
    aside.symlink_to(database)
    os.replace(aside, link)


def _key_of(address: str) -> str:
    return address.rpartition("rad=")[2].partition("&")[0]


def _number(text: str) -> float | None:
    """A number as the page writes it, its unit left out."""
    plain = re.sub(r"[\s\u202f\u00a0]", "", text).replace("\u2212", "-").replace(",", ".")
    match = re.match(r"[+-]?\d+(?:\.\d+)?", plain)
    return float(match[0]) if match else None


def _keep(page: Page, name: str) -> None:
    """Keep a picture where ``DASHBOARD_PICTURES`` says; nowhere by default."""
    if folder := os.environ.get("DASHBOARD_PICTURES"):
        file = re.sub(r"[^\w]+", "-", name).strip("-")[:80]
        page.screenshot(path=Path(folder) / f"{file}.png", full_page=True)
