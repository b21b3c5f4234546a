"""What the invented city guarantees: one truth over reports, and sums that hold."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from tests.corpus import cycle, finance
from tests.corpus.model import (
    ActivityTable,
    Cell,
    DataTable,
    IndicatorTable,
    Kind,
    Level,
    Report,
    RowStyle,
)

SEEDS = range(8)
COMMITTEE = "Granholmen-Söderbacka"


def indicator_rows(report: Report) -> dict[str, dict[str, Cell]]:
    """Cells by indicator name and measure."""
    return {
        row.name: dict(zip(block.measures, row.cells, strict=True))
        for block in report.blocks
        if isinstance(block, IndicatorTable)
        for row in block.rows
    }


def tables(report: Report, kind: str) -> list[DataTable]:
    return [b for b in report.blocks if isinstance(b, DataTable) and b.kind == kind]


def figure(cell: Cell) -> Decimal:
    return cell.number or Decimal(0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_seed_gives_the_same_report(seed: int) -> None:
    assert cycle.any_report(seed) == cycle.any_report(seed)


def test_different_seeds_give_different_reports() -> None:
    heads = {cycle.any_report(seed).head.report_date for seed in range(20)}
    assert len(heads) > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_has_30_to_120_indicators_and_every_level_of_goals(seed: int) -> None:
    report = cycle.any_report(seed)
    assert 30 <= len(indicator_rows(report)) <= 120
    assert {goal.level for goal in report.goals} == set(Level)
    assert any(isinstance(block, ActivityTable) for block in report.blocks)


@pytest.mark.parametrize("year", [2016, 2021, 2024])
def test_an_indicator_stands_once_in_a_report(year: int) -> None:
    for report in cycle.cycle(1, COMMITTEE, year):
        names = [
            row.name
            for block in report.blocks
            if isinstance(block, IndicatorTable)
            for row in block.rows
        ]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("year", range(2015, 2028))
def test_kf_targets_of_a_year_are_shared_by_all_committees_and_reports(year: int) -> None:
    printed: dict[str, set[str]] = {}
    for committee in ("Granholmen-Söderbacka", "Kvarnsjö", "Vattenvik"):
        for report in cycle.cycle(5, committee, year):
            for name, cells in indicator_rows(report).items():
                printed.setdefault(name, set()).add(cells["kf_target"].text)
    assert printed
    assert {name: texts for name, texts in printed.items() if len(texts) > 1} == {}


def test_targets_stay_the_same_from_plan_to_annual_report() -> None:
    plan, *others = cycle.cycle(2, COMMITTEE, 2023)
    planned = {name: cells["target"].number for name, cells in indicator_rows(plan).items()}
    for report in others:
        for name, cells in indicator_rows(report).items():
            assert cells["target"].number == planned[name], name


@pytest.mark.parametrize("seed", SEEDS)
def test_outcome_of_the_annual_report_is_next_years_previous_outcome(seed: int) -> None:
    closed = indicator_rows(cycle.compose(seed, COMMITTEE, 2020, Kind.VB))
    compared = 0
    for kind in (Kind.T1, Kind.T2, Kind.VB):
        for name, cells in indicator_rows(cycle.compose(seed, COMMITTEE, 2021, kind)).items():
            before = cells["previous_outcome"].number
            if name in closed and before is not None:
                assert before == closed[name]["outcome"].number, name
                compared += 1
    assert compared > 80


@pytest.mark.parametrize("seed", SEEDS)
def test_men_and_women_come_in_pairs_and_enclose_or_add_up_to_the_total(seed: int) -> None:
    pairs = 0
    for kind in (Kind.T1, Kind.T2, Kind.VB):
        report = cycle.compose(seed, COMMITTEE, 2022, kind)
        for name, cells in indicator_rows(report).items():
            men, women = cells["outcome_men"].number, cells["outcome_women"].number
            assert (men is None) == (women is None), name
            if men is None or women is None:
                continue
            pairs += 1
            total = figure(cells["outcome"])
            encloses = min(men, women) <= total <= max(men, women)
            assert encloses or men + women == total, name
    assert pairs > 20


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", list(Kind))
def test_area_rows_add_up_to_their_total_and_parts_to_their_area(seed: int, kind: Kind) -> None:
    report = cycle.compose(seed, COMMITTEE, 2021, kind)
    for table in [*tables(report, "budget_by_area"), *tables(report, "cost_income")]:
        items = [row for row in table.rows if row.style is RowStyle.ITEM]
        total = next(row for row in table.rows if row.style is RowStyle.TOTAL)
        social = next(i for i, row in enumerate(table.rows) if row.cells[0].text.startswith("Indi"))
        for column in range(1, len(table.columns)):
            assert sum(figure(row.cells[column]) for row in items) == figure(total.cells[column])
            parts = table.rows[social + 1 : social + 5]
            assert sum(figure(row.cells[column]) for row in parts) == figure(
                table.rows[social].cells[column]
            )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", [Kind.T1, Kind.T2, Kind.VB])
def test_overview_and_area_table_end_in_the_same_deviation(seed: int, kind: Kind) -> None:
    report = cycle.compose(seed, COMMITTEE, 2021, kind)
    overview, by_area = tables(report, "budget_overview")[0], tables(report, "budget_by_area")[0]
    column = 3 if kind is Kind.VB else 5
    after = overview.rows[-1].cells[column]
    net_before = overview.rows[3].cells[column]
    last = 6 if kind is Kind.VB else 5
    assert after.text == by_area.rows[-1].cells[last].text
    opening, closing = overview.rows[4].cells[column], overview.rows[5].cells[column]
    assert figure(net_before) + figure(opening) + figure(closing) == figure(after)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", [Kind.T1, Kind.T2, Kind.VB])
def test_result_units_add_up_and_agree_with_the_overview(seed: int, kind: Kind) -> None:
    report = cycle.compose(seed, COMMITTEE, 2022, kind)
    units = tables(report, "result_units")[0]
    *rows, total = units.rows
    for column, cell in enumerate(total.cells):
        if cell.number is not None:
            assert sum(figure(row.cells[column]) for row in rows) == cell.number
    overview = tables(report, "budget_overview")[0]
    closing = overview.rows[5].cells[3 if kind is Kind.VB else 5]
    assert -figure(closing) * 1000 == figure(total.cells[-1])


def test_no_result_unit_carries_over_more_than_ten_percent() -> None:
    for seed, year in itertools.product(SEEDS, (2016, 2021, 2026)):
        for unit in finance.units_of(seed, COMMITTEE, year):
            assert abs(unit.closing) <= unit.gross_budget // 10
            assert abs(unit.opening) <= unit.gross_budget // 10


def test_closing_funds_are_next_years_opening_funds() -> None:
    old = {unit.name: unit.closing for unit in finance.units_of(3, COMMITTEE, 2023)}
    new = {unit.name: unit.opening for unit in finance.units_of(3, COMMITTEE, 2024)}
    assert old == new


def test_assets_equal_debts() -> None:
    for seed in SEEDS:
        sheet = tables(cycle.compose(seed, COMMITTEE, 2024, Kind.VB), "balance_sheet")[0]
        total = sheet.rows[-1]
        assert figure(total.cells[1]) == -figure(total.cells[4])
        assert figure(total.cells[2]) == -figure(total.cells[5])


def test_every_decision_amount_is_printed_in_its_text() -> None:
    for seed in SEEDS:
        for decision in cycle.any_report(seed).decisions:
            if decision.amount_sek is not None:
                unit = Decimal(1) if " kr" in decision.text else Decimal(1_000_000)
                amount = decision.amount_sek / unit
                shown = f"{amount:,.1f}" if unit > 1 else f"{amount:,.0f}"
                assert shown.replace(",", " ").replace(".", ",") in decision.text


def test_a_plan_has_no_outcomes_no_deviations_and_no_assessments() -> None:
    plan = cycle.compose(4, COMMITTEE, 2025, Kind.VP)
    assert all(set(cells) == {"target", "kf_target"} for cells in indicator_rows(plan).values())
    assert all(goal.assessment is None for goal in plan.goals)
    activities = [block for block in plan.blocks if isinstance(block, ActivityTable)]
    assert activities
    assert not any(table.has_deviation_column for table in activities)


def test_older_reports_may_say_mkr_and_then_say_it_everywhere() -> None:
    reports = [cycle.compose(seed, COMMITTEE, 2016, Kind.T2) for seed in range(12)]
    units = [{table.unit for table in tables(report, "investments")} for report in reports]
    assert {"mkr"} in units
    assert {"mnkr"} in units
    for report, unit in zip(reports, units, strict=True):
        if unit == {"mkr"}:
            assert "mnkr" not in repr(report).lower()


def test_a_key_figure_of_a_period_is_the_same_in_every_report_that_prints_it() -> None:
    printed: dict[tuple[str, str, str], set[str]] = {}
    for year in (2020, 2021, 2022):
        for report in cycle.cycle(3, COMMITTEE, year):
            for table in tables(report, "key_figures"):
                for row in table.rows:
                    for name, cell in zip(table.columns[1:], row.cells[1:], strict=True):
                        if cell.text and any(char.isdigit() for char in name):
                            key = (table.columns[0], row.cells[0].text, name)
                            printed.setdefault(key, set()).add(cell.text)
    assert len(printed) > 100
    assert {key: texts for key, texts in printed.items() if len(texts) > 1} == {}


def test_an_investments_budget_grows_by_what_was_applied_for() -> None:
    grown = 0
    for seed in SEEDS:
        first, second, closed = (
            tables(cycle.compose(seed, COMMITTEE, 2024, kind), "investments")[0]
            for kind in (Kind.T1, Kind.T2, Kind.VB)
        )
        for a, b, c in zip(first.rows, second.rows, closed.rows, strict=True):
            assert figure(a.cells[2]) == figure(b.cells[1])
            assert figure(b.cells[2]) == figure(c.cells[1])
            grown += figure(a.cells[1]) != figure(c.cells[1])
    assert grown
