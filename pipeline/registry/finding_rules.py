"""The rules of reconciliation by id, each with what it compares."""

from __future__ import annotations

FINDING_RULES: dict[str, str] = {
    "parts_and_total": "Rows marked varav, or the rows above a Summa, against their parent.",
    "row_identity": "Net, deviation and transfers against the columns that they follow from.",
    "change_column": "A column of changes against the years that it compares.",
    "restated_figure": "One figure in two tables of a report.",
    "funds_in_overview": "Funds of result units in the overview against their own table.",
    "carried_over": "A unit's fund carried over against opening fund, result and cap.",
    "five_percent": "Five per cent of a unit's gross budget against that budget.",
    "mean_of_months": "A mean against the months of its row.",
    "balance": "Assets against liabilities and equity.",
}
FINDING_RULES |= {
    "result_in_prose": "A surplus or deficit in prose against the deviation of its area.",
    "cost_change_in_prose": "A change of costs or income in prose against the two years.",
    "staff_cost_in_prose": "A change of staff costs in prose against the two years.",
    "staff_cost_direction": "Staff costs said to rise (fall) where they fell (rose).",
    "forecast_change_in_prose": "A better or worse result in prose against earlier forecasts.",
    "balance_change_in_prose": "A change in prose against the two years of the balance sheet.",
    "amount_in_prose": "Net costs, budgets and turnover in prose against the tables.",
    "percent_of_change": "Percent of a change against amount and level.",
    "percent_of_staff_costs": "Percent of a change of staff costs against the table.",
    "percent_of_budget": "Percent of the net budget against deviation and budget.",
}
FINDING_RULES |= {
    "sexes_in_prose": "Women and men in prose against their sum.",
    "varav_in_prose": "Amounts after varav in a sentence against the amount before it.",
    "list_in_prose": "Amounts of a list against the total above it.",
    "enumeration_in_prose": "Amounts of an enumeration, with their signs, against their total.",
    "count_parts_in_prose": "Counts of parts in prose against their total.",
    "change_parts_in_prose": "Changes of parts in prose against the change of the whole.",
    "decision_against_application": "A decision's amount against the application it decides.",
}
FINDING_RULES |= {
    "total_outside_sexes": "An indicator's total against men and women.",
    "analysis_against_row": "Distances and changes in an Analys text against its row.",
    "key_figure_against_indicator": "A key figure against the indicator of the same name.",
    "indicator_in_prose": "A level in prose against the indicator.",
    "activities_carried_out": "Activities said to be carried out against marked deviations.",
    "activity_count": "Counts of activities in prose against the rows.",
    "indicators_reached": "Targets said to be reached against outcomes.",
    "indicator_count": "Counts of reached targets in prose against the rows.",
    "impossible_date": "Dates that do not exist.",
    "activity_dates": "An activity's start and end against each other and the year.",
    "header_year": "The year in a column header against the column's amounts.",
    "compared_with_future": "A comparison with a time still to come.",
    "global_goal_number": "Numbers of the goals of Agenda 2030 against their names.",
    "broken_sentence": "Sentences that break off.",
    "broken_before_heading": "Sentences that run into the next heading.",
    "note_against_column": "A note about missing data against the column.",
    "page_counts": "Page numbers that name different numbers of pages.",
}
FINDING_RULES |= {
    "result_units_in_prose": "The result of the result units in prose against their table.",
    "result_unit_count": "Counts of units with surplus or deficit against their table.",
    "added_to_funds": "What is put into the funds in prose against the growth of the funds.",
    "investments_in_prose": "Investments used in prose against their table.",
    "turnover_within_costs": "Turnover of an area against the costs that it is part of.",
}
FINDING_RULES |= {
    "income_requirement": "Required income plus turnover against all budgeted income.",
    "target_said_reached": "A target that a text says is reached against outcome and target.",
}
