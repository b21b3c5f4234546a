"""Whatever budgets are printed, and however often: sums are what the areas make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given, settings

from pipeline.extract.report import ReportType
from pipeline.transform import build_tables
from tests.support.models import Models
from tests.unit.transform.invented_budgets import MEASURES, Budget, cycles
from tests.unit.transform.reports import outcome

TENTH = Decimal(100_000)
ORDER = list(ReportType)
"""VP, T1, T2, VB."""


def tables_of(printed: Sequence[Budget]) -> dict[str, pa.Table]:
    outcomes = [outcome(budget.report, f"{n}.txt") for n, budget in enumerate(printed)]
    return build_tables(outcomes, extractor_version="v1")


def counted(printed: Sequence[Budget], place: int) -> Decimal:
    """What counts of a measure: each committee's last areas, or its last total."""
    last: dict[str, int] = {}
    for budget in sorted(
        printed, key=lambda one: (one.prints_areas[place], ORDER.index(one.report_type))
    ):
        amounts = budget.whole if budget.prints_areas[place] else budget.total
        last[budget.committee] = amounts[place]
    return sek(sum(last.values()))


def sek(tenths: int) -> Decimal:
    return tenths * TENTH


def assert_leaves(budget: Budget, lines: Sequence[dict[str, Any]]) -> None:
    """The rows that add up are the areas, and make what they make together."""
    expected = zip(MEASURES, budget.whole, budget.prints_areas, strict=True)
    for measure, tenths, has_areas in expected:
        leaves = [row for row in lines if row["adds_to_total"] and row["measure"] == measure]
        if budget.is_by_area:
            areas = [line.label for line in budget.lines if not line.is_part]
            assert [row["row_label"] for row in leaves] == areas
        assert sum(row["amount_sek"] for row in leaves) == sek(tenths * has_areas)


def assert_places(budget: Budget, lines: Sequence[dict[str, Any]]) -> None:
    """A part lies in its area, and what the table by area prints is the figure."""
    area = ""
    above = {
        row["service_area_key"]: row["parent_service_area_key"]
        for row in lines
        if row["table_kind"] == "budget_by_area" and row["measure"] == "budget_net"
    }
    of_label = {row["row_label"]: row for row in lines if row["table_kind"] == "budget_by_area"}
    for line in budget.lines if budget.is_by_area else ():
        row = of_label[line.label]
        assert row["is_canonical"]
        area = area if line.is_part else row["service_area_key"]
        assert above[row["service_area_key"]] == (area if line.is_part else "namnden-totalt")


@given(cycles())
@settings(max_examples=40)
def test_every_figure_is_told_once_and_leaves_make_the_whole(printed: tuple[Budget, ...]) -> None:
    lines: list[dict[str, Any]] = tables_of(printed)["fact_budget_line"].to_pylist()

    figures = Counter(
        (row["report_key"], row["fiscal_year"], row["measure"], row["service_area_key"])
        for row in lines
        if row["is_canonical"]
    )
    assert set(figures.values()) == {1}
    for number, budget in enumerate(printed):
        own = [row for row in lines if row["source_file"] == f"{number}.txt"]
        assert_leaves(budget, own)
        assert_places(budget, own)
    by_key = {row["fact_key"]: row for row in lines}
    for row in lines:
        if row["canonical_fact_key"]:
            figure = by_key[row["canonical_fact_key"]]
            assert figure["is_canonical"]
            difference = row["difference_to_canonical_sek"]
            assert row["amount_sek"] - figure["amount_sek"] == difference


@given(cycles())
@settings(max_examples=25)
def test_naive_sums_are_those_of_the_latest_reports(printed: tuple[Budget, ...]) -> None:
    whole = [counted(printed, place) for place in range(len(MEASURES))]
    with closing(Models(tables_of(printed))) as models:
        added = dict(
            models.ask(
                "select measure, sum(amount_to_add_sek) from fact_budget_line group by all",
                "fact_budget_line",
            )
        )
        viewed = models.ask("select sum(budget_sek) from v_budget", "v_budget")
        by_area = models.ask(
            "select sum(budget) from (select service_area_key, sum(budget_sek) as budget "
            "from v_budget group by all)"
        )
        by_stage = models.ask(
            "select sum(vp_budget_sek), sum(t1_budget_sek), sum(t2_budget_sek), "
            "sum(vb_budget_sek) from v_budget_stages",
            "v_budget_stages",
        )
        levels = models.ask(
            "select report_type, level, sum(amount_sek_not_additive) from v_budget_long "
            "where level in ('committee', 'area') and measure = 'budget_net' group by all",
            "v_budget_long",
        )

    assert [added[measure] for measure in MEASURES] == whole
    assert viewed == by_area == [(whole[2],)]
    of_kind = ([one for one in printed if one.report_type is kind] for kind in ORDER)
    assert by_stage == [tuple(counted(found, 2) if found else None for found in of_kind)]
    for report_type, level, amount in levels:
        of_stage = [one for one in printed if one.report_type.value == report_type]
        areas = sum(one.whole[2] * one.prints_areas[2] for one in of_stage)
        total = sum(one.total[2] for one in of_stage)
        assert amount == sek(total if level == "committee" else areas)
