"""Whom amounts in prose are about, and what kind of money is applied for. All invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.extract.report import Decision, NarrativeAmount
from pipeline.transform.narrative import (
    Who,
    application_type,
    area_of_decision,
    printed_unit,
    who_of,
)
from pipeline.transform.seeds import service_area_names
from tests.unit.transform.reports import place

ECONOMY = "Uppföljning av ekonomi"


def amount(before: str, behind: str = ".", *, section: str = ECONOMY) -> NarrativeAmount:
    return NarrativeAmount(
        section=section,
        sentence=f"{before}2 mnkr{behind}",
        what="cost",
        amount_sek=Decimal(2_000_000),
        place=place(before),
        confidence=1.0,
        before=before,
        clause=before,
        behind=behind,
    )


@pytest.mark.parametrize(
    ("before", "behind", "section", "scope", "area", "unit"),
    [
        ("Utfallet för socialpsykiatrin är ", ".", ECONOMY, "area", "socialpsykiatri", None),
        ("Barn- och ungdomsomsorgen visar ", ".", ECONOMY, "area", "barn-och-ungdom", None),
        ("Det är ", " inom äldreomsorgen.", ECONOMY, "area", "aldreomsorg", None),
        ("Nämnden visar ", ".", ECONOMY, "committee", None, None),
        ("Till giftfri förskola går ", ".", ECONOMY, "committee", None, None),
        ("Det är ", ".", f"{ECONOMY} / Förskola", "area", "forskola", None),
        ("Det är ", ".", f"{ECONOMY} / Individ- och familjeomsorg / Flykting (varav)", "area",
         "flyktingmottagande", None),
        ("Det är ", ".", f"{ECONOMY} / Övrigt", "committee", None, None),
        ("Det är ", ".", f"{ECONOMY} / Ekonomiskt bistånd och arbetsmarknad", "area", None, None),
        ("Beställarenheten visar ", ".", f"{ECONOMY} / Äldreomsorg", "unit", "aldreomsorg",
         "Beställarenheten"),
        ("Resultatenheterna visar ", ".", ECONOMY, "unit", None, "Resultatenheterna"),
        ("Det är ", ".", f"{ECONOMY} / Äldreomsorg / Utförare", "unit", "aldreomsorg", "Utförare"),
    ],
)  # fmt: skip
def test_whom_an_amount_is_about(
    before: str, behind: str, section: str, scope: str, area: str | None, unit: str | None
) -> None:
    who = who_of(amount(before, behind, section=section), service_area_names())
    assert (who.scope, who.area.key if who.area else None, who.unit) == (scope, area, unit)


def test_a_fund_is_one_of_result_units_whoever_is_named() -> None:
    one = replace(amount("Sammantaget har fonderna ökat med "), what="fund")
    assert who_of(one, service_area_names()) == Who("unit")


def test_under_two_areas_the_sentence_before_tells_which() -> None:
    names = service_area_names()
    section = f"{ECONOMY} / Ekonomiskt bistånd och arbetsmarknad"
    first = who_of(amount("Budget för ekonomiskt bistånd är ", section=section), names)
    assert who_of(amount("Det är ", section=section), names, first) == first
    assert who_of(amount("Det är ", section=ECONOMY), names, first) == Who("committee")


@pytest.mark.parametrize("clause", [" och ", " för lek inom stadsmiljö och "])
def test_what_is_said_of_another_amount_is_not_meant(clause: str) -> None:
    given = amount(f"Inom stadsmiljö är det 5 mnkr{clause}", " för maskiner.")
    one = replace(given, clause=clause)
    assert who_of(one, service_area_names()) == Who("committee")


@pytest.mark.parametrize(
    ("text", "headings", "expected"),
    [
        ("Nämnden ansöker om 2 mnkr avseende biologisk mångfald, drift.", "", "operation"),
        ("Nämnden ansöker om 2 mnkr avseende klimatinvestering, träd, drift.", "", "operation"),
        ("Nämnden ansöker om 2 mnkr avseende träd, investering.", "", "investment"),
        ("Nämnden ansöker om kompetensutveckling om 2 mnkr.", "", "competence"),
        ("Nämnden ansöker om 2 mnkr för drift och investering tillsammans.", "", None),
        ("Nämnden ansöker om 2 mnkr.", "Budgetjusteringar / Driftmedel / Lek", "operation"),
        ("Nämnden ansöker om 2 mnkr.", "Budgetjusteringar", None),
        ("Nämnden sökte 2 mnkr.", "Uppföljning av driftbudget / Stadsmiljö", None),
    ],
)
def test_the_kind_of_money_that_is_applied_for(
    text: str, headings: str, expected: str | None
) -> None:
    assert application_type("application", text, headings) == expected


def test_only_what_is_applied_for_has_a_kind() -> None:
    assert application_type("cost", "Kostnaden för drift är 2 mnkr.") is None


def test_a_decision_may_name_an_area() -> None:
    point = Decision(1, "Nämnden ansöker om 2 mnkr.", Decimal(1), "äldreomsorg", place("1."), 1.0)
    found = area_of_decision(point, service_area_names())
    assert found is not None and found.key == "aldreomsorg"


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("3,38 mnkr", "mnkr"),
        ("30 960 kronor", "kronor"),
        ("2 miljoner kronor", "miljoner kronor"),
        ("450 Tkr", "tkr"),
    ],
)
def test_the_printed_unit_is_kept(printed: str, unit: str) -> None:
    assert printed_unit(printed) == unit
