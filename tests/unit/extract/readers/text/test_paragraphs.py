"""Running text: where a paragraph ends, and which lines are headings."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Paragraph, ParagraphRole
from pipeline.extract.readers.text.paragraphs import paragraphs
from tests.unit.extract.making import lines


def read(
    text: str, *, marked: bool = False, breaks: frozenset[int] = frozenset()
) -> list[Paragraph]:
    return list(
        paragraphs(lines(text), page_breaks=breaks, wrap_is_marked=marked, end_is_marked=marked)
    )


def texts(found: list[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in found]


def headings(found: list[Paragraph]) -> list[str]:
    return [p.text for p in found if p.role is ParagraphRole.HEADING]


def test_lines_are_joined_and_blank_lines_part_paragraphs() -> None:
    found = read("""
        Nämnden öppnar ett kafé i parken och bygger en
        lekplats för alla åldrar.

        Kafét är öppet varje dag.
    """)
    assert texts(found) == [
        "Nämnden öppnar ett kafé i parken och bygger en lekplats för alla åldrar.",
        "Kafét är öppet varje dag.",
    ]
    assert [(p.place.line_start, p.place.line_end) for p in found] == [(1, 2), (4, 4)]
    assert {p.role for p in found} == {ParagraphRole.BODY}


def test_hyphenation_is_undone() -> None:
    (only,) = read("""
        Nämnden öppnar ett kafé i parken och stadsdels-
        förvaltningen bygger i Enskede-
        Årsta.
    """)
    assert only.text == (
        "Nämnden öppnar ett kafé i parken och stadsdelsförvaltningen bygger i Enskede-Årsta."
    )


def test_a_page_break_parts_a_paragraph_only_where_its_text_ends() -> None:
    text = """
        Nämnden öppnar ett kafé i parken och bygger en

        lekplats för alla åldrar i den nya parken.

        Kafét är öppet.
    """
    assert texts(read(text, breaks=frozenset({2}))) == [
        "Nämnden öppnar ett kafé i parken och bygger en lekplats för alla åldrar i den nya parken.",
        "Kafét är öppet.",
    ]
    assert len(read(text)) == 3


def test_a_heading_below_a_page_break_does_not_run_into_the_sentence_above() -> None:
    text = "Nämnden öppnar ett kafé i parken. \n\nÄldreomsorg \n\nKafét är öppet."
    assert texts(read(text, breaks=frozenset({2}), marked=True))[0] == (
        "Nämnden öppnar ett kafé i parken."
    )


def test_a_short_line_ends_its_paragraph_where_nothing_is_marked() -> None:
    found = read("""
        Nämnden öppnar ett kafé i parken och bygger en lekplats för
        alla åldrar.
        Förvaltningen har svarat på alla synpunkter som har kommit.
    """)
    assert texts(found) == [
        "Nämnden öppnar ett kafé i parken och bygger en lekplats för alla åldrar.",
        "Förvaltningen har svarat på alla synpunkter som har kommit.",
    ]


def test_a_sentence_below_a_full_line_of_a_goal_is_none_of_its_title() -> None:
    """Words in small letters go on with a title, and a sentence behind a small word does."""
    goal, rest = (
        "KF:s mål för verksamhetsområdet: 1.1 Parkerna är till för alla",
        "som bor i staden",
    )
    sentence = "Förvaltningen öppnar ett kafé i parken och bygger en lekplats för alla."
    assert texts(read(f"{goal}\n{sentence}\nKafét är öppet.\nDet är gratis."))[0] == goal
    assert texts(read(f"{goal}\n{rest}\n{sentence}"))[0] == f"{goal} {rest}"
    assert texts(read(f"{goal} i\nVattenstaden\n{sentence}"))[0] == f"{goal} i Vattenstaden"


def test_marks_say_where_a_paragraph_ends() -> None:
    found = read(
        """
        Nämnden öppnar·
        ett kafé.
        Stora
        Små
        """,
        marked=True,
    )
    assert texts(found) == ["Nämnden öppnar ett kafé.", "Stora", "Små"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• Ett kafé\n• En lekplats", ["• Ett kafé", "• En lekplats"]),
        ("- Ett kafé\n- En lekplats", ["- Ett kafé", "- En lekplats"]),
        (
            "1. Nämnden godkänner\n2. Ärendet justeras",
            ["1. Nämnden godkänner", "2. Ärendet justeras"],
        ),
        (
            "Text om parken i våras.\nKF:s inriktningsmål: 1. En stad",
            ["Text om parken i våras.", "KF:s inriktningsmål: 1. En stad"],
        ),
    ],
    ids=["bullets", "dashes", "numbers", "goals"],
)
def test_what_begins_a_paragraph_of_its_own(text: str, expected: list[str]) -> None:
    assert texts(read(text)) == expected


def test_assessments_and_parts_of_a_goal_begin_a_paragraph() -> None:
    found = read("""
        1.2.1 Alla får leka i parken
         Uppfylls delvis
    """)
    assert texts(found) == ["1.2.1 Alla får leka i parken", "Uppfylls delvis"]
    found = read("""
        Alla får leka i parken
        Beskrivning
        Nämnden bygger lekplatser.
    """)
    assert texts(found)[:2] == ["Alla får leka i parken", "Beskrivning"]


def test_a_title_may_end_with_a_small_word() -> None:
    found = read("""
        2. En stad att leka i
        Nämnden öppnar ett kafé i parken och bygger en lekplats för alla som vill leka i
        Björkparken.
    """)
    assert texts(found)[0] == "2. En stad att leka i"
    assert texts(found)[1].endswith("leka i Björkparken.")


def test_a_title_that_fills_its_line_does_not_go_on_with_a_sentence() -> None:
    found = read("""
        KF:s mål för verksamhetsområdet: 1.1 Bryggor och båtar håller
        Under sommaren har två bryggor målats.

        KF:s mål för verksamhetsområdet: 1.2 Alla som vill ro får ro i
        Sjövikens vatten
    """)
    assert texts(found) == [
        "KF:s mål för verksamhetsområdet: 1.1 Bryggor och båtar håller",
        "Under sommaren har två bryggor målats.",
        "KF:s mål för verksamhetsområdet: 1.2 Alla som vill ro får ro i Sjövikens vatten",
    ]


def test_a_dash_inside_a_sentence_is_no_bullet() -> None:
    found = read("""
        Staden blir grön på alla torg
        – träden planteras
    """)
    assert texts(found) == ["Staden blir grön på alla torg – träden planteras"]
    found = read("""
        Nämnden planterar:
        – träd
        – häckar
    """)
    assert [p.role for p in found][1:] == [ParagraphRole.BULLET, ParagraphRole.BULLET]


def test_bullets_have_their_role() -> None:
    assert [p.role for p in read("• Ett kafé\n• En lekplats")] == [ParagraphRole.BULLET] * 2


def test_a_heading_without_a_blank_line_above_it() -> None:
    found = read("""
        Nämnden öppnar ett kafé i parken och bygger en lekplats för
        alla åldrar.
        Goda exempel
        Förvaltningen har svarat på alla synpunkter som har kommit.
    """)
    assert headings(found) == ["Goda exempel"]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Uppföljning av ekonomi", True),
        ("1.2 Barn har goda villkor", True),
        ("Kafét är öppet varje dag.", False),
        ("Detta gäller:", False),
        ("med små bokstäver", False),
        ("Ord " * 40, False),
    ],
)
def test_headings_are_short_and_end_in_no_stop(text: str, is_one: bool) -> None:
    assert bool(headings(read(text))) is is_one


def test_stray_markup_is_removed() -> None:
    assert texts(read("<p>Ett **kafé** i parken</p>")) == ["Ett kafé i parken"]
    assert read("<p></p>") == []


def test_headings_with_no_text_between_them_are_parted_by_how_wide_text_is_elsewhere() -> None:
    two = lines("Redovisning av ekonomi\nNämndens förutsättningar")
    found = paragraphs(
        two, page_breaks=frozenset(), wrap_is_marked=False, end_is_marked=False, reach=45.0
    )
    assert headings(list(found)) == ["Redovisning av ekonomi", "Nämndens förutsättningar"]


def test_a_narrow_column_is_wrapped_at_its_own_width() -> None:
    narrow = lines("Nämnden godkänner årets\nplan för Björkparken och\nStrandparken och ber om\n"
                   "Vattentornets ritningar.")  # fmt: skip
    found = paragraphs(
        narrow, page_breaks=frozenset(), wrap_is_marked=False, end_is_marked=False, reach=45.0
    )
    assert len(list(found)) == 1


def test_a_heading_after_a_page_break_is_one() -> None:
    found = read(
        """
        Parkerna redovisar en budget i balans efter överföringar.

        Nyckeltal för parker

        Torgen redovisar ett överskott på grund av fler marknader.
        """,
        breaks=frozenset({2}),
    )
    assert headings(found) == ["Nyckeltal för parker"]


def test_a_main_part_is_a_heading_of_its_own() -> None:
    found = read("Uppföljning av ekonomi\nUppföljning av driftbudget")
    assert headings(found) == ["Uppföljning av ekonomi", "Uppföljning av driftbudget"]
