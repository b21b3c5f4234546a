"""Which rows of a table follow from which reports: what a night need not make again.

A promise about the SQL of a table, which lets a night make its rows of reports that changed
and keep all others (``publish.increments``). A table that is not named here is made whole.
What is promised wrongly, nights of random changes find (tests/integration/test_random_nights).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Scope(StrEnum):
    """What the rows of a report follow from, in the tables that are read.

    In each of these, rows of other tables count too that are named by their key: the goal of
    a ``goal_key``, the area of a ``parent_service_area_key``. Nothing may be read but columns
    that the SQL names.
    """

    REPORT = "report"
    """The rows of the same report."""
    COMMITTEE = "committee"
    """The rows of all reports of its committee."""
    SEARCH = "search"
    """The rows of the same report, but for numbers that count over all, which are moved."""


_OF_REPORT = (
    "data_finding",
    "extraction_problem",
    "fact_activity",
    "fact_decision",
    "fact_goal_assessment",
    "fact_indicator_analysis",
    "fact_indicator_row",
    "fact_indicator_value",
    "fact_key_figure",
    "fact_narrative_amount",
    "fact_table_cell",
    "mart_activity_status",
    "mart_application",
    "mart_complaint",
    "mart_coverage",
    "mart_goal_tree",
    "mart_indicator_scorecard",
    "mart_result_unit",
    "mart_staff_turnover",
)

_OF_COMMITTEE = (
    # Of several reports one counts where amounts are added up.
    "fact_balance_sheet",
    "fact_budget_line",
    "fact_investment",
    "fact_pandemic_amount",
    "fact_result_unit",
    "mart_budget_followup",
    "mart_forecast_accuracy",
    "mart_gender_gap",
    "mart_indicator_year",
    "mart_restated_outcome",
)

SCOPES: Mapping[str, Scope] = MappingProxyType(
    {
        **dict.fromkeys(_OF_REPORT, Scope.REPORT),
        **dict.fromkeys(_OF_COMMITTEE, Scope.COMMITTEE),
        **dict.fromkeys(("stored_section", "search_word", "search_posting"), Scope.SEARCH),
    }
)
"""By table."""

KEY_OF: Mapping[str, str] = MappingProxyType(
    {
        "bridge_finding_fact": "fact_key",
        "dim_committee": "committee_key",
        "dim_goal": "goal_key",
        "dim_indicator": "indicator_key",
        "dim_result_unit": "result_unit_key",
        "dim_service_area": "service_area_key",
    }
)
"""Tables whose rows others name by this key, or by one whose name ends so."""
