"""Sections of prose and the amounts that sentences state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.extract.document import Block
from pipeline.extract.language.values import amounts
from pipeline.extract.parsers.outline import read_outline
from pipeline.extract.parsers.prose import meaning, read_amounts, read_sections
from pipeline.extract.report import Section
from tests.unit.extract.making import body, grid, heading

# --- sections -----------------------------------------------------------------------------------


def sections(*blocks: Block) -> list[Section]:
    return list(read_sections(blocks, read_outline(blocks)))


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
        ("1 En stad för alla / En stad för alla", "En stad för alla", "Om målet."),
        (
            "1 En stad för alla / 1.1.1 Alla barn leker / Alla barn leker",
            "Alla barn leker",
            "",
        ),
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


# --- amounts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Nämnden redovisar ett överskott om 31,1 mnkr.", "surplus"),
        ("Prognosen visar ett underskott på 4 mnkr.", "deficit"),
        ("Kostnaderna uppgår till 12,5 mnkr.", "cost"),
        ("Intäkterna är 3 mnkr.", "income"),
        ("Budgeten är 900 tkr.", "budget"),
        ("Kostnaderna har ökat med 2 mnkr.", "increase"),
        ("Intäkterna minskar med 2 mnkr.", "decrease"),
        ("Nämnden ansöker om 3,38 mnkr.", "application"),
        ("Staden har beviljat 0,4 mnkr.", "grant"),
        ("Omslutningen förändras med 89,7 mnkr.", "turnover"),
        ("Med 2 mnkr i underskott slutar året.", "deficit"),
        ("Till kafét går 2 mnkr.", "unknown"),
    ],
)
def test_what_a_sentence_says_of_its_amount(sentence: str, what: str) -> None:
    (found,) = read_amounts([body(sentence)])
    assert (found.what, found.sentence) == (what, sentence)


def test_the_nearest_word_before_the_amount_counts() -> None:
    sentence = "Ett överskott om 2 mnkr trots att kostnaderna blev 5 mnkr."
    found = read_amounts([body(sentence)])
    assert [(one.what, one.amount_sek) for one in found] == [
        ("surplus", Decimal(2_000_000)),
        ("cost", Decimal(5_000_000)),
    ]


def test_confidence_falls_with_the_number_of_meanings() -> None:
    def confidence(sentence: str) -> float:
        (amount,) = amounts(sentence)
        return meaning(sentence, amount)[1]

    one = confidence("Ett överskott om 2 mnkr.")
    several = confidence("Kostnaden ger ett överskott om 2 mnkr i budgeten.")
    none = confidence("Det blev 2 mnkr.")
    assert 1 > one > several > none > 0


def test_an_amount_keeps_its_heading_sentence_and_place() -> None:
    found = read_amounts(
        [
            heading("Äldreomsorg", 1),
            body("Året var gott. Överskottet är 2 mnkr. Allt är klart.", 2),
            grid("Mnkr | 5 mnkr"),
            heading("Förskola", 5),
            body("Kostnaden är 30 960 kr.", 6),
        ]
    )
    assert [(one.section, one.sentence, one.place.line_start) for one in found] == [
        ("Äldreomsorg", "Överskottet är 2 mnkr.", 2),
        ("Förskola", "Kostnaden är 30 960 kr.", 6),
    ]
    assert found[1].amount_sek == 30_960
