"""Allowed values of the warehouse's coded columns, each with what it means.

A new value is one line here; the checks, the dbt tests and the data dictionary follow.
"""

from __future__ import annotations

SOURCE_FORMATS = ("pdf", "docx", "flow_text", "tab_text", "layout_text", "markup_text")
REPORT_TYPES = ("VP", "T1", "T2", "VB")
GOAL_LEVELS = ("inriktningsmal", "verksamhetsomradesmal", "namndmal")
ASSESSMENTS = ("fully", "partly", "not")
INDICATOR_MEASURES = (
    "outcome",
    "outcome_men",
    "outcome_women",
    "previous_outcome",
    "forecast",
    "target",
    "kf_target",
)
QUALIFIERS = (
    "max",
    "min",
    "plus_minus",
    "increase",
    "decrease",
    "to_be_set",
    "none",
    "unknown",
    "text",
)
OWNERS = ("KF", "namnd")
DIRECTIONS = ("higher", "lower")
DIRECTION_SOURCES: dict[str, str] = {
    "curated": "the seed curated_indicator says so",
    "printed_target": "printed targets say öka, minskning, max or min",
    "words": "words of the name say so (minska, klagomål, nöjda)",
    "targets": "targets lie on one side of the outcomes before them, in several years or reports",
}
INDICATOR_STATUSES = ("reached", "nearly", "not_reached", "not_judged", "no_outcome", "no_target")
STATUS_REASONS: dict[str, str] = {
    "plan": "a plan has no outcome",
    "no_outcome": "neither outcome nor forecast is printed",
    "no_forecast": "the year is not over and no forecast of it is printed",
    "no_target": "no target is printed",
    "target_in_words": "the target is no number (fastställs, tas fram av nämnd)",
    "target_of_the_city": "the only target counts for all committees together",
    "direction_unknown": "it is not known which direction is better",
    "no_previous_outcome": "the target is a rise or fall from an outcome that is not printed",
}
SEVERITIES = ("error", "warning", "info")

BUDGET_MEASURES: dict[str, str] = {
    "budget_cost": "budgeted costs (kostnader)",
    "budget_income": "budgeted income (intäkter), negative as printed",
    "budget_net": "budgeted net cost (netto)",
    "original_budget_cost": "costs of the budget before it was adjusted, where both are printed",
    "original_budget_income": "its income",
    "original_budget_net": "net budget before it was adjusted (KF-budget), where both are printed",
    "final_budget_net": "forecast of the final net budget of the year (prognos slutlig budget)",
    "forecast_cost": "forecast costs (prognos)",
    "forecast_income": "forecast income",
    "forecast_net": "forecast net cost",
    "forecast_before_transfer": "forecast net cost before transfers of result units",
    "forecast_after_transfer": "forecast net cost after transfers of result units",
    "outcome_cost": "costs of the closing accounts (bokslut, utfall)",
    "outcome_income": "income of the closing accounts",
    "outcome_net": "net cost of the closing accounts",
    "outcome_before_transfer": "net cost before transfers of result units",
    "outcome_after_transfer": "net cost after transfers of result units",
    "outcome_so_far_cost": "costs of the part of the year that is over (utfall jan-aug)",
    "outcome_so_far_income": "income of that part",
    "outcome_so_far_net": "net cost of that part",
    "requested_adjustment": "budget adjustment applied for (begärd budgetjustering), net",
    "requested_adjustment_cost": "its costs",
    "requested_adjustment_income": "its income",
    "volume_adjustment": "performance and turnover changes (prestations-, omslutningsförändring)",
    "volume_adjustment_cost": "its costs",
    "volume_adjustment_income": "its income",
    "deviation": "deviation from budget (avvikelse), surplus positive",
    "deviation_cost": "deviation of the costs",
    "deviation_income": "deviation of the income",
    "deviation_before_transfer": "deviation before transfers of result units",
    "deviation_after_transfer": "deviation after transfers of result units",
    "deviation_t1": "deviation that the first follow-up forecast (T1)",
    "deviation_t2": "deviation that the second follow-up forecast (T2)",
    "deviation_vb": "deviation in the closing accounts (bokslut)",
    "transfer_in": "surplus of result units brought in from last year (resultatöverföring från)",
    "transfer_out": "surplus of result units carried to next year (resultatöverföring till)",
    "turnover_cost": "costs met by income outside the budget (omslutningsförändring)",
    "turnover_income": "that income, negative",
    "turnover_net": "both together",
    "net_change": "change of the net cost since the year before (nettoförändring)",
    "staff_cost": "staff costs (personalkostnader)",
    "staff_cost_change": "change of the staff costs since the year before",
}

RESULT_UNIT_MEASURES: dict[str, str] = {
    "gross_budget": "gross budget of the unit (bruttobudget)",
    "gross_budget_5_percent": "five per cent of the gross budget, the limit of a year's transfer",
    "transfer_in": "fund brought in from last year (resultatöverföring från)",
    "result": "result of the year (resultat)",
    "expected_result": "expected result of the year (beräknat resultat)",
    "transfer_out": "fund carried to next year (resultatöverföring till)",
    "expected_transfer_out": "fund expected to be carried to next year",
}

INVESTMENT_MEASURES: dict[str, str] = {
    "budget": "budgeted investment",
    "forecast": "forecast investment (prognos)",
    "outcome": "investment made (bokslut, utfall)",
    "requested_adjustment": "budget adjustment applied for (budgetjustering)",
    "deviation": "deviation from budget (avvikelse), surplus positive",
    "deviation_from_t2": "outcome against the forecast of T2",
}

BALANCE_SIDES = ("assets", "liabilities")
BALANCE_MEASURES: dict[str, str] = {
    "opening_balance": "at the start of the year (ingående balans)",
    "closing_balance": "at the end of the year (bokslut, utgående balans)",
}

PANDEMIC_MEASURES: dict[str, str] = {
    "cost": "costs caused by the pandemic (kostnader)",
    "lost_income": "income lost to it (inkomstbortfall)",
    "state_grant": "state grants for it (statsbidrag)",
}

STATISTICS: dict[str, str] = {
    "reading": "a count or share of the period; the column says no more",
    "average": "mean of the period (snitt, medel)",
    "share": "part of a whole, in per cent (andel)",
    "index": "index (index)",
    "accumulated": "sum since the start of the year (ackumulerat)",
    "total": "sum of the columns beside it (totalt)",
    "budget": "planned (budget, VP)",
    "forecast": "expected (prognos)",
    "outcome": "measured (utfall, bokslut, avläsning)",
    "deviation": "deviation from what was planned (avvikelse)",
    "change": "change between periods (förändring)",
}
AMOUNT_MEANINGS: dict[str, str] = {
    "surplus": "surplus against the budget, or of a unit (överskott)",
    "deficit": "deficit (underskott), without sign",
    "result": "change of a result or forecast (förbättrat, försämrat resultat)",
    "budget": "what may be spent (budget, anslag, ram)",
    "cost": "costs (kostnader, utgifter)",
    "income": "income (intäkter, avgifter, ersättning)",
    "net": "net cost (nettokostnad)",
    "application": "applied for (ansöker, begär, budgetjustering)",
    "grant": "granted or handed out (beviljat, bidrag, erhållet)",
    "transfer": "moved to or from another year, fund or area (överföring, omfördelning)",
    "fund": "what a result unit's fund holds (resultatfond)",
    "investment": "budget or outcome of investments (investering)",
    "turnover": "costs met by income outside the budget (omslutning)",
    "assets": "assets of the balance sheet (fordringar, tillgångar)",
    "liabilities": "liabilities of the balance sheet (skulder)",
    "balance": "total of the balance sheet (balansomslutning)",
    "limit": "a limit set by somebody else (limit)",
    "unknown": "the text does not say",
}
"""What an amount in prose, or in a decision, is of."""

AMOUNT_CHANGES: dict[str, str] = {
    "level": "the amount itself",
    "increase": "by how much it rose, or is to rise",
    "decrease": "by how much it fell, or is to fall",
}
AMOUNT_PHASES: dict[str, str] = {
    "budget": "planned",
    "forecast": "expected (prognos)",
    "outcome": "what came of it (utfall, bokslut)",
}
AMOUNT_SCOPES: dict[str, str] = {
    "committee": "the whole committee",
    "area": "one service area",
    "unit": "units or an organisation inside the committee, named in `who`",
}
APPLICATION_TYPES: dict[str, str] = {
    "operation": "to run services (drift)",
    "investment": "for investments (investering)",
    "competence": "for training of staff (kompetensutveckling)",
    "turnover": "announces costs met by income (omslutningsförändring)",
}
PERIOD_PARTS = ("T1", "T2", "T3", "VB", "VP", "Q1", "Q2", "Q3", "Q4", "H1", "H2")

BREAKDOWNS = ("men", "women", "total")
