"""Metrics: figures that are computed from summed measures, each defined once."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.registry.semantic import Metric

_GOALS = (
    ("direction_goal", "v_goal_inriktningsmal", "direction goals", "inriktningsmål"),
    ("area_goal", "v_goal_verksamhetsomradesmal", "operational area goals", "områdesmål"),
    ("committee_goal", "v_goal_namndmal", "committee goals", "nämndmål"),
)
_ASSESSED = (
    ("fully", "met fully", "som uppfylls helt"),
    ("partly", "met in part", "som uppfylls delvis"),
    ("not_met", "not met", "som inte uppfylls"),
)


def _share(
    name: str, english: str, swedish: str, view: str, numerator: str, denominator: str, of: str
) -> Metric:
    return Metric(name, english, swedish, of, "share 0-1", view, numerator, denominator)


def _of_goals() -> Iterator[Metric]:
    for subject, view, english, swedish in _GOALS:
        for measure, en, sv in _ASSESSED:
            yield _share(
                f"share_{subject}s_{measure}",
                f"Share of {english} {en}",
                f"Andel {swedish} {sv}",
                view,
                measure,
                "assessed",
                "Of those with an assessment; the number assessed stands beside it.",
            )


METRICS: tuple[Metric, ...] = (
    *_of_goals(),
    _share(
        "share_indicators_reached",
        "Share of indicators that reach their target",
        "Andel indikatorer som når målet",
        "v_indicator",
        "reached",
        "judged",
        "Of those judged, not of all; the number judged stands beside it.",
    ),
    _share(
        "share_indicators_nearly",
        "Share of indicators that nearly reach their target",
        "Andel indikatorer som nästan når målet",
        "v_indicator",
        "nearly",
        "judged",
        "Of those judged: missed by at most a twentieth of the target.",
    ),
    _share(
        "share_activities_deviating",
        "Share of activities that deviate",
        "Andel aktiviteter som avviker",
        "v_activity",
        "deviating",
        "activities",
        "Of all activities printed.",
    ),
    _share(
        "outcome_of_budget",
        "Outcome as a share of the budget",
        "Utfall i andel av budgeten",
        "v_budget",
        "outcome_sek",
        "budget_sek",
        "Of sums of areas at the first level.",
    ),
    _share(
        "deviation_of_budget",
        "Deviation as a share of the budget",
        "Avvikelse i andel av budgeten",
        "v_budget",
        "deviation_sek",
        "budget_sek",
        "Surplus positive; of sums of areas at the first level.",
    ),
    Metric(
        "deviation_mnkr",
        "Deviation in million SEK",
        "Avvikelse i mnkr",
        "Surplus positive.",
        "mnkr",
        "v_budget",
        "deviation_sek",
        divided_by=1_000_000,
    ),
    Metric(
        "applied_for_mnkr",
        "Applied for in million SEK",
        "Ansökt i mnkr",
        "Money for services, investments and training.",
        "mnkr",
        "v_application",
        "amount_sek",
        divided_by=1_000_000,
    ),
    _share(
        "share_values_doubtful",
        "Share of values that are doubtful",
        "Andel osäkra värden",
        "v_coverage",
        "values_doubtful",
        "values",
        "Values whose confidence is below the threshold, of all read.",
    ),
)
