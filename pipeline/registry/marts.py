"""Marts: what people look at, each answering one question.

Only current reports stand in marts; superseded ones stay in dimensions and facts.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.registry import vocabulary
from pipeline.registry.common import FINDING_KEYS, HAS_FINDING
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


def _money_by_area(name: str, description: str) -> ColumnSpec:
    return _money(name, f"{description} To be added over rows with adds_to_total only.")


def _mart(
    name: str,
    *,
    question_en: str,
    question_sv: str,
    grain: str,
    key: tuple[str, ...],
    columns: tuple[ColumnSpec, ...],
    more: str = "",
) -> TableSpec:
    return TableSpec(
        name=name,
        layer=Layer.MART,
        maker=Maker.DBT,
        description=f"{question_en} ({question_sv}) {more}".rstrip(),
        grain=grain,
        key=key,
        columns=columns,
        question_en=question_en,
        question_sv=question_sv,
    )


_ANY_FINDING = (
    "True where a finding (data_finding) rests on a figure of the row, differences that rounding "
    "explains among them."
)
_MARK = ColumnSpec(
    "is_out_of_bounds",
    _BOOLEAN,
    "True where a value that is shown lies outside its bounds, as the source prints it.",
    nullable=False,
)

_TRUST = (
    _MARK,
    ColumnSpec(
        "is_doubtful",
        _BOOLEAN,
        "True where the least sure figure of the row is below the confidence threshold.",
        nullable=False,
    ),
    replace(HAS_FINDING, description=_ANY_FINDING, is_joined=False),
    replace(FINDING_KEYS, is_joined=False),
)
"""What every mart says of how far its rows can be trusted, last."""

_REPORT = (
    _text("report_key", "The report (dim_report).", key=True),
    _text("committee_key", "The committee (nämnd; dim_committee).", key=True),
    _text("committee_name", "Name of the committee (nämnd).", key=True),
    ColumnSpec("report_year", _INTEGER, "Year of the report.", nullable=False, unit="year"),
    _text("report_type", "VP, T1, T2 or VB.", key=True, allowed=vocabulary.REPORT_TYPES),
)

_ADDITIVE = ColumnSpec(
    "is_additive",
    _BOOLEAN,
    "True where the indicator counts things, which add up over committees (dim_indicator).",
    nullable=False,
)

MART_INDICATOR_SCORECARD = _mart(
    "mart_indicator_scorecard",
    question_en="Which indicators reach their targets?",
    question_sv="Vilka indikatorer når sina mål?",
    more="All measures of an indicator beside each other.",
    grain="One row committee, year, report type and indicator.",
    key=("report_key", "indicator_key"),
    columns=(
        *_REPORT,
        ColumnSpec(
            "period_end", LogicalType.DATE, "Last day reported on (dim_report).", nullable=False
        ),
        _text("indicator_key", "The indicator (dim_indicator).", key=True),
        _text("indicator_name", "Canonical name of the indicator.", key=True),
        _text("owner", "KF or namnd: who set the indicator.", key=True),
        _text("goal_key", "The first goal (mål) that prints it; null where none does."),
        _text("unit", "Unit (enhet) of the values."),
        _ADDITIVE,
        _text(
            "period",
            "Period or periodicity as printed ('VB 2024', 'År'), no axis to compare on: use "
            "period_end.",
        ),
        _number(
            "outcome",
            "Outcome of the period (periodens utfall), in `unit`; null in a plan, and until it is "
            "measured.",
        ),
        _number(
            "outcome_men",
            "Outcome for men and boys (män/pojkar), in `unit`; null where it is not told apart.",
        ),
        _number(
            "outcome_women",
            "Outcome for women and girls (kvinnor/flickor), in `unit`; null likewise.",
        ),
        _number(
            "previous_outcome",
            "Last year's outcome (utfall förra året), in `unit`; null where the report does not "
            "repeat it, as in plans.",
        ),
        _number(
            "forecast",
            "Forecast of the whole year (prognos helår), in `unit`; null but in T1 and T2.",
        ),
        _number(
            "target",
            "The committee's target of the year (årsmål), in `unit`; null where it is no number.",
        ),
        _number(
            "kf_target",
            "The city council's target (KF:s årsmål), in `unit`; null where it is no number.",
        ),
        _text(
            "kf_target_scope",
            "What the council's target is about: committee, or city where the indicator counts "
            "things that add up over committees and the committee has not taken the figure over; "
            "null without such a target.",
            allowed=("committee", "city"),
        ),
        _text(
            "judged_against",
            "own (the committee's target) or kf (the council's for a committee, where there is "
            "none of its own); null where there is no target to judge by.",
            allowed=("own", "kf"),
        ),
        _text("target_text", "The committee's target as printed."),
        _text("kf_target_text", "The city council's target as printed."),
        _text(
            "direction",
            "higher or lower is better (dim_indicator); null where that is not known.",
            allowed=vocabulary.DIRECTIONS,
        ),
        _text(
            "direction_source",
            "What the direction is known from (dim_indicator).",
            allowed=tuple(vocabulary.DIRECTION_SOURCES),
        ),
        _number(
            "distance_to_target",
            "outcome - target, in `unit`; of a target of plus or minus: how far outside it, 0 "
            "inside; null without both. Before the year is over see "
            "forecast_distance_to_target.",
        ),
        _number(
            "forecast_distance_to_target",
            "forecast - target in the same way, in `unit`; null but in T1 and T2.",
        ),
        _number(
            "distance_to_kf_target",
            "outcome - kf_target in the same way, in `unit`; null where that target is the city's.",
        ),
        _text(
            "judged_by",
            "What the status compares with the target: the outcome in VB, the forecast of the "
            "year in T1 and T2; null where neither is printed, and in plans.",
            allowed=("outcome", "forecast"),
        ),
        _text(
            "status",
            "reached; nearly (missed by at most a twentieth of the target); not_reached; "
            "not_judged, no_outcome, no_target (status_reason says why).",
            key=True,
            allowed=vocabulary.INDICATOR_STATUSES,
        ),
        _text(
            "status_reason",
            "Why nothing is judged: "
            + "; ".join(f"{word}: {what}" for word, what in vocabulary.STATUS_REASONS.items())
            + ". Null where it is.",
            allowed=tuple(vocabulary.STATUS_REASONS),
        ),
        _text(
            "outcome_status",
            "What the outcome alone would be called beside the target of the whole year; null "
            "without an outcome.",
            allowed=vocabulary.INDICATOR_STATUSES,
        ),
        _text(
            "forecast_status",
            "What the forecast would be called; null without one.",
            allowed=vocabulary.INDICATOR_STATUSES,
        ),
        _number(
            "change_since_last_year",
            "outcome - previous_outcome, in `unit`; null without both.",
        ),
        _number(
            "gender_gap",
            "outcome_women - outcome_men, in `unit`; null where both are 0 beside another outcome.",
        ),
        _number(
            "lowest_confidence",
            "Lowest confidence of the values used; 1 where nothing was inferred.",
            "share 0-1",
        ),
        _MARK,
        _count("values_left_out", "Values left out: outside their bounds and most likely misread."),
        *_TRUST[1:],
    ),
)

MART_GOAL_TREE = _mart(
    "mart_goal_tree",
    question_en="How far does each goal get, and what stands below it?",
    question_sv="Hur uppfylls målen?",
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
        _count("child_goals_assessed", "Goals directly below it with an assessment."),
        ColumnSpec(
            "child_goals_fully",
            _INTEGER,
            "Goals directly below it that are met fully; null where none of them is assessed.",
            unit="count",
        ),
        _count("indicators", "Indicators (indikatorer) printed under it."),
        _count("activities", "Activities (aktiviteter) printed under it."),
        _count("activities_with_deviation", "Activities with a deviation (avvikelse)."),
        _number(
            "confidence",
            "Probability that goal and assessment are right; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST[1:],
    ),
)

MART_ACTIVITY_STATUS = _mart(
    "mart_activity_status",
    question_en="Which activities are late or deviate?",
    question_sv="Vilka aktiviteter avviker?",
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
        _text("analysis_text", "Analysis (analys) below the row; null where there is none."),
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
        _number("confidence", "Probability that the row is right.", "share 0-1"),
        ColumnSpec(
            "is_out_of_bounds",
            _BOOLEAN,
            "True where the dates lie outside their bounds; they are null where they were "
            "most likely misread.",
            nullable=False,
        ),
        *_TRUST[1:],
    ),
)

MART_BUDGET_FOLLOWUP = _mart(
    "mart_budget_followup",
    question_en="How did a service area's budget fare from plan to closing accounts?",
    question_sv="Hur gick det för verksamhetsområdets budget?",
    more="Net amounts; a positive deviation is a surplus. The committee's total ('namnden-totalt') "
    "and parts stand beside the areas: add the rows with adds_to_total, or take v_budget_stages.",
    grain="One row committee, fiscal year and service area.",
    key=("committee_key", "fiscal_year", "service_area_key"),
    columns=(
        _text("committee_key", "The committee (nämnd; dim_committee).", key=True),
        _text("committee_name", "Name of the committee.", key=True),
        ColumnSpec("fiscal_year", _INTEGER, "Year of the budget.", nullable=False, unit="year"),
        _text("service_area_key", "The service area (dim_service_area).", key=True),
        _text("service_area_name", "Name of the service area (verksamhetsområde).", key=True),
        _text(
            "parent_service_area_key",
            "The area that contains it in the reports of the year: the committee "
            "('namnden-totalt') for the rows that add to its total; null for the total itself "
            "and for an area that only joins others.",
        ),
        ColumnSpec(
            "adds_to_total",
            LogicalType.BOOLEAN,
            "True for the rows that sum to the committee's total; a varav row lies in its parent.",
            nullable=False,
        ),
        _money_by_area("vp_budget_net", "Net budget in the plan (VP); null until it is read."),
        _money_by_area(
            "t1_budget_net", "Net budget in the first follow-up (T1); null until it is read."
        ),
        _money_by_area(
            "t1_forecast_net",
            "Net forecast in T1, after transfers where both are printed; null until T1 is read.",
        ),
        _money_by_area(
            "t1_deviation",
            "Deviation forecast in T1; where T1 is missing, as the annual report repeats it; "
            "null until either is read.",
        ),
        _money_by_area(
            "t2_budget_net", "Net budget in the second follow-up (T2); null until it is read."
        ),
        _money_by_area(
            "t2_forecast_net",
            "Net forecast in T2, after transfers where both are printed; null until T2 is read.",
        ),
        _money_by_area(
            "t2_deviation",
            "Deviation forecast in T2; where T2 is missing, as the annual report repeats it; "
            "null until either is read.",
        ),
        _money_by_area(
            "vb_budget_net", "Net budget in the annual report (VB); null until it is read."
        ),
        _money_by_area(
            "vb_outcome_net",
            "Net outcome in VB, after transfers where both are printed; null until VB is read.",
        ),
        _money_by_area(
            "vb_outcome_before_transfer",
            "Net outcome in VB before transfers of result units (resultatöverföringar); null "
            "where the report does not tell the two apart.",
        ),
        _money_by_area("vb_outcome_after_transfer", "The same after transfers; null likewise."),
        _money_by_area(
            "vb_deviation",
            "Deviation in VB, after transfers where both are printed; null until VB is read.",
        ),
        _money_by_area(
            "vb_deviation_before_transfer",
            "Deviation in VB before transfers; null where the report does not tell the two apart.",
        ),
        _money_by_area("vb_deviation_after_transfer", "The same after transfers; null likewise."),
        _money_by_area("change_t1_to_vb", "vb_deviation - t1_deviation; null until both are read."),
        _number(
            "vb_share_of_budget",
            "vb_outcome_net / vb_budget_net; null until the annual report (VB) is read.",
            "share",
        ),
        _number(
            "lowest_confidence",
            "Lowest confidence of the amounts used; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_RESULT_UNIT = _mart(
    "mart_result_unit",
    question_en="What do the result units earn and keep?",
    question_sv="Hur går resultatenheterna?",
    more="Surplus is positive. Add units of one report; their printed sum stands in "
    "fact_result_unit. Empty where no report has a table of result units.",
    grain="One row committee, year, report type and result unit.",
    key=("report_key", "result_unit_key"),
    columns=(
        *_REPORT,
        _text("result_unit_key", "The result unit (dim_result_unit).", key=True),
        _text("unit_name", "Canonical name of the result unit (resultatenhet).", key=True),
        _text(
            "service_area_key",
            "The service area that it works in (dim_result_unit); null where nothing tells.",
        ),
        ColumnSpec(
            "is_total",
            _BOOLEAN,
            "True for the sum of the units, which is left out unless it is all that a report "
            "prints.",
            nullable=False,
        ),
        _money("gross_budget", "Gross budget (bruttobudget)."),
        _money("transfer_in", "Fund brought in from last year."),
        _money("result", "Result of the year, or the expected one."),
        _money("transfer_out", "Fund carried to next year, or the expected one."),
        _money("lost_to_cap", "transfer_in + result - transfer_out: what the rules take back."),
        _number(
            "fund_share", "transfer_out / gross_budget; at most 0.10 by the city's rules.", "share"
        ),
        _number(
            "lowest_confidence",
            "Lowest confidence of the amounts used; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_COMMITTEE_COMPARISON = _mart(
    "mart_committee_comparison",
    question_en="How do the committees compare on the city council's indicators?",
    question_sv="Hur står sig nämnderna mot varandra?",
    more="Empty until a report with outcomes of the council's indicators is read.",
    grain="One row committee, year, report type and indicator of the council (KF).",
    key=("report_key", "indicator_key"),
    columns=(
        *_REPORT,
        _text("indicator_key", "The indicator (dim_indicator).", key=True),
        _text("indicator_name", "Canonical name of the indicator.", key=True),
        _text("unit", "Unit (enhet) of the values."),
        _number("outcome", "Outcome of this committee, in `unit`."),
        _number("kf_target", "The city council's target, in `unit`."),
        _count(
            "committees_compared",
            "Committees with an outcome the same year and type; 1 until a second one is read.",
        ),
        _number(
            "median_outcome",
            "Median of their outcomes, in `unit`; null where there is only one: it fills when a "
            "second committee's report of the year is read.",
        ),
        _number(
            "difference_from_median", "outcome - median_outcome, in `unit`; null with one only."
        ),
        ColumnSpec(
            "rank_best",
            _INTEGER,
            "Rank, 1 is best; null with one committee only, and where it is not known which "
            "direction is better.",
        ),
        _number(
            "lowest_confidence",
            "Lowest confidence of the row's values; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_COVERAGE = _mart(
    "mart_coverage",
    question_en="How much of each report is understood, and how surely?",
    question_sv="Hur mycket är förstått?",
    grain="One row a report.",
    key=("report_key",),
    columns=(
        *_REPORT,
        _count("goals", "Goal sections."),
        _count("goals_assessed", "Goal sections with an assessment."),
        _count("indicators", "Indicators, also those with empty rows."),
        _count("indicators_without_number", "Indicators without any number in the report."),
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
        _number("share_numeric_cells_typed", "Their share; 1 where all are typed.", "share 0-1"),
        _count("tables_not_typed", "Tables with numbers of which none stands in a typed fact."),
        _text("kinds_not_typed", "Kinds of the tables that hold cells not typed; null for none."),
        _count("table_cells_doubtful", "Table cells below the confidence threshold."),
        _count("rows_out_of_bounds", "Rows of facts with a value outside its bounds."),
        _count("rows_left_out", "Those of them that marts leave out: most likely misread."),
        _count("problems", "Places where the reader found less than was promised."),
        _count("findings_error", "Contradictions proved."),
        _count("findings_warning", "Contradictions that are likely."),
        _count("findings_info", "Differences within rounding, or of interest only."),
        *_TRUST[2:],
    ),
)

MART_INDICATOR_YEAR = _mart(
    "mart_indicator_year",
    question_en="How did an indicator fare from the plan's target over two forecasts to the "
    "outcome of the year?",
    question_sv="Hur gick det för en indikator från planens mål till årets utfall?",
    more="Each measure is null where the report that prints it is not in the warehouse.",
    grain="One row committee, year and indicator.",
    key=("committee_key", "report_year", "indicator_key"),
    columns=(
        _text("committee_key", "The committee (nämnd; dim_committee).", key=True),
        _text("committee_name", "Name of the committee.", key=True),
        ColumnSpec("report_year", _INTEGER, "Year (år).", nullable=False, unit="year"),
        _text("indicator_key", "The indicator (dim_indicator).", key=True),
        _text("indicator_name", "Canonical name of the indicator.", key=True),
        _text("owner", "KF or namnd: who set the indicator.", key=True),
        _text("unit", "Unit (enhet) of the values."),
        _text("direction", "higher or lower is better; null where that is not known."),
        _text("reports", "Reports of the year that list it, as 'VP T1 T2 VB'.", key=True),
        _number(
            "vp_target",
            "The committee's target (årsmål) in the plan, in `unit`; null without a plan.",
        ),
        _number(
            "vp_kf_target",
            "The council's target (KF:s årsmål) in the plan, in `unit`; null without a plan.",
        ),
        _number("t1_outcome", "Outcome of the period in T1, in `unit`; null without a T1."),
        _number(
            "t1_forecast",
            "Forecast of the year (prognos helår) in T1, in `unit`; null without a T1.",
        ),
        _number("t2_outcome", "Outcome of the period in T2, in `unit`; null without a T2."),
        _number(
            "t2_forecast",
            "Forecast of the year (prognos helår) in T2, in `unit`; null without a T2.",
        ),
        _number(
            "vb_target", "The committee's target in the annual report, in `unit`; null without one."
        ),
        _number(
            "vb_outcome",
            "Outcome of the year (utfall) in the annual report, in `unit`; null without one.",
        ),
        _number(
            "target_change",
            "vb_target - vp_target: a target moved on the way, in `unit`; null without both.",
        ),
        _number("outcome_to_plan", "vb_outcome - vp_target, in `unit`; null without both."),
        _number("t1_error", "vb_outcome - t1_forecast, in `unit`; null without both."),
        _number("t2_error", "vb_outcome - t2_forecast, in `unit`; null without both."),
        _text(
            "vb_status", "Status in the annual report (mart_indicator_scorecard); null without one."
        ),
        _number(
            "outcome_said_next_year",
            "The year's outcome as the reports of the next year print it (utfall förra året): "
            "that of VB, else T2, else T1; in `unit`; null until one of them is read.",
        ),
        _number(
            "restatement", "outcome_said_next_year - vb_outcome, in `unit`; null without both."
        ),
        _number(
            "lowest_confidence",
            "Lowest confidence of the values used; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_RESTATED_OUTCOME = _mart(
    "mart_restated_outcome",
    question_en="Does last year's outcome as printed this year equal what last year's report "
    "printed?",
    question_sv="Stämmer fjolårets utfall så som det återges i år med vad fjolårets rapport angav?",
    more="Empty until a report is read that repeats last year's outcomes.",
    grain="One row report and indicator with an outcome of last year.",
    key=("report_key", "indicator_key"),
    columns=(
        *_REPORT,
        _text("indicator_key", "The indicator (dim_indicator).", key=True),
        _text("indicator_name", "Canonical name of the indicator.", key=True),
        _text("unit", "Unit (enhet) of the values."),
        _number("printed_now", "Last year's outcome as this report prints it, in `unit`."),
        _number(
            "printed_then",
            "Outcome in last year's annual report (VB), in `unit`; null until that is read.",
        ),
        _number("difference", "printed_now - printed_then, in `unit`; null without both."),
        _text(
            "status",
            "same; rounded (equal at the coarser number of decimals); restated; "
            "not_listed (last year's annual report has no outcome of it); no_report (last "
            "year's annual report is not in the warehouse).",
            key=True,
            allowed=("same", "rounded", "restated", "not_listed", "no_report"),
        ),
        _number(
            "lowest_confidence",
            "Lowest confidence of the two; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_GENDER_GAP = _mart(
    "mart_gender_gap",
    question_en="Where do women and men, girls and boys, fare differently?",
    question_sv="Var skiljer det sig mellan kvinnor och män, flickor och pojkar?",
    more="Empty until a report with outcomes for both is read.",
    grain="One row committee, year, report type and indicator with an outcome for both.",
    key=("report_key", "indicator_key"),
    columns=(
        *_REPORT,
        _text("indicator_key", "The indicator (dim_indicator).", key=True),
        _text("indicator_name", "Canonical name of the indicator.", key=True),
        _text("unit", "Unit (enhet) of the values."),
        _text("direction", "higher or lower is better; null where that is not known."),
        _number("outcome", "Outcome for all, in `unit`."),
        _number("outcome_men", "Outcome for men and boys (män/pojkar), in `unit`."),
        _number("outcome_women", "Outcome for women and girls (kvinnor/flickor), in `unit`."),
        _number("gender_gap", "outcome_women - outcome_men, in `unit`."),
        _number("gap_share", "gender_gap / the mean of the two.", "share"),
        _text(
            "better_for",
            "women, men or equal; null where it is not known which direction is better, and "
            "where both are parts of a whole.",
            allowed=("women", "men", "equal"),
        ),
        ColumnSpec(
            "is_additive",
            _BOOLEAN,
            "True where men and women add up to the outcome, or are counted: parts of a whole.",
            nullable=False,
        ),
        ColumnSpec(
            "is_outside",
            _BOOLEAN,
            "True where the outcome for all lies outside those of men and women though they are "
            "no parts of it, which cannot be; null where there is none for all.",
        ),
        _number(
            "previous_gender_gap",
            "The gap in last year's annual report (VB), in `unit`; null until that is read.",
        ),
        _number(
            "lowest_confidence",
            "Lowest confidence of the values used; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_FORECAST_ACCURACY = _mart(
    "mart_forecast_accuracy",
    question_en="How well did the forecasts of T1 and T2 meet the outcome?",
    question_sv="Hur väl stämde prognoserna i T1 och T2 med utfallet?",
    more="For money the deviation from budget (avvikelse, surplus positive, SEK), for "
    "indicators the value of the year. Empty until forecast and outcome of one year are read.",
    grain="One row committee, year, service area or indicator, and forecast.",
    key=("committee_key", "report_year", "subject", "subject_key", "forecast_in"),
    columns=(
        _text("committee_key", "The committee (nämnd; dim_committee).", key=True),
        _text("committee_name", "Name of the committee.", key=True),
        ColumnSpec("report_year", _INTEGER, "Year (år).", nullable=False, unit="year"),
        _text(
            "subject",
            "committee (the whole, nämnden totalt), service_area (verksamhetsområde; with the "
            "others it makes the whole), part_of_area (lies in an area, or cuts the whole "
            "otherwise) or indicator (indikator). Fix one before anything is added up.",
            key=True,
            allowed=("committee", "service_area", "part_of_area", "indicator"),
        ),
        _text("subject_key", "Its key in dim_service_area or dim_indicator.", key=True),
        _text("subject_name", "Its canonical name.", key=True),
        _text("unit", "Unit of the values: SEK for money."),
        _text("forecast_in", "T1 or T2.", key=True, allowed=("T1", "T2")),
        _text(
            "forecast_source",
            "follow_up (the report itself) or annual_report (VB, which repeats it).",
            key=True,
            allowed=("follow_up", "annual_report"),
        ),
        _number("forecast", "What was expected (prognos), in `unit`."),
        _number("outcome", "What came (utfall, bokslut), in `unit`."),
        _number("error", "outcome - forecast, in `unit`."),
        _number("absolute_error", "Size of the error, in `unit`."),
        _number(
            "error_share",
            "absolute_error / net budget of the area, or / the size of the outcome.",
            "share",
        ),
        _number(
            "lowest_confidence",
            "Lowest confidence of the values used; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_COMPLAINT = _mart(
    "mart_complaint",
    question_en="What do people complain about, and where?",
    question_sv="Vad klagar medborgarna på, och var?",
    more="Groups of one table count the same complaints in different ways: add within one group. "
    "Empty where no report has such a table.",
    grain="One row a printed figure of a table of complaints (synpunkter och klagomål).",
    key=("fact_key",),
    columns=(
        _text("fact_key", "The figure (fact_key_figure).", key=True),
        *_REPORT,
        _text("category_group", "Sub-heading above the row; null where none."),
        _text("category", "What is counted, as printed.", key=True),
        _text("department", "Department (avdelning) of the column; null where none."),
        _text("period_label", "Period as printed.", key=True),
        ColumnSpec(
            "is_accumulated",
            _BOOLEAN,
            "True for the sum of the year's periods, not to be added to them.",
            nullable=False,
        ),
        ColumnSpec(
            "is_total",
            _BOOLEAN,
            "True for a sum of the rows beside it (summa, totalt), not to be added to them.",
            nullable=False,
        ),
        _number(
            "number",
            "How many (antal), to be added within a group; null where the row is a sum of others: "
            "a total, or a sum so far whose periods are printed.",
            "count",
        ),
        _number(
            "sum_not_additive",
            "How many, where the row is such a sum, as printed; null in the rows that it sums.",
            "count",
        ),
        _text("source_file", "File that prints it.", key=True),
        ColumnSpec("source_line_start", _INTEGER, "First line in a text file.", unit="line"),
        _number(
            "confidence",
            "Probability that value and column are right; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_STAFF_TURNOVER = _mart(
    "mart_staff_turnover",
    question_en="How many of the staff leave, month by month?",
    question_sv="Hur stor är personalomsättningen månad för månad?",
    more="Empty where no report has such a table.",
    grain="One row a printed figure of a table of staff turnover (personalomsättning).",
    key=("fact_key",),
    columns=(
        _text("fact_key", "The figure (fact_key_figure).", key=True),
        *_REPORT,
        _text("figure_label", "What is counted, as printed.", key=True),
        ColumnSpec("period_year", _INTEGER, "Year of the figure.", nullable=False, unit="year"),
        _text("period_part", "T1, T2 or VB; null for a month."),
        ColumnSpec("period_month", _INTEGER, "Month, 1 to 12; null for other periods."),
        _number(
            "turnover",
            "Turnover (personalomsättning) as printed, in `unit`: since the start of the year "
            "where is_accumulated.",
        ),
        ColumnSpec(
            "is_accumulated",
            _BOOLEAN,
            "True where the figure counts from the start of the year (ackumulerat till och med "
            "perioden).",
            nullable=False,
        ),
        _number(
            "turnover_in_period",
            "Turnover of the month or tertial alone, in `unit`: an accumulated figure less the one "
            "before it; null where that is not printed.",
        ),
        ColumnSpec(
            "adds_to_year",
            _BOOLEAN,
            "True for the rows whose turnover_in_period sum to the year so far: its months where "
            "all are printed, else its tertials, else the year's own figure.",
            nullable=False,
        ),
        _text("unit", "Unit (%)."),
        _number(
            "change_since_last_year",
            "turnover - that of the same period a year before in the same report, in `unit`.",
        ),
        _number(
            "confidence",
            "Probability that value and column are right; 1 where nothing was inferred.",
            "share 0-1",
        ),
        *_TRUST,
    ),
)

MART_APPLICATION = _mart(
    "mart_application",
    question_en="What money does the committee apply for, and for what?",
    question_sv="Vilka medel ansöker nämnden om, och till vad?",
    more="Each application once: decision points (förslag till beslut) where the report has "
    "any, else the rows of its tables, without sums and zeros. amount_sek may be summed. Empty "
    "where nothing is applied for.",
    grain="One row an application, or a change of turnover that the committee decides on.",
    key=("fact_key",),
    columns=(
        _text("fact_key", "The row in its fact table.", key=True),
        *_REPORT,
        _text(
            "printed_in",
            "decision (fact_decision), investment_table (fact_investment) or budget_table "
            "(fact_budget_line).",
            key=True,
            allowed=("decision", "investment_table", "budget_table"),
        ),
        ColumnSpec("decision_no", _INTEGER, "Number of the decision point."),
        _text("purpose", "What the money is for (ändamål), as printed."),
        _text(
            "application_type",
            "; ".join(f"{word}: {what}" for word, what in vocabulary.APPLICATION_TYPES.items())
            + "; null where the report does not say.",
            allowed=tuple(vocabulary.APPLICATION_TYPES),
        ),
        _money(
            "amount_sek",
            "Amount applied for (ansökt belopp); null for turnover, which asks for no money.",
        ),
        _money(
            "turnover_change_sek",
            "Change of turnover (omslutningsförändring): costs met by income outside the budget; "
            "null for the other types.",
        ),
        _text("source_file", "File that prints it.", key=True),
        ColumnSpec("source_line_start", _INTEGER, "First line in a text file.", unit="line"),
        _number(
            "confidence", "Probability that it is right; 1 where nothing was inferred.", "share 0-1"
        ),
        *_TRUST,
    ),
)

MARTS = (
    MART_INDICATOR_SCORECARD,
    MART_INDICATOR_YEAR,
    MART_RESTATED_OUTCOME,
    MART_GENDER_GAP,
    MART_FORECAST_ACCURACY,
    MART_GOAL_TREE,
    MART_ACTIVITY_STATUS,
    MART_BUDGET_FOLLOWUP,
    MART_RESULT_UNIT,
    MART_APPLICATION,
    MART_COMPLAINT,
    MART_STAFF_TURNOVER,
    MART_COMMITTEE_COMPARISON,
    MART_COVERAGE,
)
