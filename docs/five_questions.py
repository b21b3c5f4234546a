"""Five questions to the warehouse, with charts: ``marimo edit docs/five_questions.py``."""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import os
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo

    warehouse = Path(os.environ.get("NAMNDLAGER_WAREHOUSE", "warehouse"))
    published = (warehouse / "namndlager.duckdb").resolve(strict=True)

    def ask(sql):
        with duckdb.connect(str(published), read_only=True) as connection:
            return connection.execute(sql).df()

    mo.md(f"# Five questions\n\nRelease `{published.parent.name}`.")
    return alt, ask, mo


@app.cell
def _(alt, ask, mo):
    goals = ask(
        """
        select committee_name, report_year, assessment, count(*) as goals
        from mart_goal_tree
        where report_type = 'VB' and level = 'verksamhetsomradesmal' and assessment is not null
        group by all order by all
        """
    )
    goals_chart = (
        alt.Chart(goals)
        .mark_bar()
        .encode(x="goals:Q", y="committee_name:N", color="assessment:N", row="report_year:O")
    )
    mo.vstack(
        [mo.md("## 1. How far did each committee get with the council's goals?"), goals_chart]
    )
    return (goals,)


@app.cell
def _(alt, ask, mo):
    deviations = ask(
        """
        select committee_name, fiscal_year, service_area_name, vb_deviation / 1e6 as mnkr
        from mart_budget_followup
        where vb_deviation is not null and adds_to_total
        qualify row_number() over (
            partition by committee_name, fiscal_year order by abs(vb_deviation) desc
        ) <= 3
        order by all
        """
    )
    deviations_chart = (
        alt.Chart(deviations)
        .mark_bar()
        .encode(
            x="mnkr:Q",
            y=alt.Y("service_area_name:N", sort="x"),
            color="committee_name:N",
            row="fiscal_year:O",
        )
    )
    mo.vstack([mo.md("## 2. Where did money deviate most from the budget?"), deviations_chart])
    return (deviations,)


@app.cell
def _(alt, ask, mo):
    reached = ask(
        """
        select committee_name, report_year, status, count(*) as indicators
        from mart_indicator_scorecard
        where report_type = 'VB' and status in ('reached', 'not_reached')
        group by all order by all
        """
    )
    reached_chart = (
        alt.Chart(reached)
        .mark_bar()
        .encode(x="indicators:Q", y="committee_name:N", color="status:N", row="report_year:O")
    )
    mo.vstack([mo.md("## 3. How many judged indicators reach their target?"), reached_chart])
    return (reached,)


@app.cell
def _(alt, ask, mo):
    gaps = ask(
        """
        select committee_name, indicator_name, outcome_women, outcome_men,
            abs(outcome_women - outcome_men) as gap
        from mart_indicator_scorecard
        where report_type = 'VB' and unit = '%' and outcome_women is not null
            and outcome_men is not null
        order by gap desc, indicator_name, committee_name limit 8
        """
    )
    gaps_chart = (
        alt.Chart(gaps)
        .mark_circle(size=80)
        .encode(x="outcome_men:Q", y="outcome_women:Q", tooltip=["indicator_name", "gap"])
    )
    mo.vstack([mo.md("## 4. Where do women and men differ most?"), gaps_chart])
    return (gaps,)


@app.cell
def _(ask, mo):
    contradictions = ask(
        """
        select report_key, rule, stated, expected, unit, explanation_sv
        from data_finding
        where severity = 'error' and caused_by_finding_key is null
        order by abs(difference) desc
        """
    )
    mo.vstack([mo.md("## 5. Where do reports contradict themselves?"), mo.ui.table(contradictions)])
    return (contradictions,)


if __name__ == "__main__":
    app.run()
