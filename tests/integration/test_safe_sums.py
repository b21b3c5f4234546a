"""Whatever a person sums in a view is right, or the column's name refuses it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import duckdb
import pytest

from pipeline.publish.database import connect
from pipeline.registry import TABLES, VIEWS, Aggregation, Layer, TableSpec, View
from tests.support.job import Ran

NUMBERS = ("INTEGER", "BIGINT", "HUGEINT", "DOUBLE", "DECIMAL")
YEARS = {"report_year", "fiscal_year", "figure_year"}
HALF_STEP = 50_000
"""Half of the last digit that budgets in million SEK print."""

RUNS = ("samples_run", pytest.param("real_run", marks=pytest.mark.real_reports))
SAYS_WHEN = re.compile(
    r"\bnull\b,?\W+(?:until|unless|where|with|without|before|but|for|in|likewise)\b", re.IGNORECASE
)


@pytest.fixture(name="published", params=RUNS)
def _published(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    ran: Ran = request.getfixturevalue(request.param)
    with connect(ran.settings.database) as connection:
        yield connection


def _one(database: duckdb.DuckDBPyConnection, sql: str) -> tuple[object, ...]:
    row = database.sql(sql).fetchone()
    assert row is not None
    return row


def _sums(view: View) -> str:
    measures = (m for m in view.measures if m.aggregation is Aggregation.SUM)
    return ", ".join(f"sum(v.{measure.name}) as {measure.name}" for measure in measures)


VIEWS_WITH_SUMS = [view for view in VIEWS if _sums(view)]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: str(view.name))
def test_numbers_are_declared_measures_or_say_that_they_do_not_add(
    published: duckdb.DuckDBPyConnection, view: View
) -> None:
    summed = {m.name for m in view.measures if m.aggregation is Aggregation.SUM}
    for column, kind, *_ in published.sql(f"describe {view.name}").fetchall():
        if kind.startswith(NUMBERS) and column not in YEARS:
            assert column in summed or column.endswith("_not_additive"), column


@pytest.mark.parametrize("view", VIEWS_WITH_SUMS, ids=lambda view: str(view.name))
def test_sums_survive_every_join_that_is_declared(
    published: duckdb.DuckDBPyConnection, view: View
) -> None:
    alone = _one(published, f"select {_sums(view)} from {view.name} as v")
    joins = published.sql(
        "select column_name, to_table, to_column from meta_relationship "
        f"where table_name = '{view.name}'"
    ).fetchall()
    assert joins
    for column, table, key in joins:
        joined = f"{view.name} as v left join {table} as d on v.{column} = d.{key}"
        assert _one(published, f"select {_sums(view)} from {joined}") == alone, table
    by_day = f"{view.name} as v inner join dim_date as d on v.period_end = d.date_day"
    assert _one(published, f"select {_sums(view)} from {by_day}") == alone


@pytest.mark.parametrize("view", VIEWS_WITH_SUMS, ids=lambda view: str(view.name))
def test_sums_over_any_dimension_add_up_to_the_whole(
    published: duckdb.DuckDBPyConnection, view: View
) -> None:
    whole = _one(published, f"select {_sums(view)} from {view.name} as v")
    for dimension in view.dimensions:
        parts = f"select {_sums(view)} from {view.name} as v group by v.{dimension.name}"
        assert _one(published, f"select {_sums(view)} from ({parts}) as v") == whole


def test_areas_add_up_to_the_printed_total_of_every_committee_and_year(
    published: duckdb.DuckDBPyConnection,
) -> None:
    rows = published.sql(
        """
        with area as (
            select committee_key, fiscal_year, sum(budget_sek) as budget,
                sum(outcome_sek) as outcome, sum(deviation_sek) as deviation, count(*) as areas
            from v_budget group by all
        )
        select area.areas, budget - coalesce(vb_budget_net, t2_budget_net, t1_budget_net,
            vp_budget_net), outcome - vb_outcome_net,
            deviation - coalesce(vb_deviation, t2_deviation, t1_deviation), has_finding
        from area inner join mart_budget_followup as total using (committee_key, fiscal_year)
        where total.service_area_key = 'namnden-totalt'
        """
    ).fetchall()
    assert len(rows) >= 3
    for areas, *differences, has_finding in rows:
        for difference in differences:
            within = difference is None or abs(difference) <= (areas + 1) * HALF_STEP
            assert within or has_finding


STAGES = {
    "vp_budget": "vp_budget_net",
    "t1_budget": "t1_budget_net",
    "t1_forecast": "t1_forecast_net",
    "t1_deviation": "t1_deviation",
    "t2_budget": "t2_budget_net",
    "t2_forecast": "t2_forecast_net",
    "t2_deviation": "t2_deviation",
    "vb_budget": "vb_budget_net",
    "vb_outcome": "vb_outcome_net",
    "vb_deviation": "vb_deviation",
}
"""Columns of v_budget_stages and the mart's of the same stage."""


@pytest.mark.parametrize(("stage", "total"), STAGES.items(), ids=str)
def test_stages_add_up_to_the_total_that_their_report_prints(
    published: duckdb.DuckDBPyConnection, stage: str, total: str
) -> None:
    rows = published.sql(
        f"""
        with summed as (
            select committee_key, fiscal_year, sum({stage}_sek) as amount,
                count({stage}_sek) as areas, bool_or(has_finding) as is_explained
            from v_budget_stages group by all
        )
        select areas, amount - total.{total}, is_explained or total.has_finding
        from summed inner join mart_budget_followup as total using (committee_key, fiscal_year)
        where total.service_area_key = 'namnden-totalt'
        and (amount is not null or total.{total} is not null)
        """
    ).fetchall()
    for areas, difference, is_explained in rows:
        assert difference is not None
        assert abs(difference) <= (areas + 1) * HALF_STEP or is_explained


@pytest.mark.parametrize(
    ("view", "summed", "counted"),
    [
        (
            "v_goal_verksamhetsomradesmal",
            "sum(goals), sum(fully)",
            "count(distinct goal_key), count(distinct goal_key) filter (assessment = 'fully') "
            "from fact_goal_assessment inner join dim_goal using (goal_key) "
            "where level = 'verksamhetsomradesmal' and report_key = $report",
        ),
        (
            "v_indicator",
            "sum(indicators)",
            "count(distinct indicator_key) from fact_indicator_row where report_key = $report",
        ),
        (
            "v_activity",
            "sum(activities), sum(deviating)",
            "count(*), count_if(has_deviation) from fact_activity where report_key = $report",
        ),
        (
            "v_result_unit",
            "sum(result_sek)",
            "any_value(amount_sek) from fact_result_unit where is_total "
            "and measure in ('result', 'expected_result') and report_key = $report",
        ),
        (
            "v_investment",
            "sum(budget_sek)",
            "any_value(amount_sek) from fact_investment where is_total and measure = 'budget' "
            "and report_key = $report",
        ),
    ],
)
def test_sums_of_the_latest_reports_are_what_those_reports_print(
    published: duckdb.DuckDBPyConnection, view: str, summed: str, counted: str
) -> None:
    latest = published.sql(f"select distinct report_key from {view} order by all").fetchall()
    assert latest
    for (report,) in latest:
        printed = published.execute(f"select {counted}", {"report": report}).fetchone()
        seen = published.execute(
            f"select {summed} from {view} where report_key = $report", {"report": report}
        ).fetchone()
        assert printed is not None
        assert seen is not None
        for one, other in zip(seen, printed, strict=True):
            # Sums of result units and investments may be rounded.
            assert other is None or abs((one or 0) - other) <= 20 * HALF_STEP * (other > 1e6)


def test_declared_relationships_hold(published: duckdb.DuckDBPyConnection) -> None:
    rows = published.sql("from meta_relationship").fetchall()
    assert len(rows) > 50
    for table, column, to_table, to_column, is_optional in rows:
        (lost, empty) = _one(
            published,
            f"select count(*) filter ({column} is not null and {column} not in "
            f"(select {to_column} from {to_table})), count(*) filter ({column} is null) "
            f"from {table}",
        )
        assert lost == 0, (table, column)
        assert is_optional or empty == 0, (table, column)
        (repeated,) = _one(
            published, f"select count(*) - count(distinct {to_column}) from {to_table}"
        )
        assert repeated == 0, (to_table, to_column)


def test_declared_keys_are_keys(published: duckdb.DuckDBPyConnection) -> None:
    keys = published.sql(
        "select table_name, string_agg(column_name, ', ' order by position) "
        "from meta_key group by all order by all"
    ).fetchall()
    for table, columns in keys:
        (repeated,) = _one(
            published,
            f"select count(*) from (select 1 from {table} group by {columns} having count(*) > 1)",
        )
        assert repeated == 0, table


def test_leaves_of_every_report_year_and_measure_sum_to_the_printed_total(
    published: duckdb.DuckDBPyConnection,
) -> None:
    rows = published.sql(
        """
        with leaf as (
            select report_key, fiscal_year, measure, count(*) as leaves, sum(amount_sek) as amount,
                bool_or(has_finding) as is_explained
            from fact_budget_line where adds_to_total group by all
        ),
        whole as (
            from fact_budget_line where is_canonical and scope = 'committee'
        )
        select report_key, fiscal_year, measure, leaves, leaf.amount - whole.amount_sek,
            is_explained or whole.has_finding
        from leaf left join whole using (report_key, fiscal_year, measure)
        """
    ).fetchall()
    assert len({measure for _, _, measure, *_ in rows}) >= 10
    for *what, leaves, difference, is_explained in rows:
        assert difference is not None, what
        assert abs(difference) <= (leaves + 1) * HALF_STEP or is_explained, what


@pytest.mark.parametrize(
    ("fact", "side", "is_whole"),
    [
        ("fact_budget_line", "''", "is_canonical and service_area_key = 'namnden-totalt'"),
        ("fact_investment", "''", "is_total"),
        ("fact_result_unit", "''", "is_total"),
        ("fact_balance_sheet", "side", "is_total"),
        ("fact_pandemic_amount", "''", "is_total and is_area_total"),
    ],
)
def test_what_is_to_be_added_makes_the_sum_that_its_report_prints(
    published: duckdb.DuckDBPyConnection, fact: str, side: str, is_whole: str
) -> None:
    rows = published.sql(
        f"""
        with added as (
            select report_key, fiscal_year, measure, {side} as side, count(*) as parts,
                sum(amount_to_add_sek) as amount, bool_or(has_finding) as is_explained
            from {fact} where amount_to_add_sek is not null group by all
        ),
        whole as (
            select *, {side} as side from {fact} where {is_whole}
        )
        select report_key, fiscal_year, measure, parts, amount - amount_sek,
            is_explained or whole.has_finding
        from added inner join whole using (report_key, fiscal_year, measure, side)
        """
    ).fetchall()
    # The samples are of years without a pandemic.
    assert rows or _one(published, f"select count(*) from {fact}") == (0,)
    for *what, parts, difference, is_explained in rows:
        assert abs(difference) <= (parts + 1) * HALF_STEP or is_explained, what


@pytest.mark.parametrize(
    "fact",
    [name for name, table in TABLES.items() if "amount_to_add_sek" in table.column_names],
)
def test_no_measure_of_a_year_is_added_from_two_reports(
    published: duckdb.DuckDBPyConnection, fact: str
) -> None:
    twice = published.sql(
        f"select committee_key, fiscal_year, measure from {fact} "
        "inner join dim_report using (report_key) "
        "where amount_to_add_sek is not null and not starts_with(measure, 'requested_') "
        "group by all having count(distinct report_key) > 1"
    ).fetchall()
    assert twice == []


def test_an_area_has_one_figure_and_one_parent_for_a_year_and_measure(
    published: duckdb.DuckDBPyConnection,
) -> None:
    repeated = published.sql(
        "select report_key, fiscal_year, service_area_key, measure from fact_budget_line "
        "where is_canonical group by all having count(*) > 1"
    ).fetchall()
    assert repeated == []
    lost = published.sql(
        "select fact_key from fact_budget_line as part where is_canonical and "
        "parent_service_area_key is not null and not exists (from fact_budget_line as whole "
        "where whole.is_canonical and whole.service_area_key = part.parent_service_area_key "
        "and (whole.report_key, whole.fiscal_year, whole.measure) = "
        "(part.report_key, part.fiscal_year, part.measure))"
    ).fetchall()
    assert lost == []


SHOWN = [table for table in TABLES.values() if table.layer in (Layer.MART, Layer.VIEW)]


@pytest.mark.parametrize("run", ["one_report_run", *RUNS])
def test_a_column_that_is_empty_or_always_1_says_when_it_is(
    request: pytest.FixtureRequest, run: str
) -> None:
    """On a report alone, on two committees' full cycles, on three unrelated reports."""
    ran: Ran = request.getfixturevalue(run)
    with connect(ran.settings.database) as database:
        silent = [said for table in SHOWN for said in _silent_columns(database, table)]
    assert silent == []


def _silent_columns(database: duckdb.DuckDBPyConnection, table: TableSpec) -> Iterator[str]:
    """Columns without any value, or with 1 only, whose description does not say when."""
    columns = ", ".join(
        f"count({c.name}), min({c.name})::varchar, max({c.name})::varchar" for c in table.columns
    )
    rows, *found = _one(database, f"select count(*), {columns} from {table.name}")
    if not rows:
        if not re.search(r"\bEmpty (?:until|where)\b", table.description):
            yield f"{table.name} has no rows"
        return
    for number, column in enumerate(table.columns):
        filled, least, most = found[3 * number : 3 * number + 3]
        if filled == 0 and not SAYS_WHEN.search(column.description):
            yield f"{table.name}.{column.name} is empty"
        if {least, most} <= {"1", "1.0", "1.00"} and not re.search(r"\b1\b", column.description):
            yield f"{table.name}.{column.name} is always 1"
