"""The pages of a release: readable without script or network, every figure led to its place."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from pipeline.publish.published import current_release
from pipeline.site import build_site
from pipeline.site.build import Site
from tests.browser.chromium import open_page
from tests.support.job import Ran

OUTSIDE = re.compile(r"https?:|<script|<link|@import|url\(|src=", re.IGNORECASE)


@pytest.fixture(scope="module")
def site(samples_run: Ran, tmp_path_factory: pytest.TempPathFactory) -> Site:
    release = current_release(samples_run.settings)
    assert release is not None
    return build_site(release, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[Path, html.HtmlElement]:
    return {
        path: html.fromstring(path.read_bytes().decode("utf-8"))
        for path in sorted(site.folder.parent.rglob("*.html"))
    }


def test_no_page_needs_a_script_or_the_network(pages: dict[Path, html.HtmlElement]) -> None:
    for path in pages:
        assert not OUTSIDE.search(path.read_text(encoding="utf-8")), path


def test_every_link_leads_to_a_page_and_a_place_in_it(
    pages: dict[Path, html.HtmlElement],
) -> None:
    anchors = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    links = 0
    for path, page in pages.items():
        for address in page.xpath("//a/@href"):
            file, _, anchor = address.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            assert target in pages, f"{path.name}: {address}"
            assert not anchor or anchor in anchors[target], f"{path.name}: {address}"
            links += 1
    assert links > 1_000


def test_a_figure_leads_to_its_words_in_the_report(
    site: Site, pages: dict[Path, html.HtmlElement], samples_run: Ran
) -> None:
    (row,) = samples_run.rows(
        "select line.report_key, table_cell_key, raw_text, amount_sek"
        " from fact_budget_line as line join fact_table_cell as cell"
        " on cell.fact_key = line.table_cell_key"
        " where line.report_key = 'kvarnsjo-2025-vb' and is_canonical and fiscal_year = 2025"
        " and service_area_key = 'namnden-totalt' and measure = 'outcome_after_transfer'"
    )
    report, key, printed, amount = row
    page = pages[site.folder / "namnd" / "kvarnsjo.html"]
    (link,) = page.xpath(f"//a[@href='../kalla/{report}.html#{key}']")
    shown = link.text_content().replace("\xa0", "").replace(",", ".")
    assert float(shown) == pytest.approx(float(amount) / 1e6, abs=0.05)
    (cell,) = pages[site.folder / "kalla" / f"{report}.html"].xpath(f"//*[@id='{key}']")
    assert cell.text_content() == printed


def test_every_printed_cell_has_an_anchor_around_its_words(
    site: Site, pages: dict[Path, html.HtmlElement], samples_run: Ran
) -> None:
    report = "kvarnsjo-2025-t1"
    cells = {
        element.get("id"): element.text_content()
        for element in pages[site.folder / "kalla" / f"{report}.html"].xpath("//*[@id]")
    }
    rows = samples_run.rows(
        f"select fact_key, raw_text from fact_table_cell where report_key = '{report}'"
        f" union all select fact_key, value_text from fact_indicator_value"
        f" where report_key = '{report}'"
    )
    assert {key for key, _ in rows} <= cells.keys()
    right = sum(cells[key] == words for key, words in rows)
    assert right >= 0.95 * len(rows), "the words of nearly every cell stand whole in their line"


def test_people_read_names_and_no_keys(pages: dict[Path, html.HtmlElement], site: Site) -> None:
    for name in ("index.html", "motsagelser.html", "namnd/kvarnsjo.html"):
        page = pages[site.folder / name]
        for element in page.xpath("//style | //title"):
            element.drop_tree()
        said = page.text_content()
        assert "Kvarnsjö, verksamhetsberättelse 2025" in said
        assert not re.search(r"kvarnsjo-2025-(vb|t1)(?!\.txt)", said)


def test_what_is_to_be_said_against_a_figure_stands_behind_it(
    site: Site, pages: dict[Path, html.HtmlElement], samples_run: Ran
) -> None:
    doubtful = samples_run.rows(
        "select fact_key, confidence from fact_indicator_value where confidence < 0.8"
    )
    links = {
        link.get("href").partition("#")[2]: link
        for path, page in pages.items()
        if path.parent.name == "indikator"
        for link in page.xpath("//td/a")
    }
    shown = [(links[key], likely) for key, likely in doubtful if key in links]
    assert len(shown) > 5
    for link, likely in shown:
        assert "doubtful" in link.get("class").split()
        assert f"?{likely * 100:.0f}\N{NO-BREAK SPACE}%" in link.getnext().text_content()
    contradicted = dict(
        samples_run.rows(
            "select fact_key, true from bridge_finding_fact join data_finding using (finding_key)"
            " where severity in ('error', 'warning')"
        )
    )
    for key, link in links.items():
        assert ("contradicted" in (link.get("class") or "")) == (key in contradicted)


def test_contradictions_show_each_line_once(
    site: Site, pages: dict[Path, html.HtmlElement], samples_run: Ran
) -> None:
    page = pages[site.folder / "motsagelser.html"]
    for (key,) in samples_run.rows("select finding_key from data_finding"):
        (finding,) = page.xpath(f"//*[@id='{key}']")
        places = [
            (place.text_content(), place.getnext().text_content())
            for place in finding.xpath("./details/p")
        ]
        assert places and len(places) == len(set(places))


@pytest.mark.browser
def test_a_browser_goes_from_a_figure_to_its_marked_cell(
    site: Site, samples_run: Ran, tmp_path: Path
) -> None:
    ((key, printed),) = samples_run.rows(
        "select table_cell_key, raw_text from fact_budget_line as line join fact_table_cell as cell"
        " on cell.fact_key = line.table_cell_key"
        " where line.report_key = 'kvarnsjo-2025-vb' and is_canonical and fiscal_year = 2025"
        " and service_area_key = 'forskola' and measure = 'outcome_after_transfer'"
    )
    with open_page(tmp_path / "profile", width=390, height=844) as page:
        page.go((site.folder / "namnd" / "kvarnsjo.html").as_uri())
        page.wait_for("Verksamhetsområde")
        page.evaluate(f"document.querySelector('a[href$=\"#{key}\"]').click()")
        page.wait_for("Text ur samples/kvarnsjo-2025-vb.txt")
        page.wait_until("document.querySelector(':target') && scrollY > 0")
        cell = page.evaluate(
            "(() => { const cell = document.querySelector(':target');"
            " const box = cell.getBoundingClientRect();"
            " return [cell.innerText, getComputedStyle(cell).backgroundColor,"
            " box.top > 0 && box.bottom < innerHeight,"
            " document.documentElement.scrollWidth <= innerWidth] })()"
        )
        page.screenshot(tmp_path / "cell.png")
    words, colour, is_seen, is_narrow = cell
    assert words == printed
    assert colour == "rgb(255, 227, 138)"
    assert is_seen
    assert is_narrow


@pytest.mark.browser
def test_contradictions_are_narrowed_by_style_alone(
    site: Site, samples_run: Ran, tmp_path: Path
) -> None:
    ((rule, of_rule, large),) = samples_run.rows(
        "select rule, count(*), (select count(*) from data_finding"
        " where abs(difference) >= abs(expected) / 2 and expected <> 0)"
        " from data_finding group by rule order by count(*) desc, rule limit 1"
    )
    visible = (
        "[...document.querySelectorAll('.finding')]"
        ".filter((one) => one.getClientRects().length).length"
    )
    with open_page(tmp_path / "profile", width=390, height=844) as page:
        page.go((site.folder / "motsagelser.html").as_uri())
        page.wait_for("Skillnad")
        every = page.evaluate(visible)
        page.evaluate(f"document.getElementById('regel').value = 'regel-{rule}'")
        by_rule = page.evaluate(visible)
        page.evaluate("document.getElementById('regel').value = ''")
        page.evaluate("document.getElementById('storlek').value = 'storlek-50'")
        by_size = page.evaluate(visible)
    ((findings,),) = samples_run.rows("select count(*) from data_finding")
    assert (every, by_rule, by_size) == (findings, of_rule, large)
    assert 0 < by_rule < every


def test_the_checks_of_the_release_are_there(
    site: Site, pages: dict[Path, html.HtmlElement]
) -> None:
    page = pages[site.folder / "kontroller.html"]
    assert "får publiceras" in page.text_content()
    assert page.xpath("//a[@href='datalexikon.html#fact_indicator_value']")
    # What a suite or the program checks says why in Swedish.
    assert page.xpath("//td/span[@lang='en']") == []


def test_a_folder_lists_its_releases(site: Site, pages: dict[Path, html.HtmlElement]) -> None:
    (link,) = pages[site.folder.parent / "index.html"].xpath("//main//a/@href")
    assert link == f"{site.folder.name}/index.html"
