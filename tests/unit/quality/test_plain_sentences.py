"""Sentences in many wordings below one invented annual report: false ones, and all the others.

The others are true, or speak of parts, causes, forecasts, other years, other committees and
what might have been. A rule that says anything of them is wrong.
"""

# ruff: noqa: E501 - sentences stand on one line, as a person sees them

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.report import Assessment, GoalLevel, Measure, Report, Section
from pipeline.quality.reconcile.plain import WHOLE, clause, clause_after, holds, says_only, words
from tests.unit.quality.test_reconcile_rules import found, section
from tests.unit.transform.reports import activity, cell, goal, indicator, report, table

DEVIATIONS = ("Mnkr", "Budget 2024", "Bokslut 2024", "Avvikelse 2024")
TABLES = (
    table(
        "budget_overview",
        DEVIATIONS,
        ("Anslag för nämndens verksamhet (netto)", "150,0", "149,5", "0,5"),
        ("Kostnader (+)", "180,0", "184,0", "-4,0"),
        ("Intäkter (-)", "-30,0", "-34,5", "4,5"),
        title="Ekonomisk översikt",
    ),
    table(
        "budget_by_area",
        (
            "Mnkr",
            "Budget 2024 (netto)",
            "Bokslut 2024 efter resultatöverföringar",
            "Avvikelse 2024 efter resultatöverföringar",
        ),
        ("Äldreomsorg", "100,0", "97,5", "2,5"),
        ("Förskola", "50,0", "52,0", "-2,0"),
        ("Totalt", "150,0", "149,5", "0,5"),
        title="Driftbudget",
        number=2,
    ),
    table(
        "cost_income_development",
        (
            "Mnkr",
            "Kostnader 2023",
            "Intäkter 2023",
            "Kostnader 2024",
            "Intäkter 2024",
            "Nettoförändring",
        ),
        ("Äldreomsorg", "110,0", "-15,0", "120,0", "-22,5", "2,5"),
        ("Förskola", "60,0", "-10,0", "64,0", "-12,0", "2,0"),
        title="Utveckling",
        number=3,
    ),
    table(
        "staff_costs",
        ("Mnkr", "Utfall 2023", "Utfall 2024", "Förändring 2023-2024"),
        ("Äldreomsorg", "40,0", "41,0", "1,0"),
        ("Förskola", "50,0", "49,0", "-1,0"),
        title="Personalkostnader",
        number=4,
    ),
    table(
        "forecast_history",
        ("Mnkr", "Bokslut", "T2", "T1"),
        ("Äldreomsorg", "2,5", "1,0", "0,0"),
        ("Förskola", "-2,0", "0,5", "0,5"),
        title="Tidigare prognoser",
        number=5,
    ),
    table(
        "result_units",
        (
            "Enhet",
            "Bruttobudget 2024",
            "Resultatöverföring från 2023 Överskott (-) Underskott (+)",
            "Resultat 2024 Överskott (-) Underskott (+)",
            "Resultatöverföring till 2025 Överskott (+) Underskott (-)",
        ),
        ("Almens förskolor", "90 000", "-500", "-300", "800"),
        ("Bergets hemtjänst", "90 000", "-700", "200", "500"),
        ("Dalens servicehus", "90 000", "0", "-100", "100"),
        ("Summa resultatenheter", "270 000", "-1 200", "-200", "1 400"),
        title="Resultatenheter",
        unit="tkr",
        number=6,
    ),
    table(
        "investments",
        DEVIATIONS,
        ("Parker", "4,0", "3,0", "1,0"),
        ("Trygghetsinvesteringar", "2,0", "2,0", "0,0"),
        ("Totalt", "6,0", "5,0", "1,0"),
        title="Investeringar",
        number=7,
    ),
    table(
        "balance_sheet",
        ("Tillgångar (mnkr)", "Bokslut 2024", "Bokslut 2023"),
        ("Kundfordringar", "48,4", "37,0"),
        ("Likvida medel", "1,0", "2,0"),
        title="Balansräkning",
        number=8,
    ),
)
GOALS = (goal("Barn läser", GoalLevel.COMMITTEE, code="1.1.1", assessment=Assessment.FULLY),)
DONE = (
    activity("Köpa böcker", date(2024, 1, 1), date(2024, 12, 31), goal=0),
    activity("Läsa dem", date(2024, 1, 1), date(2024, 12, 31), goal=0, deviates=True),
)
READS = indicator(
    "Andel barn som läser",
    cell(Measure.OUTCOME, "60 %", 60.0),
    cell(Measure.TARGET, "65 %", 65.0),
    goal=0,
)
GOAL = "1.1.1 Barn läser / Analys"


def saying(heading: str, sentence: str) -> Report:
    one: Section = section(heading.rsplit(" / ", 1)[-1], sentence, heading)
    return report(goals=GOALS, activities=DONE, indicators=(READS,), tables=TABLES, sections=(one,))


def analysed(text: str) -> Report:
    row = indicator(
        "Andel nöjda med vården",
        cell(Measure.OUTCOME, "70 %", 70.0),
        cell(Measure.OUTCOME_MEN, "73 %", 73.0),
        cell(Measure.OUTCOME_WOMEN, "67 %", 67.0),
        cell(Measure.PREVIOUS_OUTCOME, "66 %", 66.0),
        cell(Measure.TARGET, "68 %", 68.0),
        analysis=text,
    )
    return report(indicators=(row,))


A, D, U = "Äldreomsorg", "Driftbudget", "Resultatenheter"
INV, B = "Investeringar", "Balansräkning"

NOTHING_WRONG = (
    (A, "Verksamhetsområdet redovisar ett överskott om drygt 2 mnkr."),
    (A, "Verksamhetsområdet redovisar ett överskott om knappt 3 mnkr."),
    (A, "Verksamhetsområdet redovisar ett överskott på mer än 1 mnkr."),
    (A, "Verksamhetsområdet redovisar ett överskott på över 2 mnkr."),
    (A, "Verksamhetsområdet prognostiserade i tertialrapport 2 ett överskott om 1,0 mnkr."),
    (A, "Prognosen i tertialrapport 1 var ett nollresultat och i tertialrapport 2 ett överskott om 1 mnkr."),
    (A, "Området hade kunnat få ett underskott om 4 mnkr om åtgärderna hade uteblivit."),
    (A, "Hemtjänsten visar ett underskott om 3,5 mnkr medan vårdboenden visar ett överskott om 6,0 mnkr."),
    (A, "Resultatet före statsbidrag är ett underskott om 1,5 mnkr."),
    (A, "Verksamheten har fått ett bidrag som ger ett överskott om 0,9 mnkr."),
    (A, "Utfallet innebär ett överskott om 2,5 mnkr, en förbättring från ett underskott om 1,2 mnkr året innan."),
    (A, "Området har under flera år haft ett överskott på omkring 8 mnkr."),
    (A, "Budgeten överskrids med 1,4 mnkr för hemtjänsten."),
    (A, "Avvikelsen förklaras av ett överskott om 4,0 mnkr för köpta platser och ett underskott om 1,5 mnkr i egen regi."),
    (A, "Kostnaderna är 4 mnkr lägre än budget och intäkterna 2 mnkr högre."),
    (A, "Kostnaderna har ökat med 3 mnkr för hjälpmedel."),
    (A, "Kostnaderna har ökat med 3 mnkr på grund av nya boenden."),
    (A, "Övriga kostnader har ökat med 1,2 mnkr."),
    (A, "Intäkterna har minskat med 2 mnkr då ett statsbidrag har upphört."),
    (A, "Nettobudgeten för dagverksamhet uppgår till 9 mnkr."),
    (A, "Personalkostnaderna för konsulter har ökat med 2,2 mnkr."),
    (A, "Förbättrat resultat med 3 mnkr för daglig verksamhet jämfört med tertialrapport 2."),
    (A, "Kostnadsökningen beror på minskade personalkostnader inom hemtjänsten."),
    (D, "Nämnden befarade tidigt under året ett underskott om 12 mnkr."),
    (D, "Nämnden har ett ackumulerat överskott om 1,4 mnkr i resultatfonder."),
    (D, "Nämnden får behålla ett överskott om högst 5 mnkr."),
    (D, "Nämnden har de senaste tre åren redovisat ett överskott på i genomsnitt 2 mnkr."),
    (D, "Bokslutet för 2023 visade ett underskott om 7,1 mnkr."),
    (D, "Prognosen vid tertial 2 var ett överskott om 1,5 mnkr."),
    (D, "Totalt visar de områden som har ett negativt resultat ett underskott om 2,0 mnkr."),
    (D, "Förskolan motsvarar 33 procent av nämndens nettobudget."),
    (D, "Detta område motsvarar 30 procent av nämndens budget."),
    (D, "Området redovisar ett underskott om 2,0 mnkr, varav bistånd 2,9 mnkr och handläggning ett överskott om 0,9 mnkr."),
    (D, "Projektet kostade 4 mnkr, varav staden står för 3 mnkr och EU för 3 mnkr nästa år."),
    (D, "Hyran är 2 mnkr, varav 0,4 mnkr är ny, jämfört med 3 mnkr i det gamla huset."),
    (D, "Budgeten ökar med 3 mnkr, eller 5 procent av områdets del, och blir 100 mnkr."),
    (D, "Ersättningen är 12 mnkr. Det avser hyror 8 mnkr, personal 3 mnkr och därutöver engångskostnader 4 mnkr."),
    (U, "Resultatenheternas prognos var ett överskott om 2 mnkr."),
    (U, "Resultatenheterna hade vid tertial 2 ett överskott om 5 mnkr."),
    (U, "De två enheterna med störst överskott har tillsammans ett överskott om 0,4 mnkr."),
    (U, "Den största enheten har ingående fonder om 0,7 mnkr."),
    (U, "Fonderna får högst uppgå till 10 procent, vilket motsvarar utgående fonder om högst 27 mnkr."),
    (INV, "Av investeringsbudgeten på 2 mnkr för inventarier har 1,4 mnkr använts."),
    (INV, "Investeringsbudgeten var 5 mnkr före budgetjusteringar."),
    (INV, "Nämnden har nyttjat 1,2 mnkr i trygghetsmedel för belysning."),
    (B, "Kundfordringar har ökat med 1 mnkr hos äldreomsorgen."),
    (B, "Kundfordringar är 12 mnkr högre än 2022."),
    (GOAL, "Alla aktiviteter har genomförts utom en."),
    (GOAL, "Samtliga aktiviteter har genomförts, med undantag av läsningen."),
    (GOAL, "Nästan alla aktiviteter har genomförts."),
    (GOAL, "Inte alla aktiviteter har genomförts."),
    (GOAL, "När alla aktiviteter är genomförda gör nämnden en utvärdering."),
    (GOAL, "Aktiviteterna har genomförts på fritidsgårdarna under sommaren."),
    (GOAL, "Alla aktiviteter är klara eller pågår enligt plan."),
    (GOAL, "Nästan alla indikatorer når sina mål."),
    (GOAL, "Samtliga indikatorer uppnås, förutom läsningen."),
    (GOAL, "Målen i nämndens indikatorer har uppnåtts till stor del."),
    (GOAL, "Målet uppfylls delvis vad gäller barn, men helt för unga."),
    (GOAL, "Målet uppfylls inte fullt ut för alla åldrar, men bedöms sammantaget som uppfyllt."),
    (GOAL, "Målet nås inte utan samverkan."),
    (GOAL, "Bedömningen är att målet inte uppnås om inte fler rekryteras."),
    (GOAL, "Antalet väntas vara fler än 2025."),
    (GOAL, "Utsläppen ska vara lägre än 2030 års nivå."),
    (GOAL, "Utbyggnaden är större än 2030 års behov."),
    (GOAL, "I december 2023 var ärendena 98 jämfört med december 2024 då de var 120."),
    (GOAL, "Under året deltog 45 personer, varav 18 kvinnor och 25 män, två ville inte uppge kön."),
    (GOAL, "Av 120 ungdomar som sökte jobb fick 60 kvinnor och 50 män plats."),
    (GOAL, "Totalt 100 enkäter skickades ut till boende, 40 kvinnor och 35 män svarade."),
    (GOAL, "Det är 12 av 45 platser som används, 4 kvinnor och 8 män bor där."),
    (GOAL, "Det kom totalt 3 020 ärenden. Av dessa avsåg 40 beröm, 590 förslag samt 2 360 klagomål, resten var felanmälningar."),
    (GOAL, "Det finns 17 hushåll i kö. Av dessa har tre barn, nio är ensamma, och sex hushåll har flera skäl."),
    (GOAL, "Utbildningen gavs till chefer samt Den lilla förskolans personal."),
    (GOAL, "Nämnden deltar i projekten Lika villkor och Det goda livet."),
    (GOAL, "Nämnden arbetar med Agenda 2030, bland annat delmål 12.3: hållbar konsumtion och produktion."),
    (GOAL, "Andelen timavlönade har minskat något från 11,8 procent till 11,7 procent."),
    (GOAL, "Utbudet har ökat från 2019 till 2024."),
    (GOAL, "Budgeten ökar från 900 tkr till 1,2 mnkr."),
    (GOAL, "Öppettiderna har minskat från 10 till 18 till 10 till 16."),
    (GOAL, "Stödet minskar från 12 till 3 månader före start."),
    (GOAL, "Totalt kom 7 025 ärenden, det är 48 stycken fler än 2023 (6 977)."),
    (GOAL, "Det kom 120 ansökningar om 45 platser, 15 fler än 2023 (30)."),
    (GOAL, "Andel barn som läser är 72 procent i Almby."),
    (GOAL, "Utfallet för andel barn som läser är 58 procent bland pojkar."),
    (GOAL, "Andel barn som läser var 55 procent i augusti."),
)  # fmt: skip

NOTHING_WRONG_IN_ANALYSES = (
    "Årsmålet nås inte av flickorna.",
    "Målet nås inte fullt ut i alla områden men totalt sett.",
    "Målet nås inte i tre av fyra stadsdelar.",
    "Utfallet är sämre än målet i Almby.",
    "Målet nås inte för kvinnor men för män.",
    "Utfallet är lägre än förra året bland flickor.",
    "Utfallet är lägre än 2019.",
    "Utfallet är lägre än 2022 men högre än 2023.",
    "Andelen är högre bland flickor än pojkar i årskurs 9.",
    "Flickor har ett högre resultat än pojkar i kulturskolan.",
    "Utfallet har ökat med 10 procentenheter sedan 2020.",
    "Det är en ökning med drygt 3 procentenheter jämfört med föregående år.",
    "Männens deltagande har ökat med 6 procentenheter jämfört med förra året.",
    "Antalet svarande har ökat med 200 personer jämfört med förra året.",
    "Kvinnornas resultat är 2 procentenheter lägre än stadens genomsnitt som är 69 procent.",
    "Bland kvinnorna är resultatet 1 procentenhet under årsmålet.",
    "Förra året låg utfallet 2 procentenheter under målet.",
    "I mätningen 2021 var utfallet 3 procentenheter under målet.",
)

FALSE = (
    (A, "Äldreomsorgen redovisar ett underskott om 2,5 mnkr.", "result_in_prose"),
    (A, "Verksamhetsområdet redovisar sammantaget ett underskott om drygt 2 mnkr.", "result_in_prose"),
    (A, "Utfallet för äldreomsorgen blev ett överskott om 4,5 mnkr mot budget.", "result_in_prose"),
    (A, "Verksamhetsområdet visar ett överskott på 5,2 mnkr, vilket främst beror på lägre volymer.", "result_in_prose"),
    (A, "Äldreomsorgen gör ett överskott på 7,2 mnkr beroende på färre beställda timmar.", "result_in_prose"),
    (D, "Stadsdelsnämnden redovisar för år 2024 ett underskott om 0,5 mnkr.", "result_in_prose"),
    (D, "Nettokostnaderna uppgick till 194,5 mnkr.", "amount_in_prose"),
    (A, "Verksamhetsområdets nettobudget är 110,0 mnkr.", "amount_in_prose"),
    (A, "Kostnaderna ökade med 13,0 mnkr mellan åren.", "cost_change_in_prose"),
    (A, "Jämfört med 2023 har kostnaderna minskat med 10,0 mnkr.", "cost_change_in_prose"),
    (A, "Resultatet är 4,5 mnkr bättre än prognosen i tertialrapport 2.", "forecast_change_in_prose"),
    (A, "Personalkostnaderna har minskat med 1,0 mnkr.", "staff_cost_in_prose"),
    (D, "Överskottet motsvarar 1,7 procent av nämndens nettobudget.", "percent_of_budget"),
    (D, "Bidraget är 4,0 mnkr, varav 3,0 mnkr till personal och 1,8 mnkr till lokaler.", "varav_in_prose"),
    (U, "Resultatenheterna redovisar sammanlagt ett underskott om 0,2 mnkr.", "result_units_in_prose"),
    (U, "Utgående fonder uppgår till 2,4 mnkr.", "funds_in_prose"),
    (INV, "Nämndens investeringsutgifter uppgick till 5,8 mnkr.", "investment_total_in_prose"),
    (INV, "Nämnden har nyttjat 1,2 mnkr i trygghetsmedel under året.", "investments_in_prose"),
    (B, "Kundfordringar har ökat med 14,1 mnkr då fakturor kom sent.", "balance_change_in_prose"),
    (GOAL, "Samtliga planerade aktiviteter är genomförda.", "activities_carried_out"),
    (GOAL, "Nämndens aktiviteter har genomförts under året.", "activities_carried_out"),
    (GOAL, "Sammantaget bedöms nämndmålet uppfyllas delvis.", "assessment_in_prose"),
    (GOAL, "Nämnden bedömer att målet uppfylls delvis, då fler barn behöver läsa.", "assessment_in_prose"),
    (GOAL, "Andelen timavlönade har minskat något från 11,7 procent till 11,8 procent.", "from_to_in_prose"),
    (GOAL, "Väntetiden ökade från 30 till 28 dagar.", "from_to_in_prose"),
    (GOAL, "Totalt kom 7 025 ärenden, det är 58 stycken fler än 2023 (6 977).", "more_than_a_year"),
    (GOAL, "Under året hölls 40 möten, vilket är 5 färre än 2023 (42).", "more_than_a_year"),
    (GOAL, "Av 45 deltagare var 20 kvinnor och 30 män.", "sexes_in_prose"),
    (GOAL, "Besöken ökade jämfört med 2025.", "compared_with_future"),
    (GOAL, "Utfallet för andel barn som läser är 72 procent.", "indicator_level_in_prose"),
)  # fmt: skip

FALSE_ANALYSES = (
    ("Målet uppnås inte.", "target_in_analysis"),
    ("Utfallet når inte upp till årsmålet.", "target_in_analysis"),
    ("Andelen har minskat jämfört med föregående år.", "change_in_analysis"),
    ("Resultatet är lägre än förra året.", "change_in_analysis"),
    ("Utfallet är högre bland kvinnor än bland män.", "sexes_in_analysis"),
    ("Utfallet har ökat med 6 procentenheter jämfört med 2023.", "analysis_against_row"),
    ("Resultatet ligger 4 procentenheter under målet.", "analysis_against_row"),
    ("Nämndens resultat är 3 procentenheter högre än stadens genomsnitt på 60 procent.", "analysis_against_row"),
)  # fmt: skip


def test_the_report_without_sentences_has_nothing_wrong() -> None:
    assert found(saying(D, "Tabellerna visar årets ekonomi.")) == []


@pytest.mark.parametrize(("heading", "sentence"), NOTHING_WRONG)
def test_what_is_said_of_something_else_is_no_contradiction(heading: str, sentence: str) -> None:
    assert found(saying(heading, sentence)) == []


@pytest.mark.parametrize("text", NOTHING_WRONG_IN_ANALYSES)
def test_an_analysis_of_something_else_is_no_contradiction(text: str) -> None:
    assert found(analysed(text)) == []


@pytest.mark.parametrize(("heading", "sentence", "rule"), FALSE)
def test_what_is_false_is_found_in_other_words_too(heading: str, sentence: str, rule: str) -> None:
    assert rule in {one[0] for one in found(saying(heading, sentence))}


@pytest.mark.parametrize(("text", "rule"), FALSE_ANALYSES)
def test_a_false_analysis_is_found_in_other_words_too(text: str, rule: str) -> None:
    assert rule in {one[0] for one in found(analysed(text))}


def test_a_plain_statement_has_known_words_only() -> None:
    known = words(WHOLE, "överskott")
    assert says_only("nämnden redovisar ett överskott 2024", known, [2024])
    assert not says_only("nämnden redovisar ett överskott 2023", known, [2024])
    assert not says_only("nämnden redovisar ett överskott exklusive bidrag", known, [2024])


def test_a_clause_ends_where_another_begins() -> None:
    text = "Det regnade, och nämnden fick 3 mnkr för lokaler, vilket räcker."
    start, end = text.index("3 mnkr"), text.index(" för")
    assert clause(text, start, end) == " nämnden fick 3 mnkr för lokaler"
    assert clause_after(text, end) == " för lokaler"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alla planer är klara.", True),
        ("Alla planer är klara, förutom en.", False),
        ("Om alla planer är klara blir det fest.", False),
        ("Om det regnar blir det inget, men alla planer är klara.", True),
    ],
)
def test_exceptions_and_conditions(text: str, expected: bool) -> None:
    at = text.casefold().index("alla planer")
    assert holds(text, at, at + len("alla planer är klara")) is expected


def in_doubt(analysis: str | None = None, sentence: str = "Barnen läser.") -> Report:
    """A row of which nobody knows which figure is the outcome."""
    row = indicator(
        "Andel barn som läser",
        cell(Measure.OUTCOME, "56 %", 56.0, confidence=0.6),
        cell(Measure.PREVIOUS_OUTCOME, "58 %", 58.0, confidence=0.6),
        cell(Measure.TARGET, "65 %", 65.0),
        goal=0,
        analysis=analysis,
    )
    return report(goals=GOALS, indicators=(row,), sections=(section("Analys", sentence, GOAL),))


@pytest.mark.parametrize(
    ("level", "rules"),
    [("56", []), ("58", []), ("60", [("indicator_level_in_prose", "warning")])],
)
def test_a_level_that_no_reading_of_the_row_gives(level: str, rules: list[tuple[str, str]]) -> None:
    sentence = f"Utfallet för andel barn som läser är {level} procent."
    assert [told[:2] for told in found(in_doubt(sentence=sentence))] == rules


@pytest.mark.parametrize(
    ("distance", "rules"),
    [("9", []), ("7", []), ("4", [("analysis_against_row", "warning")])],
)
def test_a_distance_that_no_reading_of_the_row_gives(
    distance: str, rules: list[tuple[str, str]]
) -> None:
    analysis = f"Utfallet är {distance} procentenheter lägre än årsmålet."
    assert [told[:2] for told in found(in_doubt(analysis))] == rules
