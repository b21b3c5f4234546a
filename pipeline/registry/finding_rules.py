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
