"""Marts: what people look at, each answering one question.

Only current reports stand in marts; superseded ones stay in dimensions and facts.
"""

from __future__ import annotations

from pipeline.registry import vocabulary
from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec

_TEXT = LogicalType.TEXT
_INTEGER = LogicalType.INTEGER
_DOUBLE = LogicalType.DOUBLE
_MONEY = LogicalType.MONEY
_BOOLEAN = LogicalType.BOOLEAN


def _text(
    name: str, description: str, *, key: bool = False, allowed: tuple[str, ...] = ()
) -> ColumnSpec:
    return ColumnSpec(name, _TEXT, description, nullable=not key, allowed=allowed)


def _number(name: str, description: str, unit: str | None = None) -> ColumnSpec:
    return ColumnSpec(name, _DOUBLE, description, unit=unit)


def _count(name: str, description: str) -> ColumnSpec:
    return ColumnSpec(name, _INTEGER, description, nullable=False, unit="count")


def _money(name: str, description: str) -> ColumnSpec:
    return ColumnSpec(name, _MONEY, description, unit="SEK")


def _mart(
    name: str, *, question: str, grain: str, key: tuple[str, ...], columns: tuple[ColumnSpec, ...]
) -> TableSpec:
    return TableSpec(
        name=name,
        layer=Layer.MART,
        maker=Maker.DBT,
        description=question,
        grain=grain,
        key=key,
        columns=columns,
    )


_REPORT = (
    _text("report_key", "The report (dim_report).", key=True),
    _text("committee_key", "The committee (nämnd; dim_committee).", key=True),
    _text("committee_name", "Name of the committee (nämnd).", key=True),
    ColumnSpec("report_year", _INTEGER, "Year of the report.", nullable=False, unit="year"),
    _text("report_type", "VP, T1, T2 or VB.", key=True, allowed=vocabulary.REPORT_TYPES),
)

MART_INDICATOR_SCORECARD = _mart(
    "mart_indicator_scorecard",
    question="Which indicators reach their targets? (Vilka indikatorer når sina mål?) All "
    "measures of an indicator beside each other.",
    grain="One row committee, year, report type and indicator.",
    key=("report_key", "indicator_key"),
    columns=(
        *_REPORT,
        _text("indicator_key", "The indicator (dim_indicator).", key=True),
        _text("indicator_name", "Canonical name of the indicator.", key=True),
        _text("owner", "KF or namnd: who set the indicator.", key=True),
        _text("goal_key", "The first goal (mål) that prints it; null where none does."),
        _text("unit", "Unit (enhet) of the values."),
        _text("period", "Period as printed."),
        _number("outcome", "Outcome of the period (periodens utfall), in `unit`."),
        _number("outcome_men", "Outcome for men and boys (män/pojkar), in `unit`."),
        _number("outcome_women", "Outcome for women and girls (kvinnor/flickor), in `unit`."),
        _number("previous_outcome", "Last year's outcome (utfall förra året), in `unit`."),
        _number("forecast", "Forecast of the whole year (prognos helår), in `unit`."),
        _number("target", "The committee's target of the year (årsmål), in `unit`."),
        _number("kf_target", "The city council's target (KF:s årsmål), in `unit`."),
        _text("target_text", "The committee's target as printed."),
        _text("kf_target_text", "The city council's target as printed."),
        _text(
            "direction",
            "higher or lower is better; null where no printed target says.",
            allowed=vocabulary.DIRECTIONS,
        ),
        _number("distance_to_target", "outcome - target, in `unit`."),
        _number("distance_to_kf_target", "outcome - kf_target, in `unit`."),
        _text(
            "status",
            "reached, not_reached, not_judged (direction unknown), no_outcome, no_target.",
            key=True,
            allowed=("reached", "not_reached", "not_judged", "no_outcome", "no_target"),
        ),
        _number("change_since_last_year", "outcome - previous_outcome, in `unit`."),
        _number("gender_gap", "outcome_women - outcome_men, in `unit`."),
        _number("lowest_confidence", "Lowest confidence of the values used.", "share 0-1"),
    ),
)

MART_GOAL_TREE = _mart(
    "mart_goal_tree",
    question="How far does each goal get, and what stands below it? (Hur uppfylls målen?)",
    grain="One row a goal section of a report.",
    key=("report_key", "section_no"),
    columns=(
        *_REPORT,
        ColumnSpec("section_no", _INTEGER, "Number of the goal section.", nullable=False),
        _text("goal_key", "The goal (mål; dim_goal).", key=True),
        _text("level", "Level of the goal.", key=True, allowed=vocabulary.GOAL_LEVELS),
        _text("code", "Code of the goal in this report."),
        _text("title", "Title of the goal in this report.", key=True),
        _text("parent_goal_key", "The goal above it in this report."),
        _text("parent_title", "Title of the goal above it."),
        _text("assessment", "fully, partly, not; null where none is printed."),
        _count("child_goals", "Goals directly below it."),
        _count("child_goals_fully", "Goals directly below it that are met fully."),
        _count("indicators", "Indicators (indikatorer) printed under it."),
        _count("activities", "Activities (aktiviteter) printed under it."),
        _count("activities_with_deviation", "Activities with a deviation (avvikelse)."),
    ),
)

MART_ACTIVITY_STATUS = _mart(
    "mart_activity_status",
    question="Which activities are late or deviate? (Vilka aktiviteter avviker?)",
    grain="One row a printed activity.",
    key=("fact_key",),
    columns=(
        _text("fact_key", "The activity (fact_activity).", key=True),
        *_REPORT,
        _text("goal_key", "The goal (mål; dim_goal)."),
        _text("goal_title", "Title of the goal."),
        _text("activity_text", "What is to be done (aktivitet).", key=True),
        ColumnSpec("start_date", LogicalType.DATE, "Start (startdatum)."),
        ColumnSpec("end_date", LogicalType.DATE, "End (slutdatum)."),
        ColumnSpec("has_deviation", _BOOLEAN, "True where a deviation is marked.", nullable=False),
        _text("analysis_text", "Analysis (analys) below the row."),
        _text(
            "status",
            "planned (in a plan), deviates (avvikelse marked), ended (end date not after the "
            "period), ongoing, not_started, no_dates.",
            key=True,
            allowed=("planned", "deviates", "ended", "ongoing", "not_started", "no_dates"),
        ),
        ColumnSpec("duration_days", _INTEGER, "Days from start to end, both counted.", unit="day"),
        _text("source_file", "File that prints it.", key=True),
        ColumnSpec("source_line_start", _INTEGER, "First line in a text file.", unit="line"),
    ),
)

MART_BUDGET_FOLLOWUP = _mart(
    "mart_budget_followup",
    question="How did a service area's budget fare from plan to closing accounts? (Hur gick "
    "det för verksamhetsområdets budget?) Net amounts; a positive deviation is a surplus.",
    grain="One row committee, fiscal year and service area.",
    key=("committee_key", "fiscal_year", "service_area_key"),
    columns=(
        _text("committee_key", "The committee (nämnd; dim_committee).", key=True),
        _text("committee_name", "Name of the committee.", key=True),
        ColumnSpec("fiscal_year", _INTEGER, "Year of the budget.", nullable=False, unit="year"),
        _text("service_area_key", "The service area (dim_service_area).", key=True),
        _text("service_area_name", "Name of the service area (verksamhetsområde).", key=True),
        _text("parent_service_area_key", "The area that it is part of (varav)."),
        _money("vp_budget_net", "Net budget in the plan (VP)."),
        _money("t1_budget_net", "Net budget in the first follow-up (T1)."),
        _money("t1_forecast_net", "Net forecast in T1, after transfers where both are printed."),
        _money("t1_deviation", "Deviation forecast in T1."),
        _money("t2_budget_net", "Net budget in the second follow-up (T2)."),
        _money("t2_forecast_net", "Net forecast in T2, after transfers where both are printed."),
        _money("t2_deviation", "Deviation forecast in T2."),
        _money("vb_budget_net", "Net budget in the annual report (VB)."),
        _money("vb_outcome_net", "Net outcome in VB, after transfers where both are printed."),
        _money("vb_deviation", "Deviation in VB."),
        _money("change_t1_to_vb", "vb_deviation - t1_deviation."),
        _number("lowest_confidence", "Lowest confidence of the amounts used.", "share 0-1"),
    ),
)

MART_RESULT_UNIT = _mart(
    "mart_result_unit",
    question="What do the result units earn and keep? (Hur går resultatenheterna?) Surplus "
    "is positive.",
    grain="One row committee, year, report type and result unit.",
    key=("report_key", "unit_name"),
    columns=(
        *_REPORT,
        _text("unit_name", "Name of the result unit (resultatenhet).", key=True),
        ColumnSpec("is_total", _BOOLEAN, "True for the sum of the units.", nullable=False),
        _money("gross_budget", "Gross budget (bruttobudget)."),
        _money("transfer_in", "Fund brought in from last year."),
        _money("result", "Result of the year, or the expected one."),
        _money("transfer_out", "Fund carried to next year, or the expected one."),
        _number(
            "fund_share", "transfer_out / gross_budget; at most 0.10 by the city's rules.", "share"
        ),
        _number("lowest_confidence", "Lowest confidence of the amounts used.", "share 0-1"),
    ),
)

MART_COMMITTEE_COMPARISON = _mart(
    "mart_committee_comparison",
    question="How do the committees compare on the city council's indicators? (Hur står sig "
    "nämnderna mot varandra?)",
    grain="One row committee, year, report type and indicator of the council (KF).",
    key=("report_key", "indicator_key"),
    columns=(
        *_REPORT,
        _text("indicator_key", "The indicator (dim_indicator).", key=True),
        _text("indicator_name", "Canonical name of the indicator.", key=True),
        _text("unit", "Unit (enhet) of the values."),
        _number("outcome", "Outcome of this committee, in `unit`."),
        _number("kf_target", "The city council's target, in `unit`."),
        _count("committees_compared", "Committees with an outcome the same year and type."),
        _number("median_outcome", "Median of their outcomes, in `unit`."),
        _number("difference_from_median", "outcome - median_outcome, in `unit`."),
        ColumnSpec(
            "rank_best",
            _INTEGER,
            "Rank, 1 is best; null where it is not known which direction is better.",
        ),
    ),
)

MART_COVERAGE = _mart(
    "mart_coverage",
    question="How much of each report is understood, and how surely? (Hur mycket är förstått?)",
    grain="One row a report.",
    key=("report_key",),
    columns=(
        *_REPORT,
        _count("goals", "Goal sections."),
        _count("goals_assessed", "Goal sections with an assessment."),
        _count("indicators", "Indicators."),
        _count("indicator_values", "Indicator cells."),
        _count("indicator_values_doubtful", "Indicator cells below the confidence threshold."),
        _number("share_indicator_values_doubtful", "Their share.", "share 0-1"),
        _count("activities", "Activities."),
        _count("decisions", "Decision points."),
        _count("sections", "Sections of prose."),
        _count("narrative_amounts", "Amounts in prose."),
        _count("tables", "Tables that are neither indicators nor activities."),
        _count("table_cells", "Their cells."),
        _count("numeric_cells", "Their cells with a number."),
        _count("numeric_cells_typed", "Cells with a number that also stand in a typed fact."),
        _number("share_numeric_cells_typed", "Their share.", "share 0-1"),
        _count("table_cells_doubtful", "Table cells below the confidence threshold."),
        _count("problems", "Places where the reader found less than was promised."),
        _count("findings_error", "Contradictions proved."),
        _count("findings_info", "Differences within rounding, or only likely."),
    ),
)

MARTS = (
    MART_INDICATOR_SCORECARD,
    MART_GOAL_TREE,
    MART_ACTIVITY_STATUS,
    MART_BUDGET_FOLLOWUP,
    MART_RESULT_UNIT,
    MART_COMMITTEE_COMPARISON,
    MART_COVERAGE,
)
