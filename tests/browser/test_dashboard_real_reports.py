"""The dashboard over the real reports: every page, with the figures that the database holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.watched import Watched, keep, key_of, number
from tests.support.dashboard import dashboard
from tests.support.job import Ran

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")

REPORTS = "select committee_key, report_year, report_type from dim_report order by 1"

PLACES = """
    (select fact_key from fact_indicator_value where value is not null
    order by confidence limit 2)
    union all (select fact_key from fact_budget_line order by fact_key limit 2)
    union all (select fact_key from fact_narrative_amount order by fact_key limit 1)
"""


@pytest.fixture(scope="module")
def real_dashboard(real_run: Ran) -> Iterator[str]:
    with dashboard(real_run.settings) as address:
        yield address


def paths_of(ran: Ran) -> list[str]:
    """Every page, for every report that has one of its own."""
    paths = ["/", "/indikator", "/jamforelse", "/motsagelser", "/sok?q=trygg", "/tackning"]
    for committee, year, kind in ran.rows(REPORTS):
        paths += [
            f"/namnd?namnd={committee}&ar={year}&rapport={kind}",
            f"/ekonomi?namnd={committee}&ar={year}",
        ]
    return paths + [f"/kalla?rad={key}" for (key,) in ran.rows(PLACES)]


@pytest.mark.parametrize(("width", "language"), [(390, "sv"), (1440, "en")])
def test_every_page_holds_on_the_real_reports(
    width: int, language: str, browser: Browser, real_dashboard: str, real_run: Ran
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    watched = Watched(page, real_dashboard)
    raw = {}
    for path in paths_of(real_run):
        watched.go(f"{path}{'&' if '?' in path else '?'}sprak={language}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        raw[path] = watched.raw_keys()
        keep(page, f"real-{width}{path}")
    page.close()
    assert watched.complaints == []
    assert watched.elsewhere() == []
    assert {path: keys for path, keys in raw.items() if keys} == {}


def test_axe_finds_nothing_serious_on_the_real_reports(
    browser: Browser, real_dashboard: str, real_run: Ran
) -> None:
    page = browser.new_page()
    ((committee, year, kind), *_) = real_run.rows(REPORTS)
    for path in (f"/namnd?namnd={committee}&ar={year}&rapport={kind}", "/motsagelser"):
        page.goto(real_dashboard + path)
        violations = Axe().run(page).response["violations"]
        assert [one["id"] for one in violations if one["impact"] in GRAVE] == []
    page.close()


def test_the_figures_on_the_screen_are_those_of_the_database(
    browser: Browser, real_dashboard: str, real_run: Ran
) -> None:
    page = browser.new_page()
    facts = dict(
        real_run.rows(
            "select fact_key, round(value, 2) from fact_indicator_value where value is not null"
            " union all select fact_key, round(amount_sek / 1e6, 1) from fact_budget_line"
        )
    )
    seen = 0
    for committee, year, kind in real_run.rows(REPORTS):
        page.goto(f"{real_dashboard}/namnd?namnd={committee}&ar={year}&rapport={kind}")
        links = page.locator("#indikatorer a.figure, #ekonomi td a.figure")
        for address, text in links.evaluate_all("all => all.map(a => [a.href, a.innerText])"):
            shown, key = number(text), key_of(address)
            if shown is not None and key in facts:
                assert shown == float(facts[key]), (committee, key)
                seen += 1
    page.close()
    assert seen > 300
