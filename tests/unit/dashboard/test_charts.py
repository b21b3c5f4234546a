"""Charts are drawn without a browser; what the data says stays text."""

from __future__ import annotations

from xml.etree import ElementTree

from pipeline.dashboard import charts

NAMES = ("Utfall", "Årsmål", "KF:s årsmål", "Kvinnor", "Män")

HOSTILE = '<script>alert("x")</script>'


def drawn(spec: charts.Spec) -> ElementTree.Element:
    return ElementTree.fromstring(charts.draw(spec, "sv", f"Avvikelser {HOSTILE}"))


def test_a_bar_is_a_link_to_where_its_figure_is_printed_and_names_stay_text() -> None:
    rows = [
        {"label": HOSTILE, "value": 3.2, "told": "+3,2", "address": "/kalla?rad=a"},
        {"label": "Äldreomsorg", "value": -5.0, "told": "-5,0", "address": "/kalla?rad=b"},
    ]
    svg = drawn(charts.deviations(rows))
    tags = {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert "script" not in tags and "image" not in tags
    links = [e.get("href") for e in svg.iter() if e.tag.endswith("}a")]
    assert links == ["/kalla?rad=a", "/kalla?rad=b"]
    names = [e.get("aria-label") for e in svg.iter() if e.tag.endswith("}a")]
    assert names == [f"{HOSTILE} +3,2", "Äldreomsorg -5,0"]
    texts = "".join(svg.itertext())
    assert "Äldreomsorg" in texts and "+3,2" in texts and "alert" in texts


def test_colours_are_those_of_the_style_sheet() -> None:
    rows = [{"label": "Förskola", "value": -1.0, "told": "", "address": "/"}]
    fills = {element.get("fill") for element in drawn(charts.deviations(rows)).iter()}
    assert "var(--bad)" in fills


def test_years_and_targets_are_drawn_a_committee_a_panel() -> None:
    rows = [
        {"committee": c, "year": y, "series": s, "value": v, "address": "/kalla?rad=x"}
        for c in ("Kvarnsjö", "Granholmen")
        for y, v in ((2024, 70.0), (2025, 75.0))
        for s in ("Utfall", "Årsmål")
    ]
    texts = list(drawn(charts.over_years(rows, "%", NAMES)).itertext())
    assert {"Kvarnsjö", "Granholmen", "2024", "2025", "Utfall", "Årsmål"} <= set(texts)
    assert "Kvinnor" not in texts


def test_what_is_doubtful_is_hollow_and_says_so() -> None:
    bars = [
        {
            "label": "Förskola",
            "value": -1.0,
            "told": "-1,0 ?62 %",
            "signs": "?62 %",
            "address": "/a",
        },
        {"label": "Äldreomsorg", "value": 2.0, "told": "+2,0", "signs": "", "address": "/b"},
    ]
    points = [
        {"committee": "Kvarnsjö", "year": 2024, "series": "Utfall", "value": 70.0, **more}
        for more in ({"address": "/a", "signs": "≠"},)
    ]
    for spec, sign in (
        (charts.deviations(bars), "?62 %"),
        (charts.over_years(points, "%", NAMES), "≠"),
    ):
        svg = drawn(spec)
        hollow = {
            link.get("href"): _is_hollow(link) for link in svg.iter() if link.tag.endswith("}a")
        }
        assert hollow == {"/a": True, "/b": False} or hollow == {"/a": True}
        assert any(text.endswith(sign) for text in svg.itertext())


def _is_hollow(link: ElementTree.Element) -> bool:
    return any(element.get("fill-opacity") == "0.25" for element in link.iter())
