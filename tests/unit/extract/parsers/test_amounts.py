"""What sentences say of their amounts. All sentences are invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.extract.document import Block
from pipeline.extract.language.amounts import amounts
from pipeline.extract.parsers.amounts import Surroundings, read_amounts, sayings
from pipeline.extract.parsers.headings import read_headings
from pipeline.extract.parsers.outline import read_outline
from pipeline.extract.report import NarrativeAmount, ReportType
from tests.unit.extract.making import body, bullet, grid, heading
from tests.unit.transform.reports import head

NO_CHANGE = "level"
BEFORE, AFTER = "before_transfer", "after_transfer"


def read(*blocks: Block, of: ReportType = ReportType.ANNUAL_REPORT) -> list[NarrativeAmount]:
    outline = read_outline(blocks)
    tree = read_headings(blocks, outline)
    return list(read_amounts(blocks, tree, replace(head(), report_type=of)))


def said(sentence: str) -> list[tuple[str, str]]:
    return [(one.what, one.change) for one in sayings(sentence)]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Nämnden redovisar ett överskott om 31,1 mnkr.", "surplus"),
        ("Prognosen visar ett underskott på 4 mnkr.", "deficit"),
        ("Kostnaderna uppgår till 12,5 mnkr.", "cost"),
        ("Nettokostnaderna blir 12,5 mnkr.", "net"),
        ("Intäkterna är 3 mnkr.", "income"),
        ("Budgeten är 900 tkr.", "budget"),
        ("Nämnden ansöker om 3,38 mnkr.", "application"),
        ("Nämnden söker medel för ökade kostnader om 3,38 mnkr.", "application"),
        ("Ansökningarna stannade på 2 mnkr.", "application"),
        ("Nämnden sökte budgetjustering för hyror med 2 mnkr.", "application"),
        ("Staden har beviljat 0,4 mnkr.", "grant"),
        ("Föreningen fick 2 mnkr.", "grant"),
        ("Omslutningen förändras med 89,7 mnkr.", "turnover"),
        ("Kostnader och intäkter beräknas öka med 2 mnkr.", "turnover"),
        ("Nämnden begär att 7 mnkr överförs till nästa år.", "transfer"),
        ("Enheten för ett överskott om 3 mnkr över till nästa år.", "transfer"),
        ("Ett överskott om 3 mnkr fördes över från förra året.", "transfer"),
        ("Till lek har 2 mnkr omfördelats.", "transfer"),
        ("Fonden uppgår till 7 mnkr.", "fund"),
        ("Parkinvesteringarna uppgår till 7 mnkr.", "investment"),
        ("Budgeten för maskiner och inventarier är 7 mnkr.", "investment"),
        ("Kundfordringarna är 7 mnkr.", "assets"),
        ("Upplupna kostnader och förutbetalda intäkter är 7 mnkr.", "liabilities"),
        ("Förutbetalda kostnader och upplupna intäkter är 7 mnkr.", "assets"),
        ("Avvikelsen mot budget är -5,3 mnkr.", "deficit"),
        ("Årets avvikelse blir 5,3 mnkr.", "surplus"),
        ("Efter överföringen är resultatet -3 mnkr.", "deficit"),
        ("Av medlen har 7 mnkr använts.", "cost"),
        ("De 7 mnkr ska täcka kostnader för hyra.", "budget"),
        ("Med 2 mnkr i underskott slutar året.", "deficit"),
        ("Jämfört med budget blev intäkterna 2 mnkr.", "income"),
        ("Överskottet mot budget före resultatöverföring är 2 mnkr.", "surplus"),
        ("På grund av lägre avgifter blir kostnaderna 2 mnkr.", "cost"),
        ("Till kafét går 2 mnkr.", "unknown"),
    ],
)
def test_what_a_sentence_says_of_its_amount(sentence: str, what: str) -> None:
    (found,) = read(body(sentence))
    assert (found.what, found.sentence) == (what, sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kostnaderna har ökat med 2 mnkr.", [("cost", "increase")]),
        ("Intäkterna minskar med 2 mnkr.", [("income", "decrease")]),
        ("Enheten ökar sin fond med 2 mnkr.", [("fund", "increase")]),
        ("Hyran ökar till 28 mnkr.", [("cost", NO_CHANGE)]),
        ("Hyran har ökat från 2 mnkr till 3 mnkr.", [("cost", NO_CHANGE)] * 2),
        ("Kostnaden är 2 mnkr lägre än budget.", [("cost", "decrease")]),
        ("Bidraget blev 2 mnkr mer än väntat.", [("grant", "increase")]),
        ("Resultatet har ett försämrat utfall med 2 mnkr.", [("result", "decrease")]),
        ("Minskade avgifter inom lek om 2 mnkr.", [("income", "decrease")]),
        (
            "Nettobudget uppgår till 40 mnkr, vilket är en ökning med 4 procent, motsvarande "
            "2 mnkr.",
            [("budget", NO_CHANGE), ("budget", "increase")],
        ),
        (
            "Kostnaderna har ökat med 2 mnkr och intäkterna har minskat med 1 mnkr.",
            [("cost", "increase"), ("income", "decrease")],
        ),
        (
            "Lönerna har minskat med 2 mnkr varav 1 mnkr beror på vakanser.",
            [("cost", "decrease")] * 2,
        ),
        (
            "Underskottet på 5 mnkr minskade med 3 mnkr till 2 mnkr.",
            [("deficit", NO_CHANGE), ("deficit", "decrease"), ("deficit", NO_CHANGE)],
        ),
        (
            "Ett försämrat resultat med 3 mnkr jämfört med T1 och 2 mnkr jämfört med T2.",
            [("result", "decrease")] * 2,
        ),
    ],
)
def test_a_level_and_a_change_are_two_things(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Ett överskott om 2 mnkr trots att kostnaderna blev 5 mnkr.", ["surplus", "cost"]),
        ("För lek söktes 2 mnkr och beviljades 1 mnkr.", ["application", "grant"]),
        ("Kostnaderna är 2 mnkr (3 mnkr 2020 och 4 mnkr 2019).", ["cost"] * 3),
        ("För kostnaderna väntas 9 mnkr och för intäkterna 4 mnkr.", ["cost", "income"]),
        ("Budgeten är 3 mnkr varav 2 mnkr har förbrukats.", ["budget", "cost"]),
        ("Bidrag utgår för hyran mellan 2 000 kr - 2 500 kr/kvm.", ["cost", "cost"]),
    ],
)
def test_several_amounts_in_a_sentence(sentence: str, what: list[str]) -> None:
    assert [one.what for one in sayings(sentence)] == what


def test_a_list_is_of_what_its_first_line_says() -> None:
    found = read(
        body("Nämnden ansöker om budgetjustering för:"),
        bullet("en ny trygghetsinvestering med 2 mnkr."),
        bullet("Lekplats 0,5 mnkr, se bilaga 2"),
        body("Kostnaderna är 4 mnkr."),
    )
    assert [one.what for one in found] == ["application", "application", "cost"]


def test_headings_say_what_a_list_below_them_is_of() -> None:
    found = read(
        heading("Uppföljning av ekonomi"),
        heading("Budgetjusteringar"),
        heading("Klimatinvesteringar (4,4 mnkr)"),
        heading("Investeringar"),
        body("Till lekplatsen går 2 mnkr."),
        body("Budgeterad kostnad är 3 mnkr."),
    )
    assert [one.what for one in found] == ["application", "application", "investment"]


def test_a_sentence_goes_on_about_what_the_one_before_says() -> None:
    found = read(
        body("Kostnaderna för jourhem är höga. Prognosen är 4 mnkr."),
        body("Nettobudgeten uppgår till 9 mnkr. Ökningen om 2 mnkr beror på priser."),
    )
    assert [(one.what, one.change) for one in found] == [
        ("cost", NO_CHANGE),
        ("budget", NO_CHANGE),
        ("budget", "increase"),
    ]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Kostnaden är 2 mnkr (3 mnkr 2020, 4 mnkr 2019).", [2024, 2020, 2019]),
        ("År 2023 var kostnaden 2 mnkr.", [2023]),
        ("Kostnaderna har ökat med 2 mnkr jämfört med 2023.", [2024]),
        ("Fonden om 2 mnkr förs över till 2025.", [2024]),
        ("Hyran steg från 2 mnkr år 2022 till 3 mnkr år 2023.", [2022, 2023]),
        (
            "Jämfört med 2023 har underskottet på 5 mnkr minskat med 3 mnkr till 2 mnkr 2024.",
            [2023, 2024, 2024],
        ),
        ("Medlen om 66 mnkr är fördelade på åren 2015-2024.", [2024]),
        ("I budget för 2026 tilldelas 2 mnkr.", [2026]),
    ],
)
def test_which_year_an_amount_is_of(sentence: str, years: list[int]) -> None:
    assert [one.fiscal_year for one in read(body(sentence))] == years


@pytest.mark.parametrize(
    ("sentence", "of", "phase"),
    [
        ("Prognosen visar ett överskott om 2 mnkr.", ReportType.FIRST_FOLLOW_UP, "forecast"),
        ("Ett överskott om 2 mnkr.", ReportType.FIRST_FOLLOW_UP, "forecast"),
        ("Överskottet var 2 mnkr 2023.", ReportType.FIRST_FOLLOW_UP, "outcome"),
        ("Lönekostnaderna har minskat med 2 mnkr.", ReportType.FIRST_FOLLOW_UP, "outcome"),
        ("Behovet har minskat så att hyran blir 2 mnkr.", ReportType.FIRST_FOLLOW_UP, "forecast"),
        ("I prognosen har kostnaderna ökat med 2 mnkr.", ReportType.SECOND_FOLLOW_UP, "forecast"),
        ("Kostnaderna har ökat med 2 mnkr.", ReportType.PLAN, "budget"),
        ("Utfallet visar ett överskott om 2 mnkr.", ReportType.ANNUAL_REPORT, "outcome"),
        ("Ett överskott om 2 mnkr beräknas.", ReportType.ANNUAL_REPORT, "outcome"),
        ("Nettobudgeten är 2 mnkr.", ReportType.ANNUAL_REPORT, "budget"),
        ("Kostnaderna är 2 mnkr.", ReportType.PLAN, "budget"),
        ("Nämnden ansöker om 2 mnkr.", ReportType.PLAN, None),
    ],
)
def test_budget_forecast_or_outcome(sentence: str, of: ReportType, phase: str | None) -> None:
    (found,) = read(body(sentence), of=of)
    assert found.phase == phase


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ett överskott om 3,1 mnkr före resultatöverföringar.", [BEFORE]),
        (
            "Överskottet är 3,1 mnkr innan resultatöverföring och 2,9 mnkr efter "
            "resultatdispositioner.",
            [BEFORE, AFTER],
        ),
        (
            "Före resultatöverföringar redovisas 3,1 mnkr, och efter resultatöverföringar "
            "redovisas 2,9 mnkr.",
            [BEFORE, AFTER],
        ),
        (
            "Underskott om 3,1 mnkr före resultatöverföring och 2,9 mnkr efter insättningar i "
            "resultatenheternas fonder.",
            [BEFORE, AFTER],
        ),
        (
            "Mot prognosen (efter resultatöverföringar) skiljer det 3,1 mnkr i T1 och 2,9 mnkr i "
            "T2.",
            [AFTER, AFTER],
        ),
        ("Det är 3,1 mnkr, och 2,9 mnkr efter resultatöverföring.", [None, None]),
        ("Kostnaderna är 3,1 mnkr.", [None]),
    ],
    ids=["one", "words behind", "words before", "funds", "one word before all", "unsure", "none"],
)
def test_before_or_after_transfers(sentence: str, expected: list[str | None]) -> None:
    assert [one.transfer_basis for one in read(body(sentence))] == expected


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("Hyran är mellan 2 000 kr - 2 500 kr/kvm.", ["kvm", "kvm"]),
        ("Avgiften är 900 kr per plats.", ["plats"]),
        ("Kostnaden är 7 mnkr i snitt per månad.", ["månad"]),
        ("Medelbidraget per hushåll och månad är 9 000 kr.", ["hushåll och månad"]),
        ("Kostnaden är 7 mnkr.", [None]),
        ("Budgeten per område har ökat med 7 mnkr.", [None]),
    ],
)
def test_an_amount_may_be_for_one_of_something(sentence: str, per: list[str | None]) -> None:
    assert [one.per for one in read(body(sentence))] == per


def test_confidence_tells_own_words_from_what_is_taken_over() -> None:
    def confidence(sentence: str, around: Surroundings | None = None) -> float:
        return sayings(sentence, around or Surroundings())[0].confidence

    verb = confidence("Nämnden ansöker om 2 mnkr.")
    noun = confidence("Överskottet är 2 mnkr.")
    taken = confidence("Prognosen är 2 mnkr.", Surroundings(before="cost"))
    under = confidence("Till kafét går 2 mnkr.", Surroundings(headings=("Investeringar",)))
    nothing = confidence("Det blev 2 mnkr.")
    assert 1 > verb > noun > taken > under > nothing > 0


def test_an_amount_keeps_its_headings_sentence_and_place() -> None:
    found = read(
        heading("Uppföljning av ekonomi", 1),
        heading("Äldreomsorg", 2),
        body("Året var gott. Överskottet är 2 mnkr. Allt är klart.", 3),
        grid("Mnkr | 5 mnkr"),
        heading("Förskola", 5),
        body("Kostnaden är 30 960 kr.", 6),
    )
    assert [(one.section, one.sentence, one.place.line_start) for one in found] == [
        ("Uppföljning av ekonomi / Äldreomsorg", "Överskottet är 2 mnkr.", 3),
        ("Uppföljning av ekonomi / Förskola", "Kostnaden är 30 960 kr.", 6),
    ]
    assert found[1].amount_sek == Decimal(30_960)


def test_words_behind_and_before_an_amount_are_kept_for_who_it_is_about() -> None:
    sentence = "Inom lek är det 2 mnkr och 3 mnkr inom kultur."
    assert len(list(amounts(sentence))) == 2
    first, second = read(body(sentence))
    assert (first.clause, first.behind) == ("Inom lek är det ", " och ")
    assert (second.clause, second.behind) == (" och ", " inom kultur.")


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("Prognosen har försämrats med 4 mnkr.", "decrease"),
        ("Helårsprognosen förbättras med 4 mnkr.", "increase"),
    ],
)
def test_a_forecast_that_moved_is_a_changed_result(sentence: str, change: str) -> None:
    assert said(sentence) == [("result", change)]


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("Ökade intäkter från hyror om 3 mnkr samt ersättning för löner till enheter 2 mnkr.",
         ["increase", "increase"]),
        ("Det avser ökad försäljning, avgifter från andra samt bidrag för språk om 2 mnkr.",
         ["increase"]),
        ("Det avser minskade avgifter och ersättningar om 2 mnkr.", ["decrease"]),
        ("Kostnaderna ökade med 5 mnkr och budgeten är 3 mnkr.", ["increase", "level"]),
        ("Kostnaderna ökade i förskolan, och budgeten är 3 mnkr.", ["level"]),
    ],
)  # fmt: skip
def test_what_is_listed_behind_a_changed_thing_changed_too(
    sentence: str, changes: list[str]
) -> None:
    assert [change for _, change in said(sentence)] == changes


def test_a_deficit_has_no_sign() -> None:
    (found,) = read(body("Avvikelsen mot budget är -5,3 mnkr."))
    assert found.amount_sek == Decimal(5_300_000)
