"""Sections of prose: one tree of headings, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Block, Place
from pipeline.extract.parsers.headings import mend_sentences, part_headings, read_headings
from pipeline.extract.parsers.outline import read_outline
from pipeline.extract.parsers.prose import read_sections
from pipeline.extract.report import Section
from tests.unit.extract.making import body, grid, heading

# --- sections -----------------------------------------------------------------------------------


def sections(*blocks: Block) -> list[Section]:
    mended = mend_sentences(part_headings(blocks))
    outline = read_outline(mended)
    return list(read_sections(mended, outline, read_headings(mended, outline)))


def paths(*blocks: Block) -> list[str]:
    return [one.path for one in sections(*blocks)]


def test_prose_stands_under_its_heading_and_the_goals_above() -> None:
    found = sections(
        body("Inledning.", 1),
        heading("KF:s inriktningsmål: 1. En stad för alla", 2),
        body("Om målet.", 3),
        heading("Nämndmål: 1.1.1 Alla barn leker", 4),
        heading("Goda exempel", 5),
        body("En lekplats.", 6),
        body("Ett kafé.", 7),
    )
    assert [(one.path, one.heading, one.body) for one in found] == [
        ("", "", "Inledning."),
        ("1 En stad för alla", "En stad för alla", "Om målet."),
        ("1 En stad för alla / 1.1.1 Alla barn leker", "Alla barn leker", ""),
        (
            "1 En stad för alla / 1.1.1 Alla barn leker / Goda exempel",
            "Goda exempel",
            "En lekplats.\nEtt kafé.",
        ),
    ]
    assert (found[-1].place.line_start, found[-1].place.line_end) == (5, 7)


def test_a_heading_without_prose_is_a_section_too() -> None:
    (only,) = sections(heading("Bilagor", 9))
    assert (only.heading, only.body, only.place.line_start) == ("Bilagor", "", 9)


def test_a_table_ends_a_part_and_the_prose_below_it_has_the_same_heading() -> None:
    found = sections(
        heading("Investeringar", 1),
        body("Före tabellen.", 2),
        grid("Mnkr | Budget 2021"),
        body("Efter tabellen.", 5),
    )
    assert [(one.heading, one.body) for one in found] == [
        ("Investeringar", "Före tabellen."),
        ("Investeringar", "Efter tabellen."),
    ]


def test_every_paragraph_is_in_exactly_one_section() -> None:
    blocks: list[Block] = [
        heading("Ett", 1),
        *(body(f"Stycke {n}.", n) for n in range(2, 6)),
        grid("A | B"),
        body("Stycke 6.", 6),
        heading("Två", 7),
        body("Stycke 8.", 8),
    ]
    printed = "\n".join(one.place.text for one in sections(*blocks))
    for block in blocks:
        if block.place.text != "A | B":
            assert printed.count(block.place.text) == 1


def test_a_table_right_below_its_heading_does_not_part_the_section() -> None:
    (only,) = sections(
        heading("Äldreomsorg", 1), grid("Mnkr | Budget 2021"), body("Efter tabellen.", 5)
    )
    assert (only.heading, only.body) == ("Äldreomsorg", "Efter tabellen.")


def test_chapters_of_one_name_stand_under_their_own_part() -> None:
    assert paths(
        heading("Uppföljning av ekonomi", 1),
        heading("Uppföljning av driftbudget", 2),
        heading("Utfall jämfört med budget per verksamhetsområde", 3),
        heading("Förskola", 4),
        body("Ett överskott.", 5),
        heading("Budgetavvikelse per verksamhetsområde mot prognos", 6),
        heading("Förskola", 7),
        heading("Lokaler", 8),
        heading("Investeringar", 9),
        heading("Särskilda redovisningar", 10),
    ) == [
        "Uppföljning av ekonomi",
        "Uppföljning av ekonomi / Uppföljning av driftbudget",
        *(
            f"Uppföljning av ekonomi / Uppföljning av driftbudget / {path}"
            for path in (
                "Utfall jämfört med budget per verksamhetsområde",
                "Utfall jämfört med budget per verksamhetsområde / Förskola",
                "Budgetavvikelse per verksamhetsområde mot prognos",
                "Budgetavvikelse per verksamhetsområde mot prognos / Förskola",
                "Budgetavvikelse per verksamhetsområde mot prognos / Förskola / Lokaler",
            )
        ),
        "Uppföljning av ekonomi / Investeringar",
        "Särskilda redovisningar",
    ]


def test_level_and_parent_lead_up_the_tree() -> None:
    found = sections(
        body("Före allt.", 1),
        heading("Uppföljning av ekonomi", 2),
        heading("Investeringar", 3),
        heading("Lekplatser", 4),
    )
    assert [(one.level, one.parent) for one in found] == [(0, None), (1, None), (2, 1), (3, 2)]


def _headings(*titles: str) -> list[str]:
    return paths(*(heading(title, line) for line, title in enumerate(titles, start=1)))


def test_headings_that_come_back_in_turn_stand_under_the_one_before() -> None:
    titles = ("En trygg by", "Glädjeämnen", "Bekymmer", "En grön by", "Glädjeämnen", "Bekymmer")
    assert _headings(*titles) == [
        "En trygg by",
        "En trygg by / Glädjeämnen",
        "En trygg by / Bekymmer",
        "En grön by",
        "En grön by / Glädjeämnen",
        "En grön by / Bekymmer",
    ]


@pytest.mark.parametrize(
    "titles",
    [
        ("Glädjeämnen", "En trygg by", "Glädjeämnen"),
        ("En trygg by", "Glädjeämnen", "En grön by", "En blå by", "Glädjeämnen"),
        ("En trygg by", "Glädjeämnen", "Glädjeämnen"),
    ],
    ids=["before the first", "not under every one", "twice under one"],
)
def test_headings_that_only_come_back_stay_where_they_are(titles: tuple[str, ...]) -> None:
    assert _headings(*titles) == list(titles)


def test_in_a_goals_section_the_name_of_an_area_is_an_everyday_word() -> None:
    found = paths(
        heading("KF:s inriktningsmål: 3. En hållbar ekonomi", 1),
        heading("Analys", 2),
        heading("Ekonomiskt bistånd", 3),
        heading("Kompetens", 4),
    )
    above = "3 En hållbar ekonomi / Analys"
    assert found[1:] == [above, f"{above} / Ekonomiskt bistånd", f"{above} / Kompetens"]


def test_levels_that_the_format_states_are_believed() -> None:
    assert paths(
        heading("Förskola", 1, level=1),
        heading("Avgifter", 2, level=3),
        heading("Hyror", 3, level=2),
    ) == ["Förskola", "Förskola / Avgifter", "Förskola / Hyror"]


@pytest.mark.parametrize(
    "text",
    [
        "och de som väntar",
        "*Prognos justerad budget 2025",
        "Tabellen innehåller avrundningsdifferenser",
        "• Fler lekplatser",
        "Skulderna har minskat. Ökningen av lånen beror på Skolan",
        "Nedan tabell visar antalet barn",
        "Telefon: 08-123 45",
        "En flytt har gjorts med 6 mnkr till hemtjänsten",
        "Till barnen och",
    ],
    ids=["small", "note", "rounding", "bullet", "two sentences", "caption", "letterhead", "clause",
         "cut"],
)  # fmt: skip
def test_what_only_looks_like_a_heading_is_body(text: str) -> None:
    (only,) = sections(heading("Kultur", 1), heading(text, 2), body("Mer text.", 3))
    assert only.body == f"{text}\nMer text."


def test_lists_of_a_goal_and_numbered_lists_are_body() -> None:
    found = sections(
        heading("Nämndmål: 1.1.1 Alla barn leker", 1),
        heading("Förväntat resultat", 2),
        heading("Barn leker oftare ute", 3),
        heading("Analys", 4),
        heading("Delmål", 5),
        heading("1. Lek", 6),
        heading("2. Rörelse", 7),
    )
    assert [(one.heading, one.body) for one in found[1:]] == [
        ("Förväntat resultat", "Barn leker oftare ute"),
        ("Analys", ""),
        ("Delmål", "1. Lek\n2. Rörelse"),
    ]


def test_a_sentence_that_a_page_cuts_is_one_again() -> None:
    cut = heading("Skulderna har ökat med 2 mnkr. Ökningen av lånen med 1,5", 2)
    (only,) = sections(heading("Skulder", 1), cut, body("mnkr beror på räntan.", 4))
    assert only.body.endswith("Ökningen av lånen med 1,5 mnkr beror på räntan.")
    assert (only.place.line_start, only.place.line_end) == (1, 4)


def test_a_heading_that_clings_to_the_paragraph_before_is_parted() -> None:
    clinging = body("Se bilaga 2. Äldreomsorg", 2)
    place = Place(text="Se bilaga 2. \nÄldreomsorg", line_start=2, line_end=3)
    found = sections(
        heading("Uppföljning av ekonomi", 1),
        type(clinging)(clinging.text, place, clinging.role),
        body("Ett överskott.", 4),
    )
    assert [(one.heading, one.body, one.place.line_start) for one in found] == [
        ("Uppföljning av ekonomi", "Se bilaga 2.", 1),
        ("Äldreomsorg", "Ett överskott.", 3),
    ]
