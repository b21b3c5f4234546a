"""Ten tasks of a person, walked from the first page; the clicks are those that the docs say.

The table of ``docs/dashboard.md`` is the list: each of its rows is a walk here, and none takes
more than five clicks. Typing is no click.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from pipeline.settings import PROJECT_ROOT

pytestmark = pytest.mark.browser

MOST_CLICKS = 5

PRINTED_HERE = "Här är siffran tryckt"


@dataclass
class Person:
    """Somebody before the first page, whose clicks are counted."""

    page: Page
    clicks: int = 0

    def click(self, what: str | Locator) -> None:
        """Click a link by its name, or what is pointed at."""
        link = (
            self.page.get_by_role("link", name=what, exact=True) if isinstance(what, str) else what
        )
        link.first.click()
        self.clicks += 1

    def sees(self, text: str) -> None:
        """What a person looks for stands there."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def section(self, name: str) -> Locator:
        """A section of the page by its heading."""
        heading = self.page.get_by_role("heading", name=name, exact=True)
        return self.page.locator("section", has=heading)


def largest_of_all(person: Person) -> None:
    person.click(person.section("Störst avvikelse från budget").locator("a.figure"))
    person.sees(PRINTED_HERE)


def largest_of_a_committee(person: Person) -> None:
    person.click("Kvarnsjö")
    person.click(person.page.locator("dl.cards a.figure"))
    person.sees(PRINTED_HERE)


def is_it_reached(person: Person) -> None:
    person.click("Indikator")
    _open_an_indicator(person)
    cells = person.section("Rapporter").locator("td.is-text")
    cells.first.wait_for()  # reading all texts waits for none
    reasons = cells.all_inner_texts()
    assert any("årsmål" in reason for reason in reasons)


def who_says_so(person: Person) -> None:
    is_it_reached(person)
    person.click(person.section("Rapporter").locator("a.figure"))
    person.sees(PRINTED_HERE)


def who_improved_most(person: Person) -> None:
    person.click("Jämförelse")
    expect(person.section("Mest förbättrade nämnder").locator("tbody th").first).to_have_text(
        "Kvarnsjö"
    )


def where_it_contradicts_itself(person: Person) -> None:
    person.click("Kvarnsjö")
    person.click(person.page.locator("dl.cards a[href='#motsagelser']"))
    expect(person.page.locator("#motsagelser article.finding").first).to_be_in_viewport()


def both_places_of_a_contradiction(person: Person) -> None:
    person.click("Motsägelser")
    finding = person.page.locator("article.finding:has(> dl.both)").first
    person.click(finding.locator("> details > summary"))
    assert finding.locator("> details .places a").count() >= 2
    person.click(finding.locator("> details .places a"))
    person.sees(PRINTED_HERE)


def into_excel(person: Person) -> None:
    person.click("Kvarnsjö")
    with person.page.expect_download() as download:
        person.click(person.section("Indikatorer").get_by_role("link", name=re.compile("^Excel")))
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book["Tabell"].max_row > 20


def what_has_changed(person: Person) -> None:
    person.click("Kvarnsjö")
    person.sees("Jämfört med Tertialrapport 2 2025.")


def what_was_not_read(person: Person) -> None:
    person.click("Täckning")
    person.sees("Inte med i utgåvan")


def _open_an_indicator(person: Person) -> None:
    """The first that most committees have."""
    person.click(person.page.locator("tbody th a"))


TASKS: Mapping[str, Callable[[Person], None]] = {
    "the largest deviation of all committees, on its printed page": largest_of_all,
    "the largest deviation of a committee, on its page": largest_of_a_committee,
    "is an indicator reached, and against whose target": is_it_reached,
    "who says so: the printed cell": who_says_so,
    "which committee improved most": who_improved_most,
    "where does a report contradict itself": where_it_contradicts_itself,
    "both printed places of a contradiction": both_places_of_a_contradiction,
    "get a report's indicators into Excel": into_excel,
    "what changed since the last report": what_has_changed,
    "what was not read, and why": what_was_not_read,
}


def clicks_of_the_docs() -> dict[str, int]:
    """Task and clicks of each row of the docs' table."""
    text = (PROJECT_ROOT / "docs" / "dashboard.md").read_text(encoding="utf-8")
    table = text.partition("## Ten tasks")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+?) \| [^|]+ \| (\d+) \|$", table, re.MULTILINE)
    return {task: int(clicks) for task, clicks in rows}


def test_the_docs_list_the_ten_tasks_that_are_walked() -> None:
    assert len(TASKS) == 10
    assert clicks_of_the_docs().keys() == TASKS.keys()


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_the_clicks_that_the_docs_say(
    task: str, browser: Browser, dashboard_address: str
) -> None:
    page = browser.new_page()
    page.goto(dashboard_address)
    person = Person(page)
    TASKS[task](person)
    page.close()
    assert person.clicks == clicks_of_the_docs()[task] <= MOST_CLICKS
