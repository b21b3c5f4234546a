"""Claims in prose, labels and marks: what a person sees, what a rule says, when it is silent."""

# ruff: noqa: E501 - sentences stand on one line, as a person sees them

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.extract.report import (
    Assessment,
    Decision,
    GoalLevel,
    Measure,
    Problem,
    Report,
    ReportTable,
    ReportType,
)
from tests.unit.quality.test_reconcile_rules import (
    ELDERLY,
    PRESCHOOL,
    Case,
    areas,
    by_year,
    claimed,
    detail,
    found,
    prose,
    section,
    units,
)
from tests.unit.transform.reports import (
    cell,
    goal,
    head,
    indicator,
    place,
    report,
    table,
)


def overview(heading: str, body: str) -> Report:
    columns = ("Mnkr", "Budget 2024", "Bokslut 2024", "Avvikelse 2024")
    rows = (
        ("Anslag för nämndens verksamhet (netto)", "90,0", "92,0", "-2,0"),
        ("Kostnader (+)", "110,0", "115,0", "-5,0"),
        ("Intäkter (-)", "-20,0", "-23,0", "3,0"),
    )
    return prose(heading, body, table("budget_overview", columns, *rows, title="Driftbudget"))


def areas_with_result(body: str) -> Report:
    columns = (
        "Mnkr",
        "Budget 2024 (netto)",
        "Bokslut 2024 efter resultatöverföringar",
        "Avvikelse 2024 efter resultatöverföringar",
    )
    rows = (("Äldreomsorg", "100,0", "97,5", "2,5"), ("Förskola", "50,0", "52,0", "-2,0"), ("Totalt", "150,0", "149,5", "0,5"))  # fmt: skip
    return prose("Driftbudget", body, table("budget_by_area", columns, *rows, title="Driftbudget"))


def investments(body: str) -> Report:
    columns = ("Mnkr", "Budget 2024", "Bokslut 2024", "Avvikelse 2024")
    rows = (
        ("Parker", "4,0", "3,0", "1,0"),
        ("Maskiner", "2,0", "2,0", "0,0"),
        ("Totalt", "6,0", "5,0", "1,0"),
    )
    return prose("Investeringar", body, table("investments", columns, *rows, title="Investeringar"))


def funds(body: str) -> Report:
    columns = (
        "Enhet", "Bruttobudget 2024", "Resultatöverföring från 2023 Överskott (-) Underskott (+)",
        "Resultat 2024 Överskott (-) Underskott (+)",
        "Resultatöverföring till 2025 Överskott (+) Underskott (-)",
    )  # fmt: skip
    rows = (
        ("Almens förskolor", "90 000", "-500", "-300", "800"),
        ("Bergets hemtjänst", "90 000", "-700", "200", "500"),
        ("Dalens servicehus", "90 000", "0", "-100", "100"),
        ("Summa resultatenheter", "270 000", "-1 200", "-200", "1 400"),
    )
    return prose(
        "Resultatenheter",
        body,
        table("result_units", columns, *rows, title="Resultatenheter", unit="tkr"),
    )


def balance(body: str) -> Report:
    columns = ("Tillgångar (mnkr)", "Bokslut 2024", "Bokslut 2023")
    rows = (("Kundfordringar", "48,4", "37,0"), ("Likvida medel", "1,0", "2,0"))
    return prose(
        "Balansräkning",
        body,
        table("balance_sheet", columns, *rows, title="Analys av balansräkning"),
    )


def history(body: str) -> Report:
    columns = ("Mnkr", "Bokslut", "T2", "T1")
    return prose(
        "Prognoser",
        body,
        table(
            "forecast_history",
            columns,
            ("Äldreomsorg", "2,5", "1,0", "0,0"),
            ("Förskola", "1,0", "1,0", "1,0"),
            title="Jämförelse",
        ),
    )


def judged(body: str, printed: Assessment = Assessment.FULLY) -> Report:
    goals = (
        goal("Ett öppet Stockholm", GoalLevel.DIRECTION, code="1", assessment=printed),
        goal(
            "Barn läser",
            GoalLevel.OPERATIONAL_AREA,
            parent=0,
            code="1.1",
            assessment=Assessment.FULLY,
        ),
        goal(
            "Äldre är trygga",
            GoalLevel.OPERATIONAL_AREA,
            parent=0,
            code="1.2",
            assessment=Assessment.PARTLY,
        ),
    )
    return report(
        goals=goals, sections=(section("Analys", body, "1 Ett öppet Stockholm / Analys"),)
    )


def measured(body: str, *, first: str = "86 %") -> Report:
    goals = (goal("Barn läser", GoalLevel.COMMITTEE, code="1.1.1"),)
    rows = tuple(
        indicator(name, cell(Measure.OUTCOME, outcome, float(outcome[:2])), cell(Measure.TARGET, "80 %", 80.0), goal=0)
        for name, outcome in (("Andel föräldrar som är nöjda med läsningen", first), ("Andel barn som är trygga på gården", "70 %"), ("Andel elever som är nöjda med maten", "90 %"))
    )  # fmt: skip
    return report(
        goals=goals,
        indicators=rows,
        sections=(section("Analys", body, "1.1.1 Barn läser / Analys"),),
    )


def analysed(text: str, kind: ReportType = ReportType.ANNUAL_REPORT) -> Report:
    row = indicator(
        "Andel nöjda med vården",
        cell(Measure.OUTCOME, "86 %", 86.0),
        cell(Measure.OUTCOME_MEN, "84 %", 84.0),
        cell(Measure.OUTCOME_WOMEN, "88 %", 88.0),
        cell(Measure.PREVIOUS_OUTCOME, "84 %", 84.0),
        cell(Measure.TARGET, "87 %", 87.0),
        analysis=text,
    )
    return report(head(report_type=kind), indicators=(row,))


def periods(*names: str) -> Report:
    rows = tuple(
        replace(indicator(f"Andel {number}", cell(Measure.OUTCOME, "86 %", 86.0)), period=period)
        for number, period in enumerate(names)
    )
    return report(indicators=rows)


def turnover(tertial: str) -> tuple[ReportTable, ...]:
    months = ("Procent", "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug")
    return (
        table("staff_turnover", ("Procent", "T1", "T2"), ("2024", tertial, "2,1"), title="Omsättning", unit="procent"),
        table("staff_turnover", months, ("2024", "0,1", "0,3", "0,6", "1,1", "1,3", "1,6", "1,8", "2,1"), title="Omsättning", unit="procent", number=2),
    )  # fmt: skip


def own_action(last: str) -> ReportTable:
    rows = (("Alen", "JA"), ("Björken", "JA"), ("Granen", "NEJ"), ("Tallen", last))
    return table(
        "result_units", ("Enhet", "Eget handlande? JA / NEJ"), *rows, title="Enheter", unit="tkr"
    )


def children(deviation: str) -> ReportTable:
    columns = ("Antal barn", "Budget 2024", "Bokslut 2024", "Avvikelse 2024")
    rows = (
        ("1-3 år", "900", "880", "-20"),
        ("4-5 år", "700", "730", "30"),
        ("6 år", "50", "40", deviation),
    )
    return table("key_figures", columns, *rows, title="Barn", unit=None)


def groups(mean: str) -> ReportTable:
    columns = ("Nyckeltal", "T1 2022", "T1 2023", "T1 2024")
    rows = (
        ("Antal barn", "1 600", "1 500", "1 550"),
        ("Antal avdelningar", "100", "100", "100"),
        ("Snitt barngrupp", "16,0", "15,0", mean),
    )
    return table("key_figures", columns, *rows, title="Förskola", unit=None)


def women_and_men(women: str) -> ReportTable:
    columns = ("Nyckeltal", "Snitt i år", "Varav kvinnor", "Varav män")
    rows = (
        ("Boende", "300", women, "100"),
        ("Hemtjänst", "900", "600", "300"),
        ("Servicehus", "90", "60", "30"),
    )
    return table("key_figures", columns, *rows, title="Insatser", unit=None)


def counted(label: str) -> ReportTable:
    rows = (
        ("Stadsmiljö", "40,0", "-1,0", "39,0"), (label, "20,0", "-2,0", "18,0"),
        ("Förskola", "90,0", "-9,0", "81,0"), ("Totalt", "150,0", "-12,0", "138,0"),
    )  # fmt: skip
    return areas(*rows)


def named(label: str) -> tuple[ReportTable, ...]:
    first = areas(
        ("Förskola", "90,0", "-9,0", "81,0"),
        ("Äldreomsorg", "80,0", "-8,0", "72,0"),
        ("Arbetsmarknadsåtgärder", "5,0", "-1,0", "4,0"),
        ("Ekonomiskt bistånd", "9,0", "0,0", "9,0"),
    )
    columns = ("Mnkr", "Utfall 2023", "Utfall 2024", "Förändring 2023-2024")
    rows = (
        ("Förskola", "50,0", "51,0", "1,0"),
        ("Äldreomsorg", "40,0", "41,0", "1,0"),
        (label, "3,0", "3,0", "0,0"),
        ("Ekonomiskt bistånd", "4,0", "4,0", "0,0"),
    )
    return first, table("staff_costs", columns, *rows, title="Personalkostnader", number=2)


def grant_below(months: str) -> ReportTable:
    rows = (("Tilldelat bidrag jan-mars", "Bidrag"), (f"Ersättning för {months}", "8,7"))
    return table("other", ("Bidrag", "Mnkr"), *rows, title="Bidrag")


def decided(amount: str, sek: int) -> Report:
    columns = ("Mnkr", "Ökade kostnader", "Ökade intäkter")
    rows = (("Förskola", "3,0", "-3,0"), ("Äldreomsorg", "4,0", "-4,0"), ("Summa", "7,0", "-7,0"))
    point = Decision(
        1,
        f"Nämnden anmäler omslutningsförändringar om {amount} mnkr.",
        Decimal(sek),
        "x",
        place("1.", 1),
        1.0,
    )
    return report(
        tables=(table("turnover", columns, *rows, title="Omslutning"),), decisions=(point,)
    )


def titled(body: str) -> Report:
    goals = (goal("En modern storstad med möjligheter för alla i hela staden", code="1"),)
    return report(goals=goals, sections=(section("Inledning", body),))


def costs_headed(first: str, second: str) -> ReportTable:
    columns = ("Mnkr", f"Utfall {first}", f"Utfall {second}", "Förändring 2023-2024")
    return table("staff_costs", columns, ("Förskola", "50,0", "51,0", "1,0"), title="Personal")


def kinds_of_cases(suggestions: str) -> Report:
    columns = ("Uppdelning", "Utfall VB", "Totalt")
    rows = (
        ("Beröm", "57", "57"),
        ("Felanmälan", "5 902", "5 902"),
        ("Fråga", "390", "390"),
        ("Idé", "277", "277"),
        ("Klagomål", "221", "221"),
    )
    body = f"Av ärendena avsåg 57 beröm, {suggestions} förslag och frågor, 221 klagomål och 5 902 felanmälningar."
    return prose("Ärenden", body, table("complaints", columns, *rows, title="Ärenden", unit=None))


def expecting(result: str) -> Report:
    goals = (goal("Unga får arbete", GoalLevel.COMMITTEE, code="1.1.1"),)
    row = indicator(
        "Antal platser för feriejobb i stadens regi",
        cell(Measure.OUTCOME, "980 st", 980.0),
        cell(Measure.PREVIOUS_OUTCOME, "1 022 st", 1022.0),
        goal=0,
    )
    path = "1.1.1 Unga får arbete"
    sections = (
        section("Förväntat resultat", result, f"{path} / Förväntat resultat"),
        replace(
            section("Analys", "De förväntade resultaten har uppnåtts.", f"{path} / Analys"),
            place=place("Analys", 40),
        ),
    )
    return report(goals=goals, indicators=(row,), sections=sections)


def one_of(body: str, count: int) -> Report:
    goals = (
        goal("Ett öppet Stockholm", code="1"),
        goal("Barn läser", GoalLevel.OPERATIONAL_AREA, parent=0, code="1.1"),
    )
    rows = tuple(
        indicator(f"Andel nöjda {n}", cell(Measure.OUTCOME, "86 %", 86.0), goal=1)
        for n in range(count)
    )
    return report(
        goals=goals,
        indicators=rows,
        sections=(section("Analys", body, "1 Ett öppet Stockholm / 1.1 Barn läser / Analys"),),
    )


def complaints(young: str) -> ReportTable:
    columns = ("Klagomål", "Förskola", "Barn och unga")
    printed = table(
        "complaints",
        columns,
        ("Antal klagomål", "9", "7"),
        ("Brukare", "6", "4"),
        ("Anhörig", "3", "3"),
        ("Bemötande", "4", young),
        ("Mat", "2", "1"),
        title="Klagomål",
        unit=None,
    )
    groups = {2: "Lämnade av", 3: "Lämnade av", 4: "Gällde", 5: "Gällde"}
    return replace(
        printed,
        cells=tuple(replace(one, row_group=groups.get(one.row_no)) for one in printed.cells),
    )


def grant(months: str) -> ReportTable:
    return table(
        "state_grants",
        ("Bidrag", "Vad det avser", "Mnkr"),
        ("Sjuklön jan-mars", f"Ersättning för {months}", "8,7"),
        title="Bidrag",
    )


ORDINARY = ("Budgeten har följts upp varje månad.", "Nämnden tackar alla medarbetare.")
LONG = "Efter sommaren {} sattes nya bänkar upp i alla parker, vilket många boende har uppskattat mycket."

CASES = (
    Case("net costs in prose", overview("Driftbudget", "Årets nettokostnader blev 93,0 mnkr."), ("amount_in_prose", "error", 93.0, 92.0), overview("Driftbudget", "Årets nettokostnader blev 92,0 mnkr.")),
    Case("costs and income in one sentence", overview("Driftbudget", "Kostnaderna uppgick till 115,0 mnkr och intäkterna till 25,0 mnkr."), ("amount_in_prose", "error", 25.0, 23.0), overview("Driftbudget", "Kostnaderna uppgick till 115,0 mnkr och intäkterna till 23,0 mnkr.")),
    Case("an area's budget", prose("Äldreomsorg", "Områdets nettobudget är 120,0 mnkr.", ELDERLY), ("amount_in_prose", "error", 120.0, 100.0), prose("Äldreomsorg", "Områdets nettobudget är 100,0 mnkr.", ELDERLY)),
    Case("a plus that is a minus", prose("Äldreomsorg", "Området visar ett minus på 2,5 mnkr.", ELDERLY), ("result_in_prose", "error", -2.5, 2.5), prose("Äldreomsorg", "Området visar ett plus på 2,5 mnkr.", ELDERLY)),
    Case("a budget that is passed", prose("Äldreomsorg", "Budgeten överskrids med 2,5 mnkr.", ELDERLY), ("result_in_prose", "error", -2.5, 2.5), prose("Äldreomsorg", "Budgeten underskrids med 2,5 mnkr.", ELDERLY)),
    Case("an outcome above budget", prose("Äldreomsorg", "Utfallet är 2,5 mnkr högre än budget.", ELDERLY), ("result_in_prose", "error", -2.5, 2.5), prose("Äldreomsorg", "Utfallet är 2,5 mnkr lägre än budget.", ELDERLY)),
    Case("a negative deviation", prose("Äldreomsorg", "Avvikelsen mot budget är negativ med 2,5 mnkr.", ELDERLY), ("result_in_prose", "error", -2.5, 2.5), prose("Äldreomsorg", "Avvikelsen mot budget är positiv med 2,5 mnkr.", ELDERLY)),
    Case("costs higher than last year", prose("Förskola", "Jämfört med året innan är kostnaderna 13,1 mnkr högre.", by_year(PRESCHOOL)), ("cost_change_in_prose", "error", 13.1, -13.1), prose("Förskola", "Jämfört med året innan är kostnaderna 13,1 mnkr lägre.", by_year(PRESCHOOL))),
    Case("a result better than foreseen", history("Resultatet för äldreomsorg är 2,5 mnkr bättre än i tertialrapport 2."), ("forecast_change_in_prose", "error", 2.5, 1.5), history("Resultatet för äldreomsorg är 1,5 mnkr bättre än i tertialrapport 2.")),
    Case("an asset that grew", balance("Kundfordringar är 11,4 mnkr lägre än vid förra årsskiftet."), ("balance_change_in_prose", "error", -11.4, 11.4), balance("Kundfordringar är 11,4 mnkr högre än vid förra årsskiftet.")),
    Case("per cent after the amount", prose("Ekonomi", "Nettobudgeten ökar med 10,0 mnkr, eller 9,1 procent, och blir 110,0 mnkr.", kind="VP"), ("percent_of_change", "error", 9.1, 10.0), prose("Ekonomi", "Nettobudgeten ökar med 10,0 mnkr, eller 10,0 procent, och blir 110,0 mnkr.", kind="VP")),
    Case("a deviation as per cent of the budget", areas_with_result("Överskottet efter resultatöverföringar motsvarar 1,3 procent av nämndens nettobudget."), ("percent_of_budget", "error", 1.3, 0.33), areas_with_result("Överskottet efter resultatöverföringar motsvarar 0,3 procent av nämndens nettobudget.")),
    Case("investments used", investments("Av investeringsbudgeten på 6,0 mnkr har 4,0 mnkr använts."), ("investment_total_in_prose", "error", 4.0, 5.0), investments("Av investeringsbudgeten på 6,0 mnkr har 5,0 mnkr använts.")),
    Case("funds when the year began", funds("Fonderna var 1,9 mnkr när året började och 1,4 mnkr när det slutade."), ("funds_in_prose", "error", 1.9, 1.2), funds("Fonderna var 1,2 mnkr när året började och 1,4 mnkr när det slutade.")),
    Case("units with a surplus", funds("Tre av tre resultatenheter redovisar överskott."), ("result_unit_count", "error", 3.0, 2.0), funds("Två av tre resultatenheter redovisar överskott.")),
    Case("units with a deficit, the other way round", funds("Av de tre resultatenheterna visar två ett underskott."), ("result_unit_count", "error", 2.0, 1.0), funds("Av de tre resultatenheterna visar en ett underskott.")),
    Case("parts of a grant", prose("Bidrag", "Statsbidragen uppgår till 5,0 mnkr. Av dessa avser 4,0 mnkr språkstöd och 2,0 mnkr lokaler."), ("varav_in_prose", "error", 5.0, 6.0), prose("Bidrag", "Statsbidragen uppgår till 6,0 mnkr. Av dessa avser 4,0 mnkr språkstöd och 2,0 mnkr lokaler.")),
    Case("a list below its total", prose("Drift", "Nämnden ansöker om sammanlagt 5,0 mnkr, se nedan.\n- 2,0 mnkr avseende parker\n- 2,4 mnkr avseende torg"), ("list_in_prose", "error", 5.0, 4.4), prose("Drift", "Nämnden ansöker om sammanlagt 4,4 mnkr, se nedan.\n- 2,0 mnkr avseende parker\n- 2,4 mnkr avseende torg")),
    Case("the rest of an application", prose("Drift", "Nämnden sökte 8,7 mnkr till belysning, varav 4,5 mnkr beviljades. Förvaltningen söker resterande belopp för belysning om 3,4 mnkr."), ("rest_of_application", "error", 3.4, 4.2), prose("Drift", "Nämnden sökte 8,7 mnkr till belysning, varav 4,5 mnkr beviljades. Förvaltningen söker resterande belopp för belysning om 4,2 mnkr.")),
    Case("parts of a few", prose("Boende", "På Ängen finns 17 hushåll. Av dessa har tre flyttat, sex hushåll klarar sig själva och nio hushåll får bistånd."), ("parts_of_a_few", "warning", 17.0, 18.0), prose("Boende", "På Ängen finns 18 hushåll. Av dessa har tre flyttat, sex hushåll klarar sig själva och nio hushåll får bistånd.")),
    Case("an enumeration and its table", kinds_of_cases("677"), ("enumeration_against_table", "warning", 677.0, 667.0), kinds_of_cases("667")),
    Case("an assessment in words", judged("Bedömningen är att målet uppfylls delvis."), ("assessment_in_prose", "error", None, None), judged("Bedömningen är att målet uppfylls helt.")),
    Case("how many goals are met", judged("Av två mål för verksamhetsområdet bedöms två uppfyllas helt."), ("goal_count", "error", 2.0, 1.0), judged("Av två mål för verksamhetsområdet bedöms ett uppfyllas helt.")),
    Case("activities of a goal, counted the other way", claimed("Två av två aktiviteter har genomförts."), ("activity_count", "error", 2.0, 1.0), claimed("En av två aktiviteter har genomförts.")),
    Case("all planned activities", claimed("Alla planerade aktiviteter är genomförda."), ("activities_carried_out", "error", 0.0, 1.0), claimed("De flesta planerade aktiviteter är genomförda.")),
    Case("how many indicators reach their targets", measured("Tre av tre indikatorer når sina årsmål."), ("indicator_count", "warning", 3.0, 2.0), measured("Två av tre indikatorer når sina årsmål.")),
    Case("all indicators", measured("Samtliga indikatorer når sina årsmål."), ("indicators_reached", "error", 0.0, 1.0), measured("Inte alla indikatorer når sina årsmål.")),
    Case("an indicator's level", measured("Andel föräldrar som är nöjda med läsningen uppgår till 90 procent."), ("indicator_level_in_prose", "error", 90.0, 86.0), measured("Andel föräldrar som är nöjda med läsningen uppgår till 86 procent.")),
    Case("a target that is missed", analysed("Årsmålet nås."), ("target_in_analysis", "error", 86.0, 87.0), analysed("Årsmålet nås inte.")),
    Case("a rise called a fall", analysed("Utfallet är lägre än föregående år."), ("change_in_analysis", "error", 86.0, 84.0), analysed("Utfallet är högre än föregående år.")),
    Case("by how much it rose", analysed("Jämfört med föregående år har utfallet stigit med 5 procentenheter."), ("analysis_against_row", "error", 5.0, 2.0), analysed("Jämfört med föregående år har utfallet stigit med 2 procentenheter.")),
    Case("above instead of below its target", analysed("Utfallet ligger 1 procentenhet över årsmålet."), ("analysis_against_row", "error", 1.0, -1.0), analysed("Utfallet ligger 1 procentenhet under årsmålet.")),
    Case("women and men", analysed("Män har ett högre utfall än kvinnor."), ("sexes_in_analysis", "error", 84.0, 88.0), analysed("Kvinnor har ett högre utfall än män.")),
    Case("a period to come", periods("2024", "2024", "2025"), ("period_year", "error", 2025.0, 2024.0), periods("2024", "2024", "VB 2024")),
    Case("one year over two columns", report(tables=(costs_headed("2023", "2023"),)), ("header_years", "warning", 2023.0, 2024.0), report(tables=(costs_headed("2023", "2024"),))),
    Case("a tertial and its last month", report(tables=turnover("1,4")), ("period_against_month", "error", 1.4, 1.1), report(tables=turnover("1,1"))),
    Case("a number among words", report(tables=(own_action("482"),)), ("number_among_words", "warning", 482.0, None), report(tables=(own_action("JA"),))),
    Case("a deviation of children", report(tables=(children("-30"),)), ("deviation_of_counts", "error", -30.0, -10.0), report(tables=(children("-10"),))),
    Case("children in a group", report(tables=(groups("16,5"),)), ("ratio_of_rows", "warning", 16.5, 15.5), report(tables=(groups("15,5"),))),
    Case("women and men of a column", report(tables=(women_and_men("250"),)), ("parts_and_total", "error", 300.0, 350.0), report(tables=(women_and_men("200"),))),
    Case("a varav row that the total counts", report(tables=(counted("varav skötsel"),)), ("varav_in_total", "warning", None, None), report(tables=(counted("Park"),))),
    Case("one row under two names", report(tables=named("Arbete och sysselsättning")), ("row_name", "warning", None, None), report(tables=named("Arbetsmarknadsåtgärder"))),
    Case("a decided turnover", decided("9,0", 9_000_000), ("decision_against_table", "error", 9.0, 7.0), decided("7,0", 7_000_000)),
    Case("a goal quoted with another word", titled("Nämnden bidrar till inriktningsmålet om en modern storstad med möjlighet för alla i hela staden."), ("goal_title", "warning", None, None), titled("Nämnden bidrar till inriktningsmålet om en modern storstad med möjligheter för alla i hela staden.")),
    Case("the committee's name misspelt", prose("Om nämnden", "Norrängen-Sjövík har många parker."), ("committee_name", "warning", None, None), prose("Om nämnden", "Norrängen-Sjövik har många parker.")),
    Case("one sentence with two years", report(sections=(section("Parker", LONG.format(2023)), replace(section("Torg", LONG.format(2024)), place=place("Torg", 40)))), ("repeated_sentence", "warning", None, None), report(sections=(section("Parker", LONG.format(2024)), replace(section("Torg", LONG.format(2024)), place=place("Torg", 40))))),
    Case("points of an amount", prose("Ekonomi", "Budgeten ökar med 2,3 procentenheter, motsvarande 1,1 mnkr."), ("points_for_percent", "warning", None, None), prose("Ekonomi", "Budgeten ökar med 2,3 procent, motsvarande 1,1 mnkr.")),
    Case("a year to come", prose("Besök", "Det är en ökning sedan 2026."), ("compared_with_future", "error", 2026.0, 2023.0), prose("Besök", "Det är en ökning sedan 2022.")),
    Case("a sentence that breaks off at the end", prose("Lokaler", "Lokalerna används av skolor och föreningar samt"), ("broken_sentence", "warning", None, None), prose("Lokaler", "Lokalerna används av skolor och föreningar samt kyrkor.")),
    Case("a global goal after its number", prose("Agenda 2030", "Arbetet bidrar till mål 4 i Agenda 2030, Jämställdhet."), ("global_goal_number", "error", 4.0, 5.0), prose("Agenda 2030", "Arbetet bidrar till mål 5 i Agenda 2030, Jämställdhet.")),
    Case("a turnover above its income", report(tables=(areas(("Förskola", "90,0", "-9,0", "81,0")), table("turnover", ("Mnkr", "Ökade kostnader", "Ökade intäkter"), ("Förskola", "12,0", "-12,0"), title="Omslutning", number=2))), ("turnover_within_costs", "error", 12.0, 9.0), report(tables=(areas(("Förskola", "90,0", "-19,0", "71,0")), table("turnover", ("Mnkr", "Ökade kostnader", "Ökade intäkter"), ("Förskola", "12,0", "-12,0"), title="Omslutning", number=2)))),
    Case("two titles of a goal", report(problems=(Problem("contents_title_differs", "a, b", place("1 a", 3)), Problem("contents_title_differs", "a, b", place("1 b", 90)))), ("contents_title", "warning", None, None), report()),
    Case("another year above last year's outcomes", report(problems=(Problem("indicator_header_year", "2021", place("Utfall VB 2021", 3)),)), ("indicator_header_year", "warning", None, None), report()),
    Case("expected results that were not", expecting("Antalet platser för feriejobb i stadens regi ökar."), ("expected_result", "warning", 980.0, 1022.0), expecting("Antalet platser för feriejobb i stadens regi minskar.")),
    Case("one indicator of a goal that has two", one_of("Bedömningen är att kommunfullmäktiges indikator uppnås delvis.", 2), ("one_indicator", "warning", 1.0, 2.0), one_of("Bedömningen är att kommunfullmäktiges indikator uppnås delvis.", 1)),
    Case("a sentence that runs into the next", prose("Lokaler", "Förvaltningen stödjer enheterna samt Under hösten prövas nya arbetssätt."), ("broken_inside", "warning", None, None), prose("Lokaler", "Förvaltningen stödjer enheterna samt Stockholms stad. Under hösten prövas nya arbetssätt.")),
    Case("a global goal with another word", prose("Agenda 2030", "Arbetet rör hållbar energi, innovationer och infrastruktur."), ("global_goal_name", "warning", None, None), prose("Agenda 2030", "Arbetet rör hållbar industri, innovationer och infrastruktur.")),
    Case("kinds of complaints above their number", report(tables=(complaints("8"),)), ("group_of_rows", "warning", 7.0, 9.0), report(tables=(complaints("5"),))),
    Case("headings that name areas otherwise", prose("Administration", "Budgeten är i balans.", areas(("Nämnd och administration", "9,0", "-1,0", "8,0"))), ("area_name", "warning", None, None), prose("Nämnd och administration", "Budgeten är i balans.", areas(("Nämnd och administration", "9,0", "-1,0", "8,0")))),
    Case("months of a row in label and text", report(tables=(grant("januari-april"),)), ("row_period", "warning", None, None), report(tables=(grant("januari-mars"),))),
    Case("months of a row without figures and of the next", report(tables=(grant_below("januari-april"),)), ("row_period", "warning", None, None), report(tables=(grant_below("jan-mars"),))),
    Case("a name in two spellings", prose("Arbete", 'I "Almverkstaden" säljs bröd. Besök gärna "Almverkstan".'), ("quoted_name", "warning", None, None), prose("Arbete", 'I "Almverkstaden" säljs bröd. Besök gärna "Almverkstaden" och "Ekverkstaden".')),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_contradiction_is_found(case: Case) -> None:
    assert case.finding in found(case.wrong)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_report_put_right_is_silent(case: Case) -> None:
    assert found(case.right) == []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_sentences_are_no_claims(text: str) -> None:
    assert found(prose("Äldreomsorg", text, ELDERLY)) == []


def test_a_forecast_of_a_target_is_no_claim_about_the_outcome() -> None:
    assert found(analysed("Årsmålet beräknas nås.")) == []
    assert found(analysed("Årsmålet nås.", ReportType.FIRST_FOLLOW_UP)) == []


def test_a_level_of_another_year_is_not_compared() -> None:
    assert found(overview("Driftbudget", "Nettokostnaderna för 2022 blev 80,0 mnkr.")) == []


def test_a_unit_without_result_has_neither_surplus_nor_deficit() -> None:
    even = units("500", "0")
    assert (
        found(prose("Resultatenheter", "Ingen av en resultatenheter redovisar underskott.", even))
        == []
    )


def test_page_counts_are_one_finding_with_both_places() -> None:
    problems = (
        Problem("page_counts_differ", "83, 84", place("Sid 21 (83)", 5)),
        Problem("page_counts_differ", "83, 84", place("Sid 63 (84)", 50)),
    )
    assert found(report(problems=problems)) == [("page_counts", "warning", None, None)]


def test_a_detail_with_another_header_stays_an_error() -> None:
    wrong = report(tables=(detail(("Netto", "100,0", "97,5", "2,5"), year="2023"),))
    assert ("header_year", "error", 2023.0, 2024.0) in found(wrong)


def test_a_count_of_units_allows_for_those_in_doubt() -> None:
    def with_doubt(confidence: float) -> Report:
        the_report = funds("En av tre resultatenheter redovisar överskott.")
        (whole,) = the_report.tables
        cells = tuple(
            replace(one, confidence=confidence if one.row_no == 1 else 1.0) for one in whole.cells
        )
        return replace(the_report, tables=(replace(whole, cells=cells),))

    assert [rule for rule, *_ in found(with_doubt(1.0))] == ["result_unit_count"]
    assert found(with_doubt(0.6)) == []


def test_a_sum_is_silent_where_a_cell_may_have_been_torn() -> None:
    def torn(confidence: float) -> Report:
        rows = (
            ("Almby", "10,0", "20,0"),
            ("Boo", "5,0", ""),
            ("Dal", "1,0", "2,0"),
            ("Summa", "16,0", "30,0"),
        )
        whole = table("other", ("Mnkr", "Ett", "Två"), *rows, title="Lokaler")
        cells = tuple(
            replace(one, confidence=confidence if one.row_no == 2 else 1.0) for one in whole.cells
        )
        return report(tables=(replace(whole, cells=cells),))

    assert found(torn(1.0)) == [("parts_and_total", "error", 30.0, 22.0)]
    assert found(torn(0.6)) == []
