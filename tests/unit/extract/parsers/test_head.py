"""Who reports what for when, and the points of the proposed decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipeline.extract.document import Block, Place
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.language.titles import canonical_committee
from pipeline.extract.parsers.head import read_decisions, read_head
from pipeline.extract.report import Decision, Head
from tests.unit.extract.making import body, document, grid, heading

GOAL = heading("KF:s inriktningsmål: 1 En stad för alla")


def head(*blocks: str | Block, sidecar: dict[str, str] | None = None) -> Head:
    """Read the head of a report; it ends where the first goal section starts."""
    made = [heading(block) if isinstance(block, str) else block for block in blocks]
    goal_start = made.index(GOAL) if GOAL in made else len(made)
    return read_head(document(*made, sidecar=sidecar), goal_start)


def identity(read: Head) -> tuple[str, str, int]:
    return read.committee_name, read.report_type.value, read.report_year


# --- titles -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Verksamhetsplan 2026 för Farsta stadsdelsnämnd", ("Farsta", "VP", 2026)),
        (
            "Tertialrapport 1 2021 för Enskede-Årsta-Vantörs stadsdelsnämnd",
            ("Enskede-Årsta-Vantör", "T1", 2021),
        ),
        (
            "Tertialrapport Tertial 2 2017 för Bromma stadsdelsnämnd",
            ("Bromma", "T2", 2017),
        ),
        ("Tertialrapport 2 år 2019 Skärholmens stadsdelsnämnd", ("Skärholmen", "T2", 2019)),
        (
            "Verksamhetsberättelse med bokslut 2024 Hägersten-Älvsjö stadsdelsnämnd",
            ("Hägersten-Älvsjö", "VB", 2024),
        ),
        (
            "Hässelby-Vällingby stadsdelsnämnds verksamhetsplan för år 2026",
            ("Hässelby-Vällingby", "VP", 2026),
        ),
        (
            "Verksamhetsberättelse 2010 Rinkeby-Kista stadsdelsnämnd",
            ("Rinkeby-Kista", "VB", 2010),
        ),
        ("Verksamhetsplan och budget 2018, Norra innerstadens stadsdelsnämnd",
         ("Norra innerstaden", "VP", 2018)),
    ],
)  # fmt: skip
def test_titles_in_any_order(title: str, expected: tuple[str, str, int]) -> None:
    read = head(title, GOAL)
    assert identity(read) == expected
    assert read.committee_kind == "stadsdelsnamnd"
    assert (read.title, read.confidence) == (title, 1.0)


@pytest.mark.parametrize("day", ["den 14 mars 2022", "2022-03-14", "14/3 2022"])
def test_the_day_of_a_letter_does_not_say_the_year(day: str) -> None:
    title = f"Verksamhetsberättelse för Farsta stadsdelsnämnd, skickad {day}"
    read = head(title, body("Under 2021 byggdes tre lekplatser."), GOAL)
    assert identity(read) == ("Farsta", "VB", 2021)
    assert head(title, GOAL).confidence == 0.5


@pytest.mark.parametrize(
    ("letterhead", "title"),
    [
        (["Kungsholmens stadsdelsnämnd", "Tertialrapport 2 2016", "Förslag till beslut"],
         "Tertialrapport 2 2016"),
        (["Till Farsta stadsdelsnämnd", "Verksamhetsplan", "2020", "Inledning"],
         "Verksamhetsplan 2020"),
        (["Verksamhetsplan för år 2021 Dnr 1.2.1-99/2020", "Utbildningsnämnden"],
         "Verksamhetsplan för år 2021"),
    ],
)  # fmt: skip
def test_a_title_leaves_the_letterhead_around_it(letterhead: list[str], title: str) -> None:
    place = Place(text="\n".join(letterhead), line_start=1, line_end=len(letterhead))
    block = replace(heading(" ".join(letterhead)), place=place)
    assert head(block, heading("Farsta stadsdelsnämnd"), GOAL).title == title


def test_a_heading_of_columns_is_no_title() -> None:
    read = head("Till Farsta stadsdelsnämnd", GOAL, heading("Flickor T1 2021 Pojkar"),
                body("Tertialrapport 1 2021 är nämndens."))  # fmt: skip
    assert (read.report_type.value, read.title) == ("T1", "Tertialrapport 1 2021")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Verksamhetsberättelse 2010 Bromma", ("Bromma", "VB", 2010)),
        ("Farsta verksamhetsplan 2012", ("Farsta", "VP", 2012)),
        ("Tertialrapport 2/2012 Älvsjö stadsdelsnämnd", ("Älvsjö", "T2", 2012)),
        ("Tertialrapport 2 - 2014 Älvsjö sdn", ("Älvsjö", "T2", 2014)),
        ("Tertialrapport nr 2 2011, Norrmalms stadsdelsnämnd", ("Norrmalm", "T2", 2011)),
        ("Tertialrapport II 2008 för Östermalms stadsdelsnämnd", ("Östermalm", "T2", 2008)),
        ("Uppföljning av budget 2008 - tertialrapport 1. Kungsholmens stadsdelsnämnd",
         ("Kungsholmen", "T1", 2008)),
        ("Tertialrapport 1 per 30 april 2015 för Spånga-Tensta stadsdelsnämnd",
         ("Spånga-Tensta", "T1", 2015)),
        ("Andra tertialrapporten 2009 för Rinkeby-Kista stadsdelsnämnd",
         ("Rinkeby-Kista", "T2", 2009)),
        ("Delårsrapport per den 31 augusti 2012, Farsta stadsdelsnämnd", ("Farsta", "T2", 2012)),
        ("Tertialrapport april 2018, Farsta stadsdelsnämnd", ("Farsta", "T1", 2018)),
        ("Verksamhetsplan för Rinkeby-Kista stadsdelsnämnd 2015", ("Rinkeby-Kista", "VP", 2015)),
        ("2016 års verksamhetsplan för Skarpnäcks stadsdelsnämnd", ("Skarpnäck", "VP", 2016)),
        ("Verksamhetsplan för 2015 med inriktning för 2016 och 2017, Hägersten-Liljeholmen",
         ("Hägersten-Liljeholmen", "VP", 2015)),
        ("Verksamhetsplan med budget 2007 för Maria-Gamla stans stadsdelsnämnd",
         ("Maria-Gamla stan", "VP", 2007)),
        ("Verksamhetsberättelse och bokslut för år 2005 Katarina – Sofia",
         ("Katarina-Sofia", "VB", 2005)),
        ("Bokslut och verksamhetsberättelse 2006 för Enskede-Årsta stadsdelsnämnd",
         ("Enskede-Årsta", "VB", 2006)),
        ("VERKSAMHETSPLAN 2011 FÖR SKÄRHOLMENS STADSDELSNÄMND", ("Skärholmen", "VP", 2011)),
        ("Tertialrapport 1 2014 SDN Farsta", ("Farsta", "T1", 2014)),
        ("VP 2021 Bromma stadsdelsnämnd", ("Bromma", "VP", 2021)),
        ("Verksamhetsberättelse 2022 Norra innerstaden", ("Norra innerstaden", "VB", 2022)),
    ],
)  # fmt: skip
def test_titles_of_other_years(title: str, expected: tuple[str, str, int]) -> None:
    others = body("Nämnden har 2031 samverkat med kulturnämnden och Järva stadsdelsnämnd om 2028.")
    assert identity(head(title, others, GOAL)) == expected


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Verksamhetsplan och budget 2009 för utbildningsnämnden", "Utbildningsnämnden"),
        ("Exploateringsnämndens verksamhetsberättelse för 2017", "Exploateringsnämnden"),
        ("Trafik- och renhållningsnämnden Tertialrapport 1, 2012",
         "Trafik- och renhållningsnämnden"),
        ("Förslag till verksamhetsplan 2025 för äldrenämnden", "Äldrenämnden"),
        ("Verksamhetsplan 2020 för hamn- och sjöfartsnämnden", "Hamn- och sjöfartsnämnden"),
    ],
)  # fmt: skip
def test_titles_of_committees_of_the_whole_city(title: str, name: str) -> None:
    districts = [body("Farsta stadsdelsnämnd och Bromma stadsdelsnämnd deltar.") for _ in range(9)]
    read = head(title, *districts, GOAL)
    assert (read.committee_name, read.committee_kind) == (name, "facknamnd")
    assert read.confidence == 1


def test_a_committee_that_the_letter_is_addressed_to() -> None:
    read = head(
        "Verksamhetsplan 2019",
        body("Till"),
        body("Idrottsnämnden"),
        body("Farsta stadsdelsnämnd har yttrat sig."),
        GOAL,
    )
    assert read.committee_name == "Idrottsnämnden"


def test_a_sentence_in_the_head_is_no_title() -> None:
    read = head(
        body("Avstämning har skett mot verksamhetsplan 2020 för Bromma stadsdelsnämnd."),
        "Tertialrapport 2 2020",
        body("Farsta stadsdelsnämnd"),
        GOAL,
    )
    assert read.committee_name == "Farsta"


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("Tertialrapport 1", date(2021, 4, 30)),
        ("Tertialrapport 2", date(2021, 8, 31)),
        ("Verksamhetsplan", date(2021, 12, 31)),
        ("Verksamhetsberättelse", date(2021, 12, 31)),
    ],
)
def test_the_last_day_reported_on(kind: str, day: date) -> None:
    assert head(f"{kind} 2021 för Farsta stadsdelsnämnd", GOAL).period_end == day


def test_a_committee_of_the_whole_city() -> None:
    read = head("Verksamhetsplan 2022 för Socialnämnden", GOAL)
    assert identity(read) == ("Socialnämnden", "VP", 2022)
    assert read.committee_kind == "facknamnd"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Hässelby Vällingby", "Hässelby-Vällingby"),
        ("Hägersten- Älvsjö", "Hägersten-Älvsjö"),
        ("Skärholmens", "Skärholmen"),
        ("Östermalms", "Östermalm"),
        ("Farsta", "Farsta"),
        ("SÖDERMALM", "Södermalm"),
        ("Nybergs", "Nyberg"),
        ("Ås", "Ås"),
    ],
)
def test_a_committee_has_one_name(printed: str, name: str) -> None:
    assert canonical_committee(printed) == name


def test_a_committee_that_nobody_knows_yet_is_read_too() -> None:
    assert identity(head("Verksamhetsplan 2027 för Nya Stranden stadsdelsnämnd", GOAL)) == (
        "Nya Stranden",
        "VP",
        2027,
    )


# --- no title page ------------------------------------------------------------------------------


def test_a_report_without_a_title_is_known_by_what_most_mentions_say() -> None:
    read = head(
        "Sammanfattande analys",
        body("Farsta stadsdelsnämnd har haft ett gott år."),
        body("Samarbetet med Bromma stadsdelsförvaltning fortsätter."),
        body("I verksamhetsberättelse 2023 visas utfallet."),
        GOAL,
        body("Farsta stadsdelsnämnd öppnar ett kafé."),
    )
    assert identity(read) == ("Farsta", "VB", 2023)
    assert read.confidence < 1


def test_the_first_title_in_the_head_outvotes_other_reports_that_are_named() -> None:
    read = head(
        "Tertialrapport 1 2021 för Farsta stadsdelsnämnd",
        GOAL,
        *(body("Se verksamhetsplan 2021 och verksamhetsberättelse 2020.") for _ in range(30)),
    )
    assert identity(read) == ("Farsta", "T1", 2021)


def test_a_partner_named_once_leaves_little_doubt() -> None:
    read = head(
        "Verksamhetsplan 2026",
        *(body("Farsta stadsdelsnämnd planerar.") for _ in range(8)),
        body("Bromma stadsdelsnämnd deltar."),
        GOAL,
    )
    assert read.committee_name == "Farsta"
    assert 0.8 < read.confidence < 1


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        (["Verksamhetsplan 2026"], "committee"),
        (["Farsta stadsdelsnämnd 2026"], "kind and year"),
        (["Verksamhetsplan för Farsta stadsdelsnämnd"], "year"),
        (["Rapport"], "committee and kind and year"),
    ],
)
def test_a_head_that_cannot_be_read_says_what_is_missing_and_what_to_do(
    texts: list[str], missing: str
) -> None:
    with pytest.raises(UnreadableDocument) as raised:
        head(*texts, GOAL)
    assert raised.value.reason_code == "unreadable_head"
    assert f"The report's {missing} cannot be told" in raised.value.reason
    assert ".yml" in raised.value.reason


def test_a_sidecar_settles_what_the_text_leaves_open() -> None:
    read = head("Rapport", GOAL, sidecar={"committee": "Farsta", "kind": "T2", "year": "2019"})
    assert identity(read) == ("Farsta", "T2", 2019)
    assert (read.period_end, read.title) == (date(2019, 8, 31), "Tertialrapport 2 2019")


def test_a_sidecar_outvotes_the_text() -> None:
    title = "Verksamhetsplan 2026 för Bromma stadsdelsnämnd"
    read = head(title, GOAL, sidecar={"committee": "Farsta"})
    assert identity(read) == ("Farsta", "VP", 2026)


def test_a_sidecar_may_name_the_committee_in_full() -> None:
    read = head(TITLE, GOAL, sidecar={"committee": "Farsta stadsdelsnämnd"})
    assert read.committee_name == "Farsta"
    assert read.sidecar_contradictions == ()


def test_what_the_text_says_otherwise_than_the_sidecar_is_told_with_its_place() -> None:
    said = {"committee": "Bromma", "kind": "VB", "year": "2016", "confirmed_by": "Anna Ek"}
    read = head(TITLE, GOAL, sidecar=said)
    assert identity(read) == ("Bromma", "VB", 2016)
    assert read.confirmed_by == "Anna Ek"
    told = {c.key: (c.said, c.printed) for c in read.sidecar_contradictions}
    assert told["committee"] == ("Bromma", "Farsta")
    assert told["kind"] == ("VB", "T2")
    assert told["year"] == ("2016", "2017")
    assert all(c.place.text == TITLE for c in read.sidecar_contradictions)


def test_a_sidecar_that_says_what_the_text_says_contradicts_nothing() -> None:
    read = head(TITLE, GOAL, sidecar={"committee": "farsta", "kind": "T2", "year": "2017"})
    assert (read.sidecar_contradictions, read.confirmed_by) == ((), None)


# --- particulars --------------------------------------------------------------------------------


def test_date_diary_number_and_case_officer() -> None:
    read = head(
        "Farsta stadsdelsförvaltning",
        body("2021-05-20"),
        body("Dnr: FAR 2021/123"),
        body("Handläggare: Anna Ek Telefon: 08-1"),
        "Tertialrapport 1 2021 för Farsta stadsdelsnämnd",
        GOAL,
    )
    assert read.report_date == date(2021, 5, 20)
    assert read.diary_number == "FAR 2021/123"
    assert read.case_officer == "Anna Ek"
    assert read.title == "Tertialrapport 1 2021 för Farsta stadsdelsnämnd"


TITLE = "Tertialrapport 2 2017 för Farsta stadsdelsnämnd"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Dnr: 1.2.1-748/2017", "1.2.1-748/2017"),
        ("Dnr 2021/123-1.2.1", "2021/123-1.2.1"),
        ("Diarienummer: HÄ 2024/456", "HÄ 2024/456"),
        ("Diarienummer saknas", None),
        ("Dnr 142-2013-1.5.1.", "142-2013-1.5.1"),
        ("Dnr 07-427/1186", "07-427/1186"),
        ("DNR T 2010-313-01743", "T 2010-313-01743"),
        ("Dnr 2.2.2/171-2013 Sid 1 (76)", "2.2.2/171-2013"),
        ("Dnr 1.2.1-748/2017 2017-09-14", "1.2.1-748/2017"),
        ("Dnr 1.2.1 - 748/2017", "1.2.1 - 748/2017"),
    ],
)
def test_ways_to_print_a_diary_number(printed: str, number: str | None) -> None:
    assert head(TITLE, body(printed), GOAL).diary_number == number


def test_a_diary_number_below_its_label() -> None:
    read = head(TITLE, body("Diarienummer"), body("FAR 2017/748"), GOAL)
    assert read.diary_number == "FAR 2017/748"


@pytest.mark.parametrize(
    "printed",
    [
        ["Handläggare", "Anna Ek"],
        ["Handläggare Telefon", "Anna Ek 08-508 10 000"],
        ["Handläggare: Anna Ek 08-508 10 000"],
        ["Tjänsteutlåtande Sid 1 (15) 2017-09-11 Handläggare Anna Ek Telefon: 08-1 Till"],
    ],
)
def test_where_the_case_officer_stands(printed: list[str]) -> None:
    read = head(TITLE, *(body(text) for text in printed), GOAL)
    assert read.case_officer == "Anna Ek"


@pytest.mark.parametrize("printed", ["2010-05-20", "Mötet hålls " + "senare " * 10 + "2017-09-01"])
def test_a_date_of_other_years_or_in_a_long_text_is_not_the_reports(printed: str) -> None:
    assert head(TITLE, body(printed), GOAL).report_date is None


def test_the_date_of_the_letter_and_not_of_the_meeting() -> None:
    office = "Farsta stadsdelsförvaltning Avdelningen för ekonomi och kvalitet Tjänsteutlåtande"
    read = head(
        body(f"{office} Dnr: 1.2.1-748/2017 2017-09-11"),
        body("Till"),
        body("Farsta stadsdelsnämnd 2017-09-26"),
        TITLE,
        GOAL,
    )
    assert read.report_date == date(2017, 9, 11)


def test_a_date_in_words() -> None:
    assert head(TITLE, body("Stockholm den 20 maj 2017"), GOAL).report_date == date(2017, 5, 20)


# --- decisions ----------------------------------------------------------------------------------


def decisions(*texts: str | Block) -> tuple[Decision, ...]:
    return read_decisions(
        document(*(body(text) if isinstance(text, str) else text for text in texts))
    )


def test_points_with_amount_and_purpose() -> None:
    first, second, third = decisions(
        "Förslag till beslut",
        "1. Nämnden godkänner tertialrapport 1 år 2021.",
        "2. Nämnden ansöker om 3,38 mnkr för trygga parker.",
        "3. Ärendet justeras omedelbart.",
    )
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert (first.text, first.amount_sek, first.purpose) == (
        "Nämnden godkänner tertialrapport 1 år 2021.",
        None,
        None,
    )
    assert second.amount_sek == Decimal(3_380_000)
    assert second.purpose == "trygga parker"
    assert third.text == "Ärendet justeras omedelbart."


@pytest.mark.parametrize(
    ("point", "sek", "purpose"),
    [
        ("1. Nämnden söker 500 tkr till lekplatser.", 500_000, "lekplatser"),
        ("1. Nämnden söker 30 960 kronor avseende träd.", 30_960, "träd"),
        ("1. Nämnden godkänner en omslutning om 89,7 mnkr.", 89_700_000, None),
        ("1. Nämnden söker 1,5 mnkr som avser kafét i parken.", 1_500_000, "kafét i parken"),
    ],
)
def test_ways_to_print_an_amount(point: str, sek: int, purpose: str | None) -> None:
    (decision,) = decisions("Förslag till beslut", point)
    assert (decision.amount_sek, decision.purpose) == (Decimal(sek), purpose)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("1. Nämnden ansöker om 2 mnkr för träd och 3,5 mnkr för bänkar.",
         [(2_000_000, "application"), (3_500_000, "application")]),
        ("1. Nämnden ansöker om budgetjustering om 4 mnkr, varav 3 mnkr för träd och 1 mnkr för "
         "bänkar.", [(4_000_000, "application")]),
        ("1. Nämnden ansöker om 4 mnkr för parker: 3 mnkr för träd och 1 mnkr för bänkar.",
         [(4_000_000, "application")]),
        ("1. Nämnden ansöker om 2 mnkr. Nämnden begär att 5 mnkr överförs till nästa år.",
         [(2_000_000, "application"), (5_000_000, "transfer")]),
        ("1. Nämnden ansöker om 900 kr per barn och 2 mnkr för bänkar.",
         [(2_000_000, "application")]),
        ("1. Nämnden ansöker om 2 mnkr till 3 mnkr för bänkar.",
         [(2_000_000, "application")]),
    ],
)  # fmt: skip
def test_a_point_stands_once_for_every_amount_that_adds(
    point: str, expected: list[tuple[int, str]]
) -> None:
    found = decisions("Förslag till beslut", point)
    assert {(one.number, one.text) for one in found} == {(1, point.removeprefix("1. "))}
    amounts = [(Decimal(amount), what) for amount, what in expected]
    assert [(one.amount_sek, one.what) for one in found] == amounts


def test_each_amount_of_a_point_has_its_own_purpose() -> None:
    first, second = decisions(
        "Förslag till beslut", "1. Nämnden söker 2 mnkr för träd samt 350 tkr för bänkar."
    )
    assert (first.purpose, first.amount_printed) == ("träd", "2 mnkr")
    assert (second.purpose, second.amount_printed) == ("bänkar", "350 tkr")


def test_a_point_goes_on_over_a_blank_line() -> None:
    first, second = decisions(
        "Förvaltningens förslag till beslut",
        body("1. Nämnden godkänner", 3),
        body("rapporten och lämnar den vidare.", 5),
        body("2. Nämnden söker 2 mnkr för kafét.", 7),
    )
    assert first.text == "Nämnden godkänner rapporten och lämnar den vidare."
    assert (first.place.line_start, first.place.line_end) == (3, 5)
    assert second.amount_sek == 2_000_000


def test_the_last_point_goes_on_over_a_blank_line_too() -> None:
    (only,) = decisions(
        "Förslag till beslut",
        "1. Nämnden godkänner rapporten och",
        "lämnar den vidare.",
        "Sammanfattning",
    )
    assert only.text == "Nämnden godkänner rapporten och lämnar den vidare."


def test_a_point_may_have_several_paragraphs() -> None:
    first, second = decisions(
        "Förslag till beslut",
        "1. Nämnden godkänner rapporten.",
        "Den lämnas vidare till staden.",
        "2. Ärendet justeras.",
    )
    assert first.text == "Nämnden godkänner rapporten. Den lämnas vidare till staden."
    assert second.text == "Ärendet justeras."


def test_what_follows_the_last_point_is_no_decision() -> None:
    (only,) = decisions(
        "Förslag till beslut",
        "1. Nämnden godkänner rapporten.",
        "Anna Ek",
        "Sammanfattning",
        "2021 var ett gott år.",
    )
    assert only.text == "Nämnden godkänner rapporten."


@pytest.mark.parametrize(
    "printed",
    [
        "Förslag till beslut",
        "Stadsdelsförvaltningens förslag till beslut",
        "Kulturförvaltningens förslag till beslut",
        "Förslag till stadsdelsnämndens beslut",
        "Förslag till beslut Omedelbar justering",
        "Stadsdelsnämnden föreslås besluta följande:",
    ],
)
def test_headings_of_a_proposed_decision(printed: str) -> None:
    (only,) = decisions(printed, "1. Nämnden godkänner rapporten.")
    assert only.text == "Nämnden godkänner rapporten."


@pytest.mark.parametrize("mark", ["{}. ", "{}) ", "{} "])
def test_ways_to_number_points(mark: str) -> None:
    first, second = decisions(
        "Förslag till beslut",
        mark.format(1) + "Nämnden godkänner rapporten.",
        mark.format(2) + "Ärendet justeras.",
    )
    assert (first.text, second.text) == ("Nämnden godkänner rapporten.", "Ärendet justeras.")


def test_points_without_numbers_count_in_their_order() -> None:
    first, second = decisions(
        "Förslag till beslut",
        "att godkänna tertialrapporten",
        "att ansöka om 2 mnkr för kafét",
        "Anna Ek",
    )
    assert [first.number, second.number] == [1, 2]
    assert second.amount_sek == 2_000_000
    assert first.confidence < 1


def test_numbers_that_do_not_go_on_are_no_points() -> None:
    found = decisions(
        "Förslag till beslut",
        "1. Nämnden godkänner rapporten.",
        "4. En lista i texten.",
    )
    assert [decision.number for decision in found] == [1]


def test_a_report_without_a_proposed_decision() -> None:
    assert decisions("Sammanfattning", "1. En punkt.") == ()


def test_tables_in_the_head_are_no_text() -> None:
    table = grid("Namn | Datum")
    (only,) = decisions(heading("Förslag till beslut"), table, "1. Nämnden godkänner rapporten.")
    assert only.number == 1
