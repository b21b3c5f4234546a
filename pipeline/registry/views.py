"""The views ``v_*``: one subject each, at one level, so that nothing counts twice."""

from __future__ import annotations

from pipeline.registry import vocabulary
from pipeline.registry.common import HAS_FINDING
from pipeline.registry.semantic import Aggregation, Measure, View
from pipeline.registry.specs import ColumnSpec, LogicalType

_TEXT = LogicalType.TEXT
_LATEST = "The latest report of each committee and year only."
_NOT_ASSESSED = "null without an assessment, so that a plan's sum is null and not 0."
_NOT_JUDGED = "null where it is not judged."


def _text(name: str, description: str, *, key: bool = False) -> ColumnSpec:
    return ColumnSpec(name, _TEXT, description, nullable=not key)


def _flag(name: str, description: str) -> ColumnSpec:
    return ColumnSpec(name, LogicalType.BOOLEAN, description, nullable=False)


def _count(name: str, label_en: str, label_sv: str, description: str) -> Measure:
    return Measure(name, label_en, label_sv, description, "count")


def _money(name: str, label_en: str, label_sv: str, description: str) -> Measure:
    return Measure(name, label_en, label_sv, description, "SEK", type=LogicalType.MONEY)


def _last(name: str, label_en: str, label_sv: str, description: str) -> Measure:
    return Measure(
        name, label_en, label_sv, description, "SEK", Aggregation.LAST, LogicalType.MONEY
    )


def _level(name: str, label_en: str, label_sv: str, description: str, unit: str) -> Measure:
    return Measure(
        name, label_en, label_sv, description, unit, Aggregation.NEVER, LogicalType.DOUBLE
    )


_CONFIDENCE = _level(
    "lowest_confidence_not_additive",
    "Lowest confidence",
    "Lägsta säkerhet",
    "of the figures in the row; 1 where nothing was inferred.",
    "share 0-1",
)
_PERIOD_END = ColumnSpec(
    "period_end", LogicalType.DATE, "Last day that the row is about (dim_date).", nullable=False
)
_COMMITTEE = (
    ColumnSpec(
        "committee_key",
        _TEXT,
        "The committee (nämnd; dim_committee).",
        nullable=False,
        references="dim_committee",
    ),
    _text("committee_name", "Name of the committee (nämnd).", key=True),
)
_REPORT = (
    ColumnSpec(
        "report_key",
        _TEXT,
        "The report (dim_report).",
        nullable=False,
        references="dim_report",
    ),
    *_COMMITTEE,
    ColumnSpec(
        "report_year", LogicalType.INTEGER, "Year of the report.", nullable=False, unit="year"
    ),
    ColumnSpec(
        "report_type", _TEXT, "VP, T1, T2 or VB.", nullable=False, allowed=vocabulary.REPORT_TYPES
    ),
    _PERIOD_END,
)
_HAS_FINDING = _flag("has_finding", HAS_FINDING.description)
_IS_DOUBTFUL = _flag(
    "is_doubtful", "True where the least sure figure of the row is below the threshold."
)
_TRUST = (_IS_DOUBTFUL, _HAS_FINDING)
_AREA = (
    ColumnSpec(
        "service_area_key",
        _TEXT,
        "The service area (dim_service_area).",
        nullable=False,
        references="dim_service_area",
    ),
    _text("service_area_name", "Name of the service area (verksamhetsområde).", key=True),
)
_FISCAL_YEAR = ColumnSpec(
    "fiscal_year", LogicalType.INTEGER, "Year of the budget.", nullable=False, unit="year"
)

V_REPORT = View(
    "v_report",
    "report",
    question_en="Which reports are there?",
    question_sv="Vilka rapporter finns det?",
    more="Current reports; is_latest_of_year picks one a committee and year.",
    grain="One row a current report.",
    key=("report_key",),
    dimensions=(
        *_REPORT,
        _text("source_format", "Format of the file.", key=True),
        _flag("is_latest_of_year", "True for the last report of its committee and year."),
    ),
    measures=(
        _count("reports", "Reports", "Rapporter", "1 in every row."),
        _count("findings", "Contradictions", "Motsägelser", "found in the report, of any kind."),
    ),
)

V_BUDGET = View(
    "v_budget",
    "budget",
    question_en="What do the services cost, and how far from the budget?",
    question_sv="Vad kostar verksamheten, och hur långt från budget?",
    more="Net amounts at the first level below the committee's total, from the latest report of "
    "the year that prints them; where a year's reports print a total only, that one. A positive "
    "deviation is a surplus. For every stage see v_budget_long.",
    grain="One row committee, fiscal year and service area of the first level.",
    key=("committee_key", "fiscal_year", "service_area_key"),
    dimensions=(*_COMMITTEE, _FISCAL_YEAR, _PERIOD_END, *_AREA, *_TRUST),
    measures=(
        _money("budget_sek", "Budget", "Budget", "net budget as the latest report gives it."),
        _money(
            "forecast_sek",
            "Forecast",
            "Prognos",
            "net forecast of T2, else of T1; null until one of them is read.",
        ),
        _money(
            "outcome_sek",
            "Outcome",
            "Utfall",
            "net outcome of the annual report, after transfers where both are printed; null until "
            "it is read.",
        ),
        _money(
            "deviation_sek",
            "Deviation",
            "Avvikelse",
            "outcome against budget in the annual report, else as T2 or T1 expects it; null with "
            "a plan only.",
        ),
        _CONFIDENCE,
    ),
)

_STAGES = (
    ("vp", "Plan", "VP", "the plan", ("budget",)),
    ("t1", "T1", "T1", "T1", ("budget", "forecast", "deviation")),
    ("t2", "T2", "T2", "T2", ("budget", "forecast", "deviation")),
    ("vb", "Annual report", "VB", "the annual report", ("budget", "outcome", "deviation")),
)
_ROLES = {
    "budget": ("budget", "budget", "net budget"),
    "forecast": ("forecast", "prognos", "net forecast, after transfers where both are printed"),
    "outcome": ("outcome", "utfall", "net outcome, after transfers where both are printed"),
    "deviation": ("deviation", "avvikelse", "deviation from budget, surplus positive"),
}

V_BUDGET_STAGES = View(
    "v_budget_stages",
    "budget_stage",
    question_en="How did the budget, as each report of the cycle tells it, fare over the year?",
    question_sv="Hur gick det med budgeten, rapport för rapport i cykeln?",
    more="As mart_budget_followup, but only the rows that make the whole of their report: its "
    "areas at the first level, or its total where it prints no areas. A row may be empty in a "
    "column whose report cuts the whole otherwise.",
    grain="One row committee, fiscal year and service area of the first level.",
    key=("committee_key", "fiscal_year", "service_area_key"),
    dimensions=(*_COMMITTEE, _FISCAL_YEAR, _PERIOD_END, *_AREA, *_TRUST),
    measures=(
        *(
            _money(
                f"{stage}_{role}_sek",
                f"{label_en}: {_ROLES[role][0]}",
                f"{label_sv}: {_ROLES[role][1]}",
                f"{_ROLES[role][2]}, in {report}; null until {report} is read.",
            )
            for stage, label_en, label_sv, report, roles in _STAGES
            for role in roles
        ),
        _CONFIDENCE,
    ),
)

V_BUDGET_LONG = View(
    "v_budget_long",
    "budget_long",
    question_en="What did each report of the cycle say of an area's budget?",
    question_sv="Vad sade varje rapport i cykeln om ett områdes budget?",
    more="Stages, measures and levels below each other, for filters and axes: fix one stage, one "
    "measure and one level before you add anything.",
    grain="One row report, fiscal year, service area and measure.",
    key=("report_key", "fiscal_year", "service_area_key", "measure"),
    dimensions=(
        *_REPORT,
        _FISCAL_YEAR,
        _text("measure", "Measure (fact_budget_line.measure).", key=True),
        ColumnSpec(
            "level",
            _TEXT,
            "committee (the total), area (adds to it), part (lies in another area), other (joins "
            "areas, or the report prints no whole that it is part of).",
            nullable=False,
            allowed=("committee", "area", "part", "other"),
        ),
        *_AREA,
        _text("parent_service_area_key", "The area that contains it; null for none."),
        _flag("is_latest", "True for the latest report's figure of the fiscal year."),
        *_TRUST,
    ),
    measures=(
        Measure(
            "amount_sek_not_additive",
            "Amount",
            "Belopp",
            "the report's own figure (the canonical line).",
            "SEK",
            Aggregation.NEVER,
            LogicalType.MONEY,
        ),
        _CONFIDENCE,
    ),
)


def _goals(level: str, subject: str, english: str, swedish: str) -> View:
    return View(
        f"v_goal_{level}",
        subject,
        question_en=f"How many {english} are met?",
        question_sv=f"Hur många {swedish} uppfylls?",
        more=f"Goals of one level. {_LATEST}",
        grain="One row a goal of that level in a report.",
        key=("report_key", "goal_key"),
        dimensions=(
            *_REPORT,
            ColumnSpec(
                "goal_key", _TEXT, "The goal (dim_goal).", nullable=False, references="dim_goal"
            ),
            _text("title", "Title of the goal (mål) in this report.", key=True),
            _text("parent_title", "Title of the goal above it; null for a direction goal."),
            _text("assessment", "fully, partly, not; null where none is printed."),
            *_TRUST,
        ),
        measures=(
            _count("goals", "Goals", "Mål", "1 in every row."),
            _count(
                "assessed", "Goals assessed", "Bedömda mål", "1 where an assessment is printed."
            ),
            _count("fully", "Met fully", "Uppfylls helt", f"1 where it is; {_NOT_ASSESSED}"),
            _count("partly", "Met in part", "Uppfylls delvis", f"1 where it is; {_NOT_ASSESSED}"),
            _count("not_met", "Not met", "Uppfylls ej", f"1 where it is not; {_NOT_ASSESSED}"),
            _CONFIDENCE,
        ),
    )


V_INDICATOR = View(
    "v_indicator",
    "indicator",
    question_en="How many indicators reach their targets?",
    question_sv="Hur många indikatorer når sina mål?",
    more=f"Values stay apart, for they have different units. {_LATEST}",
    grain="One row an indicator in a report.",
    key=("report_key", "indicator_key"),
    dimensions=(
        *_REPORT,
        ColumnSpec(
            "indicator_key",
            _TEXT,
            "The indicator (dim_indicator).",
            nullable=False,
            references="dim_indicator",
        ),
        _text("indicator_name", "Canonical name of the indicator.", key=True),
        _text("owner", "KF or namnd: who set the indicator.", key=True),
        _text("unit", "Unit (enhet) of the values; compare values of one unit only."),
        _text("direction", "higher or lower is better; null where that is not known."),
        _text("status", "As in mart_indicator_scorecard.", key=True),
        _text("status_reason", "Why nothing is judged; null where it is."),
        *_TRUST,
    ),
    measures=(
        _count("indicators", "Indicators", "Indikatorer", "1 in every row."),
        _count("judged", "Judged", "Bedömda", "1 where outcome or forecast meets a target or not."),
        _count("reached", "Reached", "Uppnådda", f"1 where the target is reached; {_NOT_JUDGED}"),
        _count(
            "nearly", "Nearly reached", "Nästan uppnådda", f"1 where it is nearly; {_NOT_JUDGED}"
        ),
        _count("not_reached", "Not reached", "Ej uppnådda", f"1 where it is not; {_NOT_JUDGED}"),
        _level(
            "outcome_not_additive",
            "Outcome",
            "Utfall",
            "of the period; null until it is measured.",
            "unit of the row",
        ),
        _level(
            "forecast_not_additive",
            "Forecast",
            "Prognos",
            "of the year; null but in T1 and T2.",
            "unit of the row",
        ),
        _level("target_not_additive", "Target", "Årsmål", "that counts.", "unit of the row"),
        _level(
            "share_of_target_not_additive",
            "Share of target",
            "Andel av målet",
            "what is judged / the target; null where the target is 0 or a bound of plus or minus.",
            "share",
        ),
        _CONFIDENCE,
    ),
)

V_ACTIVITY = View(
    "v_activity",
    "activity",
    question_en="How many activities are there, and how many deviate?",
    question_sv="Hur många aktiviteter finns det, och hur många avviker?",
    more=_LATEST,
    grain="One row a printed activity.",
    key=("fact_key",),
    dimensions=(
        _text("fact_key", "The activity (fact_activity).", key=True),
        *_REPORT,
        _text("goal_title", "Title of the goal that it serves; null for none."),
        _text("activity_text", "What is to be done (aktivitet).", key=True),
        _text("status", "As in mart_activity_status.", key=True),
        *_TRUST,
    ),
    measures=(
        _count("activities", "Activities", "Aktiviteter", "1 in every row."),
        _count("deviating", "Deviating", "Avviker", "1 where a deviation is marked."),
        _count("ended", "Ended", "Avslutade", "1 where its end is not after the period."),
        _CONFIDENCE,
    ),
)

V_RESULT_UNIT = View(
    "v_result_unit",
    "result_unit",
    question_en="What do the result units earn and keep?",
    question_sv="Hur går resultatenheterna?",
    more=f"Single units without their sum; surplus is positive. {_LATEST} A fund is a stock: add "
    "funds of one year only. Empty where no report has a table of result units.",
    grain="One row a result unit in a report.",
    key=("report_key", "result_unit_key"),
    dimensions=(
        *_REPORT,
        ColumnSpec(
            "result_unit_key",
            _TEXT,
            "The result unit (dim_result_unit).",
            nullable=False,
            references="dim_result_unit",
        ),
        _text("unit_name", "Canonical name of the result unit (resultatenhet).", key=True),
        ColumnSpec(
            "service_area_key",
            _TEXT,
            "The service area that it works in (dim_service_area); null where nothing tells.",
            references="dim_service_area",
        ),
        _text("service_area_name", "Its name; null likewise."),
        *_TRUST,
    ),
    measures=(
        _count("result_units", "Result units", "Resultatenheter", "1 in every row."),
        _money("gross_budget_sek", "Gross budget", "Bruttobudget", "of the year."),
        _money("result_sek", "Result", "Resultat", "of the year, or the expected one."),
        _money("lost_to_cap_sek", "Taken back", "Återtas", "what the rules do not let it keep."),
        _last("opening_fund_sek_not_additive", "Opening fund", "Ingående fond", "brought in."),
        _last("closing_fund_sek_not_additive", "Closing fund", "Utgående fond", "carried on."),
        _CONFIDENCE,
    ),
)

V_APPLICATION = View(
    "v_application",
    "application",
    question_en="How much money is applied for?",
    question_sv="Hur mycket pengar ansöks det om?",
    more="Every application once (mart_application), from all reports of a year. Empty where "
    "nothing is applied for.",
    grain="One row an application, or a change of turnover.",
    key=("fact_key",),
    dimensions=(
        _text("fact_key", "The row in its fact table.", key=True),
        *_REPORT,
        _text(
            "application_type",
            "operation (drift), investment, competence (kompetensutveckling) or turnover "
            "(omslutning).",
        ),
        _text("purpose", "What the money is for (ändamål), as printed."),
        *_TRUST,
    ),
    measures=(
        _count("applications", "Applications", "Ansökningar", "1 where money is applied for."),
        _money("amount_sek", "Applied for", "Ansökt", "null for a change of turnover."),
        _money(
            "turnover_change_sek",
            "Change of turnover",
            "Omslutningsförändring",
            "null for applications.",
        ),
        _CONFIDENCE,
    ),
)

V_INVESTMENT = View(
    "v_investment",
    "investment",
    question_en="What is invested, and in what?",
    question_sv="Vad investeras, och i vad?",
    more=f"Single items without their sum, the report's own year. {_LATEST} Empty where no report "
    "has a table of investments.",
    grain="One row an item of a table of investments in a report.",
    key=("report_key", "item"),
    dimensions=(
        *_REPORT,
        _text(
            "item",
            "Kind of investment as printed, without the number of applications behind it.",
            key=True,
        ),
        *_TRUST,
    ),
    measures=(
        _money("budget_sek", "Budget", "Budget", "budgeted; null where no column says it."),
        _money("forecast_sek", "Forecast", "Prognos", "expected; null where no column says it."),
        _money("outcome_sek", "Outcome", "Utfall", "invested; null before the annual report."),
        _money(
            "deviation_sek",
            "Deviation",
            "Avvikelse",
            "from budget, surplus positive; null where no column says it.",
        ),
        _money(
            "requested_sek",
            "Applied for",
            "Ansökt",
            "budget adjustment applied for; null where no column says it.",
        ),
        _CONFIDENCE,
    ),
)

_PERHAPS_AREA = (
    ColumnSpec(
        "service_area_key",
        _TEXT,
        "The service area (dim_service_area); null where the column names none.",
        references="dim_service_area",
    ),
    _text("service_area_name", "Its name; null likewise."),
)

V_PANDEMIC = View(
    "v_pandemic",
    "pandemic",
    question_en="What did the pandemic cost, and who paid?",
    question_sv="Vad kostade pandemin, och vem betalade?",
    more="Single items by service area without their sums; what is printed for the whole committee "
    f"only stands without an area. {_LATEST} Empty where no report has such a table (2020 to "
    "2022 have).",
    grain="One row an item, a measure and a service area of one table.",
    key=("fact_key",),
    dimensions=(
        _text("fact_key", "The amount (fact_pandemic_amount).", key=True),
        *_REPORT,
        *_PERHAPS_AREA,
        _text("item", "What the money was for, as printed.", key=True),
        _text("period_label", "Months that it is of, as printed; null where not said."),
        *_TRUST,
    ),
    measures=(
        _money("cost_sek", "Cost", "Kostnad", "caused by it; null in rows of other money."),
        _money("lost_income_sek", "Lost income", "Inkomstbortfall", "null in rows of other money."),
        _money("state_grant_sek", "State grant", "Statsbidrag", "null in rows of other money."),
        _CONFIDENCE,
    ),
)

V_BALANCE_SHEET = View(
    "v_balance_sheet",
    "balance_sheet",
    question_en="What does the committee own and owe, and what has changed?",
    question_sv="Vad äger nämnden och vad är den skyldig, och vad har ändrats?",
    more="Single items without the sums of the sides; assets positive, debts and capital negative. "
    f"A balance is a stock: add balances of one year only, changes over any. {_LATEST} Empty "
    "where no report prints a balance sheet.",
    grain="One row an item of one side in a report.",
    key=("report_key", "side", "item"),
    dimensions=(
        *_REPORT,
        _text("side", "assets or liabilities (skulder och kommunkapital).", key=True),
        _text("item", "Item (post) as printed.", key=True),
        *_TRUST,
    ),
    measures=(
        _money(
            "change_sek",
            "Change",
            "Förändring",
            "closing less opening balance; null where one of them is not printed.",
        ),
        _last("opening_sek_not_additive", "Opening balance", "Ingående balans", "of the year."),
        _last("closing_sek_not_additive", "Closing balance", "Utgående balans", "of the year."),
        _CONFIDENCE,
    ),
)

V_KEY_FIGURE = View(
    "v_key_figure",
    "key_figure",
    question_en="What do the tables of key figures, complaints and staff turnover say?",
    question_sv="Vad säger tabellerna över nyckeltal, klagomål och personalomsättning?",
    more=f"Values stay apart: they have different units, periods and breakdowns. {_LATEST} Empty "
    "where no report has such a table.",
    grain="One row a printed figure.",
    key=("fact_key",),
    dimensions=(
        _text("fact_key", "The figure (fact_key_figure).", key=True),
        *_REPORT,
        _text("table_kind", "key_figures, complaints or staff_turnover.", key=True),
        _text("table_title", "Title of the table.", key=True),
        _text("figure_name", "What is counted (nyckeltal).", key=True),
        _text("subject", "Department or group that the column names; null where it names none."),
        _text("breakdown", "men, women or total.", key=True),
        _text("statistic", "Kind of figure (fact_key_figure).", key=True),
        ColumnSpec(
            "figure_year", LogicalType.INTEGER, "Year of the figure.", nullable=False, unit="year"
        ),
        ColumnSpec("figure_end", LogicalType.DATE, "Last day that the figure is of."),
        _text("unit", "Unit (enhet) of the value; null where none is printed."),
        _flag("is_total", "True for a sum of the table's rows."),
        _flag("adds_to_total", "True for the rows that such a sum adds up."),
        *_TRUST,
    ),
    measures=(
        _count("figures", "Figures", "Nyckeltal", "1 in every row."),
        _level("value_not_additive", "Value", "Värde", "as printed.", "unit of the row"),
        _CONFIDENCE,
    ),
)

V_FINDING = View(
    "v_finding",
    "finding",
    question_en="How many contradictions are there, and of which kind?",
    question_sv="Hur många motsägelser finns det, och av vilket slag?",
    more="Empty where nothing contradicts.",
    grain="One row a finding.",
    key=("finding_key",),
    dimensions=(
        ColumnSpec(
            "finding_key",
            _TEXT,
            "The finding (data_finding).",
            nullable=False,
            references="data_finding",
        ),
        *_REPORT,
        _text("rule", "Rule that found it.", key=True),
        _text("severity", "error, warning or info.", key=True),
        _flag("is_cause", "True unless it follows from another finding."),
    ),
    measures=(
        _count("findings", "Findings", "Fynd", "1 in every row."),
        _count("errors", "Contradictions", "Motsägelser", "1 where it is proved."),
        _count("warnings", "Likely contradictions", "Troliga motsägelser", "1 where it is likely."),
        _level(
            "difference_not_additive", "Difference", "Skillnad", "stated - expected.", "as printed"
        ),
    ),
)

V_COVERAGE = View(
    "v_coverage",
    "coverage",
    question_en="How much of the reports is understood, and how surely?",
    question_sv="Hur mycket av rapporterna är förstått, och hur säkert?",
    grain="One row a current report.",
    key=("report_key",),
    dimensions=_REPORT,
    measures=(
        _count("values", "Values", "Värden", "indicator and table cells."),
        _count("values_doubtful", "Doubtful values", "Osäkra värden", "below the threshold."),
        _count("numeric_cells", "Numbers in tables", "Tal i tabeller", "cells with a number."),
        _count("numeric_cells_typed", "Numbers typed", "Typade tal", "also in a typed fact."),
        _count("problems", "Problems", "Problem", "places where less was read than promised."),
    ),
)

VIEWS = (
    V_REPORT,
    V_BUDGET,
    V_BUDGET_STAGES,
    V_BUDGET_LONG,
    _goals(
        "inriktningsmal",
        "direction_goal",
        "direction goals of the council",
        "av kommunfullmäktiges inriktningsmål",
    ),
    _goals(
        "verksamhetsomradesmal",
        "area_goal",
        "goals of the council for operational areas",
        "av kommunfullmäktiges mål för verksamhetsområdet",
    ),
    _goals("namndmal", "committee_goal", "goals of the committees", "av nämndmålen"),
    V_INDICATOR,
    V_ACTIVITY,
    V_RESULT_UNIT,
    V_APPLICATION,
    V_INVESTMENT,
    V_PANDEMIC,
    V_BALANCE_SHEET,
    V_KEY_FIGURE,
    V_FINDING,
    V_COVERAGE,
)
