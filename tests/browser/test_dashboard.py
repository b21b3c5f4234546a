"""The dashboard as people meet it: in a browser, on a telephone and a desk, by keyboard."""

from __future__ import annotations

import io
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, expect

from pipeline.dashboard.places import in_pdf
from pipeline.dashboard.queries import FACT_TABLES
from tests.browser.watched import Watched, keep, key_of, number
from tests.support.dashboard import COMMITTEE, FORMATS, PERSONAL_NUMBER, YEAR
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
    where source_format = '{format}' and measure in ('outcome', 'target') and value is not null
    and value_text not in (
        select value_text from fact_indicator_value as other
        where other.indicator_row_key = fact_indicator_value.indicator_row_key
        and other.fact_key <> fact_indicator_value.fact_key
    )
    order by measure, fact_key limit 1
"""
"""An outcome (of a plan: a target) of a report in a format, that stands once in its row."""

ONE_OF_EACH_FACT = " union all ".join(
    f"(select fact_key from {table} order by fact_key limit 1)" for table in FACT_TABLES
)


@pytest.fixture
def watched(browser: Browser, dashboard_address: str) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    yield Watched(page, dashboard_address)
    page.close()


def figure_key(ran: Ran, format_name: str) -> tuple[str, str]:
    ((key, text),) = ran.rows(A_FIGURE_OF.format(format=format_name))
    return key, text


def test_every_page_fits_its_width_speaks_to_people_complains_of_nothing_and_asks_nobody_else(
    browser: Browser, dashboard_address: str, dashboard_run: Ran
) -> None:
    page = browser.new_page()
    watched = Watched(page, dashboard_address)
    ((indicator,),) = dashboard_run.rows(
        "select indicator_key from fact_indicator_value"
        " where measure = 'outcome' and value is not null order by 1 limit 1"
    )
    places = [f"/kalla?rad={figure_key(dashboard_run, name)[0]}" for name in FORMATS.values()]
    places += [f"/kalla?rad={key}" for (key,) in dashboard_run.rows(ONE_OF_EACH_FACT)]
    raw: dict[str, list[str]] = {}
    for path in (*PAGES, f"/indikator?indikator={indicator}", *places):
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        watched.go(path)
        page.wait_for_load_state("networkidle")
        raw[path] = watched.raw_keys()
        for width in WIDTHS:  # a telephone that becomes a desk: nothing is loaded again
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            keep(page, f"{width}{path}")
    page.close()
    assert watched.complaints == []
    assert watched.elsewhere() == []
    assert {path: keys for path, keys in raw.items() if keys} == {}


RULES: Mapping[str, Mapping[str, list[str]]] = {
    "ljust": {},
    "morkt": {"runOnly": ["color-contrast"]},
}
"""Of a theme, by which rules axe looks: all, and of the dark one those of what differs."""


@pytest.mark.parametrize("theme", RULES)
def test_axe_finds_nothing_serious(theme: str, watched: Watched, dashboard_run: Ran) -> None:
    found = []
    key, _ = figure_key(dashboard_run, "flow_text")
    for path in (*PAGES, f"/kalla?rad={key}"):
        page = watched.go(f"{path}{'&' if '?' in path else '?'}tema={theme}")
        answer = Axe().run(page, options={"resultTypes": ["violations"], **RULES[theme]})
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
        key_of(link.get_attribute("href") or ""): number(link.inner_text()) for link in shown.all()
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
        key_of(link.get_attribute("href") or ""): number(link.inner_text())
        for link in table.locator("td:last-child a.figure").all()
    }
    facts = dict(
        dashboard_run.rows("select fact_key, round(amount_sek / 1e6, 1) from fact_budget_line")
    )
    assert len(on_screen) > 10
    assert on_screen == {key: float(facts[key]) for key in on_screen}


def test_what_coverage_counts_is_what_the_facts_hold(watched: Watched, dashboard_run: Ran) -> None:
    rows = watched.go("/tackning").get_by_role("table").first.locator("tbody tr")
    cells = [row.locator("td") for row in rows.all()]
    on_screen = [(number(c.nth(2).inner_text()), number(c.nth(4).inner_text())) for c in cells]
    counted = dashboard_run.rows(
        """
        select
            (select count(*) from fact_indicator_value as v where v.report_key = r.report_key),
            (select count(*) from fact_table_cell as c where c.report_key = r.report_key)
        from dim_report as r where r.is_current
        """
    )
    assert len(on_screen) > 1
    assert sorted(on_screen) == sorted(counted)


def test_what_a_search_finds_is_what_the_facts_hold(watched: Watched, dashboard_run: Ran) -> None:
    word = "summa"
    page = watched.go(f"/sok?q={word}")
    on_screen = {
        key_of(link.get_attribute("href") or ""): number(link.inner_text())
        for link in page.get_by_role("table").locator("a.figure").all()
    }
    facts = dict(
        dashboard_run.rows(
            "select fact_key, round(value, 2) from fact_table_cell"
            f" where row_label ilike '%{word}%' or table_title ilike '%{word}%'"
        )
    )
    assert len(on_screen) > 10
    assert on_screen == {key: facts[key] for key in on_screen}


def test_every_hit_of_a_search_holds_the_word(watched: Watched, dashboard_run: Ran) -> None:
    word, stem = "trygghet", "trygg"
    hits = watched.go(f"/sok?q={word}").locator("article.hit")
    keys = [key_of(a.get_attribute("href") or "") for a in hits.locator("h3 a").all()]
    texts = dict(
        dashboard_run.rows("select fact_key, concat_ws(' ', heading, body) from document_section")
    )
    assert keys
    assert [key for key in keys if stem not in texts[key].casefold()] == []
    assert all(stem in mark.casefold() for mark in hits.locator("mark").all_inner_texts())


LINES = {name: where for where, name in FORMATS.items() if name.endswith("_text")}
"""Formats that have lines, with the report that comes in each."""


@pytest.mark.parametrize("format_name", LINES)
def test_a_figure_leads_to_its_lines_in_a_text(
    format_name: str, watched: Watched, dashboard_run: Ran
) -> None:
    key, text = figure_key(dashboard_run, format_name)
    year, kind = LINES[format_name]
    page = watched.go(f"/namnd?ar={year}&rapport={kind}")
    page.locator(f"#indikatorer a.figure[href*='{key}']").first.click()
    expect(page.locator("tr.there mark").first).to_have_text(text)
    ((line, file),) = dashboard_run.rows(
        f"select source_line_start, source_file from fact_indicator_value where fact_key = '{key}'"
    )
    printed = (dashboard_run.settings.raw_dir / file).read_text(encoding="utf-8")
    there = page.locator("tr.there").first
    assert there.locator("th").inner_text() == str(line)
    shown = there.locator("td").inner_text().split()
    if file.endswith(".html"):
        assert text.split()[0] in shown and not any("<" in word for word in shown)
    else:
        assert shown == printed.split("\n")[line - 1].split()


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


def test_a_personal_number_is_black_on_the_picture_of_its_page(
    watched: Watched, dashboard_run: Ran
) -> None:
    ((page_number, box),) = dashboard_run.rows(
        "select source_page, source_bbox from extraction_problem"
        " where code = 'personal_identity_number'"
    )
    ((key,),) = dashboard_run.rows(
        "select fact_key from document_section inner join dim_report using (report_key)"
        f" where source_format = 'pdf' and source_page = {page_number} limit 1"
    )
    answer = watched.page.request.get(f"{watched.address}/kalla/sida.png?rad={key}")
    image = Image.open(io.BytesIO(answer.body())).convert("L")
    height = image.height / in_pdf.SCALE
    inside = (box["x0"] + 1, height - box["y1"] + 1, box["x1"] - 1, height - box["y0"] - 1)
    masked = image.crop(tuple(round(edge * in_pdf.SCALE) for edge in inside))
    assert masked.getextrema() == (0, 0)
    watched.go(f"/kalla?rad={key}")
    assert PERSONAL_NUMBER not in watched.page.content()


def test_the_link_to_a_place_is_copied(browser: Browser, dashboard_address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{dashboard_address}/namnd?rapport=VB")
    page.locator("#indikatorer a.figure").first.click()
    button = page.locator("p.where button.copy")
    button.click()
    expect(button).to_have_text("Länken är kopierad")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url and "/kalla?rad=" in copied
    context.close()


def test_what_was_applied_for_and_granted_stands_beside_each_other(watched: Watched) -> None:
    page = watched.go("/ekonomi")
    row = page.get_by_role("row", name="För belysning i parker")
    assert [number(cell) for cell in row.locator("td.is-millions").all_inner_texts()] == [
        6.2,
        4.0,
        2.2,
    ]


def test_a_contradiction_shows_both_figures_and_leads_to_its_places(watched: Watched) -> None:
    page = watched.go("/motsagelser?slag=error")
    # Others tell of dates or texts, and have no figures to compare.
    first = page.locator("article.finding:has(> dl.both)").first
    expect(first.locator("> dl.both dd")).to_have_count(3)
    first.locator("> details summary").click()
    first.locator("> details .places a").first.click()
    expect(page.get_by_role("heading", name="Här är siffran tryckt")).to_be_visible()


@pytest.fixture
def later(dashboard_run: Ran) -> Iterator[Path]:
    """A copy of the release's database, published; afterwards the release is current again."""
    settings = dashboard_run.settings
    before = settings.database.resolve()
    # No two releases have one name: the server keeps by its path what it has opened.
    folder = settings.releases_dir / f"{before.parent.name}-{time.monotonic_ns()}"
    shutil.copytree(before.parent, folder)
    try:
        yield folder / before.name
    finally:
        _lead_to(settings.database, before)
        shutil.rmtree(folder)


def test_an_open_page_hears_of_a_new_release_and_shows_it(
    watched: Watched, dashboard_run: Ran, later: Path
) -> None:
    page = watched.go("/")
    notice = page.locator("#new-release")
    expect(notice).to_be_hidden()
    _lead_to(dashboard_run.settings.database, later)
    page.evaluate("look()")
    expect(notice).to_be_visible()
    notice.get_by_role("link").click()
    expect(page.locator("footer code")).to_have_text(later.parent.name)
    expect(notice).to_be_hidden()


def test_costs_per_inhabitant_are_shown_where_a_report_gives_its_population(
    watched: Watched, dashboard_run: Ran, later: Path
) -> None:
    page = watched.go(f"/jamforelse?ar={YEAR}")
    expect(page.get_by_text(f"Ingen rapport för {YEAR} anger nämndens folkmängd")).to_be_visible()
    with duckdb.connect(str(later)) as connection:
        connection.execute(
            # The key of its cell is made of its report's, and nothing is written into it.
            "insert into fact_key_figure by name"
            " select * exclude (table_cell_key) replace ('folk-1' as fact_key,"
            " 'Folkmängd' as figure_label, 50000 as value, 'total' as breakdown)"
            f" from fact_key_figure where report_key = 'kvarnsjo-{YEAR}-vb' limit 1"
        )
        ((outcome,),) = connection.execute(
            "select vb_outcome_net from mart_budget_followup"
            f" where fiscal_year = {YEAR} and service_area_key = 'namnden-totalt'"
        ).fetchall()
    _lead_to(dashboard_run.settings.database, later)
    row = watched.go(f"/jamforelse?ar={YEAR}").locator("section").last.locator("tbody tr")
    expect(row).to_have_count(1)
    assert number(row.locator("td").first.inner_text()) == round(float(outcome) / 50000)
    expect(page.get_by_text("Bara 1 av nämnderna anger sin folkmängd")).to_be_visible()


AGAINST = {
    "doubtful": "update fact_indicator_value set confidence = 0.55, alternatives ="
    " [{{'measure': 'previous_outcome', 'confidence': 0.45}}] where fact_key = '{key}'",
    "contradicted": "insert into bridge_finding_fact select * replace ('{key}' as fact_key)"
    " from bridge_finding_fact"
    " semi join (from data_finding where severity = 'error') using (finding_key) limit 1",
    "corrected": "insert into extraction_problem by name select * replace"
    " ('c-' || fact_key as fact_key) from (select fact_key, report_key, 'corrected' as code,"
    " 'Rättat.' as message, source_file, source_page, source_line_start, source_line_end,"
    " source_bbox, source_text, confidence from fact_indicator_value where fact_key = '{key}')",
    "carried": "update dim_report set carried_from = '20250101T000000Z-0a1b2c3d'"
    " where report_key = (select report_key from fact_indicator_value where fact_key = '{key}')",
}
"""What makes a figure have each mark, in the tables that say so."""


SURE = """
    select fact_key from fact_indicator_value as fact
    where report_key = '{report}' and measure = 'outcome' and value is not null
    and confidence > 0.9 and not is_out_of_bounds
    and fact_key not in (select fact_key from bridge_finding_fact)
    order by fact_key limit {number}
"""


def test_each_doubt_looks_different_in_a_table_and_is_told_at_the_place(
    watched: Watched, dashboard_run: Ran, later: Path
) -> None:
    def sure(kind: str, number: int) -> list[str]:
        report = f"kvarnsjo-{YEAR}-{kind}"
        return [key for (key,) in dashboard_run.rows(SURE.format(report=report, number=number))]

    plain, doubtful, contradicted, corrected = sure("vb", 4)
    (carried,) = sure("t2", 1)
    keys = {
        "doubtful": doubtful,
        "contradicted": contradicted,
        "corrected": corrected,
        "carried": carried,
    }
    with duckdb.connect(str(later)) as connection:
        for mark, key in keys.items():
            connection.execute(AGAINST[mark].format(key=key))
    _lead_to(dashboard_run.settings.database, later)
    looks = [_look(watched, plain, "VB")]
    looks += [_look(watched, key, "T2" if key == carried else "VB") for key in keys.values()]
    assert len(set(looks)) == len(looks)
    assert looks[0][-1] == ""
    told = watched.go(f"/kalla?rad={doubtful}").locator("p.warning").all_inner_texts()
    assert any("55" in one and "utfall förra året (45" in one for one in told)
    for key in (contradicted, corrected, carried):
        assert watched.go(f"/kalla?rad={key}").locator("p.warning").count() > 0


def _look(watched: Watched, key: str, kind: str) -> tuple[str, str, str, str]:
    """How a figure is set and underlined, on which ground, and what stands behind it."""
    page = watched.go(f"/namnd?rapport={kind}")
    link = page.locator(f"#indikatorer a.figure[href*='{key}']").first
    line, slant, ground = link.evaluate(
        "e => (s => [s.textDecorationStyle, s.fontStyle, s.backgroundColor])(getComputedStyle(e))"
    )
    signs = link.evaluate("e => [...e.parentNode.querySelectorAll('.mark')].map(m => m.innerText)")
    return line, slant, ground, "".join(signs)


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
    aside.replace(link)
