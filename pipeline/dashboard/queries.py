"""Every question that the dashboard asks the database, as data.

Belongs here: SQL over marts, facts and dimensions, one constant a question. A value that is
chosen comes as a parameter (``$committee``); one that is null restricts nothing.

Marts say what is shown; which printed cell stands behind a value of a mart is asked here, by
the rules of the models ``int_indicator_row``, ``int_indicator_cell`` and
``int_budget_amount``, which are not published.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

PLACE = "fact.source_file, fact.source_page, fact.source_line_start"


@dataclass(frozen=True, slots=True)
class Optional:
    """SQL for what only releases of a later contract hold: one or the other."""

    needs: str
    there: str
    missing: str


@dataclass(frozen=True)
class Query:
    """A question: its SQL, and what in it depends on the columns of a release."""

    name: str
    sql: str
    optional: Mapping[str, Optional] = field(default_factory=dict)

    def sql_for(self, columns: Collection[str]) -> str:
        """The SQL for a release that has these columns ('table.column')."""
        sql = self.sql
        for token, one in self.optional.items():
            sql = sql.replace(token, one.there if one.needs in columns else one.missing)
        return sql


def parameters_of(sql: str) -> frozenset[str]:
    """The names of the parameters of SQL."""
    return frozenset(re.findall(r"\$([a-z_]+)", sql))


# ── What there is ────────────────────────────────────────────────────────────────────────

REPORTS = Query(
    "reports",
    """
    select report_key, committee_key, committee_name, report_type, report_year, period_end,
        report_date, diary_number, title, source_file, source_format, page_count,
        reading_score, document_sha256, carried_from
    from dim_report
    inner join dim_committee using (committee_key)
    where is_current
    order by committee_name, report_year, list_position(['VP', 'T1', 'T2', 'VB'], report_type)
    """,
)

REPORT = Query(
    "report",
    """
    select report_key, committee_key, committee_name, report_type, report_year, title,
        report_date, diary_number, source_file, source_format, page_count, reading_score,
        document_sha256, carried_from, is_current
    from dim_report
    inner join dim_committee using (committee_key)
    where report_key = $report
    """,
)

PUBLISHED = Query(
    "published",
    "select max(started_at) as run_at, any_value(documents_seen) as documents from load_run",
)

TOTALS = Query(
    "totals",
    """
    select
        (select count(*) from dim_report where is_current) as reports,
        (select count(*) from fact_indicator_value) as indicator_values,
        (select count(*) from fact_table_cell where value is not null) as table_figures,
        (select count(*) from data_finding where severity = 'error') as findings_error,
        (select count(*) from data_finding where severity = 'warning') as findings_warning,
        (select count(*) from rejected_document) as rejected
    """,
)

# ── What is to be said against figures ───────────────────────────────────────────────────

CONTRADICTED = Query(
    "contradicted",
    "{keys}",
    {
        "{keys}": Optional(
            "bridge_finding_fact.fact_key",
            """
            select distinct fact_key
            from bridge_finding_fact
            inner join data_finding using (finding_key)
            where severity in ('error', 'warning')
            """,
            "select null::varchar as fact_key where false",
        )
    },
)
"""The bridge has more than ``has_finding``: a difference that rounding explains is no mark."""

CORRECTED = Query(
    "corrected",
    """
    with correction as (
        select report_key, source_page, source_line_start, source_bbox, source_text
        from extraction_problem where code = 'corrected'
    ),
    fact as (
        select fact_key, report_key, source_page, source_line_start, source_bbox, source_text
        from fact_indicator_value
        union all
        select fact_key, report_key, source_page, source_line_start, source_bbox, source_text
        from fact_table_cell
        union all
        select fact_key, report_key, source_page, source_line_start, source_bbox, source_text
        from fact_budget_line
        union all
        select fact_key, report_key, source_page, source_line_start, source_bbox, source_text
        from fact_activity
    )
    select fact.fact_key
    from fact
    semi join correction
        on fact.report_key = correction.report_key
        and fact.source_text = correction.source_text
        and fact.source_page is not distinct from correction.source_page
        and fact.source_line_start is not distinct from correction.source_line_start
        and fact.source_bbox is not distinct from correction.source_bbox
    """,
)

# ── Goals and activities ─────────────────────────────────────────────────────────────────

GOALS = Query(
    "goals",
    f"""
    select goal.report_key, goal.report_type, goal.section_no, goal.goal_key, goal.level,
        goal.code, goal.title, goal.parent_goal_key, goal.assessment, goal.child_goals,
        goal.child_goals_fully, goal.indicators, goal.activities,
        goal.activities_with_deviation, fact.fact_key, fact.confidence, {PLACE},
        fact.is_out_of_bounds
    from mart_goal_tree as goal
    inner join fact_goal_assessment as fact
        on goal.report_key = fact.report_key and goal.section_no = fact.section_no
    where goal.committee_key = $committee and goal.report_year = $year
    order by goal.report_key, goal.section_no
    """,
)

ACTIVITIES = Query(
    "activities",
    f"""
    select activity.fact_key, activity.report_key, activity.goal_key, activity.activity_text,
        activity.start_date, activity.end_date, activity.status, activity.analysis_text,
        activity.is_out_of_bounds, fact.confidence, {PLACE}
    from mart_activity_status as activity
    inner join fact_activity as fact using (fact_key)
    where activity.report_key = $report
    order by activity.fact_key
    """,
)

# ── Indicators ───────────────────────────────────────────────────────────────────────────

SCORECARD = Query(
    "scorecard",
    """
    select report_key, committee_key, committee_name, report_year, report_type, indicator_key,
        indicator_name, owner, goal_key, unit, period, outcome, outcome_men, outcome_women,
        previous_outcome, forecast, target, kf_target, judged_against, target_text,
        kf_target_text, direction, distance_to_target, distance_to_kf_target, status,
        status_reason,
        change_since_last_year, gender_gap, lowest_confidence, is_out_of_bounds, values_left_out
    from mart_indicator_scorecard
    where ($committee::varchar is null or committee_key = $committee)
    and ($year::integer is null or report_year = $year)
    and ($indicator::varchar is null or indicator_key = $indicator)
    and ($report_type::varchar is null or report_type = $report_type)
    order by indicator_name, committee_name, report_year,
        list_position(['VP', 'T1', 'T2', 'VB'], report_type)
    """,
)

INDICATOR_CELLS = Query(
    "indicator_cells",
    f"""
    with printed_row as (
        select line.fact_key as indicator_row_key, line.report_key, line.indicator_key
        from fact_indicator_row as line
        inner join dim_report as report on line.report_key = report.report_key
        where report.is_current
        and ($committee::varchar is null or report.committee_key = $committee)
        and ($year::integer is null or report.report_year = $year)
        and ($indicator::varchar is null or line.indicator_key = $indicator)
        and ($report_type::varchar is null or report.report_type = $report_type)
        qualify row_number() over (
            partition by line.report_key, line.indicator_key
            order by line.numeric_cells desc, line.printed_cells desc,
                line.source_page nulls last, line.source_line_start nulls last, line.fact_key
        ) = 1
    )
    select fact.report_key, fact.indicator_key, fact.measure, fact.value, fact.value_text,
        fact.qualifier, fact.unit, fact.fact_key, fact.confidence, fact.alternatives,
        fact.is_out_of_bounds, {PLACE}
    from fact_indicator_value as fact
    inner join printed_row using (indicator_row_key)
    where not (fact.is_out_of_bounds and fact.confidence <= 0.5)
    qualify row_number() over (
        partition by fact.report_key, fact.indicator_key, fact.measure
        order by fact.confidence desc, fact.fact_key
    ) = 1
    """,
)

ANALYSES = Query(
    "analyses",
    """
    select indicator_key, analysis_text, fact_key
    from fact_indicator_analysis
    where report_key = $report
    order by fact_key
    """,
)

INDICATORS = Query(
    "indicators",
    """
    select indicator.indicator_key, indicator.indicator_name, indicator.unit, indicator.owner,
        indicator.direction, indicator.first_year, indicator.last_year,
        count(distinct year.committee_key) as committees
    from dim_indicator as indicator
    left join mart_indicator_year as year using (indicator_key)
    where $words::varchar is null
        or contains(lower(indicator.indicator_name), lower($words))
    group by all
    order by committees desc, indicator.owner, indicator.indicator_name
    """,
)

INDICATOR = Query(
    "indicator",
    """
    select indicator_key, indicator_name, unit, owner, direction, direction_source, first_year,
        last_year, printings
    from dim_indicator where indicator_key = $indicator
    """,
)

INDICATOR_YEARS = Query(
    "indicator_years",
    """
    select committee_key, committee_name, report_year, indicator_key, reports, vp_target,
        vp_kf_target, t1_outcome, t1_forecast, t2_outcome, t2_forecast, vb_target, vb_outcome,
        vb_status, outcome_said_next_year, restatement, lowest_confidence
    from mart_indicator_year
    where ($indicator::varchar is null or indicator_key = $indicator)
    order by committee_name, report_year
    """,
)

# ── Money ────────────────────────────────────────────────────────────────────────────────

BUDGET = Query(
    "budget",
    """
    select committee_key, committee_name, fiscal_year, service_area_key, service_area_name,
        parent_service_area_key, adds_to_total, vp_budget_net, t1_forecast_net, t1_deviation,
        t2_forecast_net, t2_deviation, vb_budget_net, vb_outcome_net, vb_deviation,
        change_t1_to_vb, lowest_confidence, is_out_of_bounds
    from mart_budget_followup
    where ($committee::varchar is null or committee_key = $committee)
    and ($year::integer is null or fiscal_year = $year)
    order by committee_name, fiscal_year, service_area_name
    """,
)

POPULATION = Query(
    "population",
    f"""
    select report.committee_key, committee.committee_name, fact.value, fact.unit, fact.fact_key,
        fact.report_key, fact.confidence, fact.is_out_of_bounds, {PLACE}
    from fact_key_figure as fact
    inner join dim_report as report using (report_key)
    inner join dim_committee as committee using (committee_key)
    where report.is_current and report.report_year = $year
    and coalesce(fact.breakdown, 'total') = 'total' and fact.value >= 5000
    and regexp_matches(lower(fact.figure_label), '^(folkmängd|befolkning|antal invånare)')
    qualify row_number() over (
        partition by report.committee_key
        order by list_position(['VB', 'T2', 'T1', 'VP'], report.report_type), fact.fact_key
    ) = 1
    order by committee.committee_name
    """,
)
"""How many inhabitants a committee's reports give it; "Invånare" alone counts complainants.

The smallest district has some 25,000: what is below a fifth of that counts something else.
"""

DEVIATIONS = Query(
    "deviations",
    """
    select committee_key, committee_name, fiscal_year, service_area_key, service_area_name,
        vb_deviation
    from mart_budget_followup
    where adds_to_total and vb_deviation is not null
    and fiscal_year = (
        select max(fiscal_year) from mart_budget_followup where vb_deviation is not null
    )
    order by abs(vb_deviation) desc, committee_name, service_area_name
    limit 8
    """,
)

BUDGET_CELLS = Query(
    "budget_cells",
    f"""
    with said as (
        select line.*, report.committee_key, report.report_type,
            case
                when line.measure = 'budget_net' then 'budget_net'
                when line.measure like 'forecast_%' then 'forecast_net'
                when line.measure like 'outcome_%' then 'outcome_net'
                else 'deviation'
            end as role,
            case
                when line.measure like '%_after_transfer' then 1
                when line.measure like '%_before_transfer' then 3
                else 2
            end as preference
        from fact_budget_line as line
        inner join dim_report as report
            on line.report_key = report.report_key and report.report_year = line.fiscal_year
        where report.is_current and line.is_canonical
        and ($committee::varchar is null or report.committee_key = $committee)
        and ($committees::varchar[] is null
            or list_contains($committees::varchar[], report.committee_key))
        and ($year::integer is null or line.fiscal_year = $year)
        and not (line.is_out_of_bounds and line.confidence <= 0.5)
        and line.measure in (
            'budget_net', 'forecast_net', 'forecast_before_transfer', 'forecast_after_transfer',
            'outcome_net', 'outcome_before_transfer', 'outcome_after_transfer',
            'deviation', 'deviation_before_transfer', 'deviation_after_transfer'
        )
    )
    select report_key, committee_key, fiscal_year, report_type, service_area_key, role,
        amount_sek, fact_key, confidence, is_out_of_bounds, {PLACE}
    from said as fact
    qualify row_number() over (
        partition by committee_key, fiscal_year, report_type, service_area_key, role
        order by preference, fact_key
    ) = 1
    """,
)

RESULT_UNITS = Query(
    "result_units",
    f"""
    select fact.report_key, report.report_type, report.report_year, unit.unit_name,
        unit.is_total, fact.measure, fact.amount_sek, fact.fact_key, fact.confidence,
        fact.is_out_of_bounds, {PLACE}
    from fact_result_unit as fact
    inner join dim_report as report using (report_key)
    inner join dim_result_unit as unit using (result_unit_key)
    where report.is_current and report.committee_key = $committee and report.report_year = $year
    and not (fact.is_out_of_bounds and fact.confidence <= 0.5)
    qualify row_number() over (
        partition by fact.report_key, fact.result_unit_key, fact.measure
        order by fact.confidence desc, fact.fact_key
    ) = 1
    order by fact.report_key, unit.is_total, unit.unit_name
    """,
)

INVESTMENTS = Query(
    "investments",
    f"""
    select fact.report_key, report.report_type, fact.item, fact.is_total, fact.measure,
        fact.fiscal_year, fact.amount_sek, fact.fact_key, fact.confidence,
        fact.is_out_of_bounds, fact.table_no, {PLACE}
    from fact_investment as fact
    inner join dim_report as report using (report_key)
    where report.is_current and report.committee_key = $committee and report.report_year = $year
    and not (fact.is_out_of_bounds and fact.confidence <= 0.5)
    order by fact.report_key, fact.table_no, fact.source_page, fact.source_line_start,
        fact.fact_key
    """,
)

APPLICATIONS = Query(
    "applications",
    """
    select fact_key, report_key, report_type, printed_in, decision_no, purpose,
        coalesce(amount_sek, turnover_change_sek) as amount_sek, confidence, is_out_of_bounds,
        source_file, source_line_start, null::integer as source_page
    from mart_application
    where committee_key = $committee and report_year = $year
    order by list_position(['VP', 'T1', 'T2', 'VB'], report_type), printed_in, decision_no,
        source_line_start, fact_key
    """,
)

GRANTED = Query(
    "granted",
    f"""
    select fact.report_key, report.report_type, fact.sentence, fact.what, fact.amount_sek,
        fact.fact_key, fact.confidence, fact.is_out_of_bounds, {PLACE}
    from fact_narrative_amount as fact
    inner join dim_report as report using (report_key)
    where report.is_current and report.committee_key = $committee and report.report_year = $year
    and fact.what in ('application', 'grant') {{as_such}}
    and not (fact.is_out_of_bounds and fact.confidence <= 0.5)
    window same as (partition by fact.report_key, fact.section, fact.sentence)
    qualify count(*) over same = 2 and count(distinct fact.what) over same = 2
    order by list_position(['VP', 'T1', 'T2', 'VB'], report.report_type), fact.source_page,
        fact.source_line_start, fact.fact_key
    """,
    {
        "{as_such}": Optional(
            "fact_narrative_amount.change", "and fact.change = 'level' and fact.per is null", ""
        )
    },
)
"""Sentences with one amount applied for and one granted, a row an amount."""

# ── Contradictions and doubts ────────────────────────────────────────────────────────────

FINDINGS = Query(
    "findings",
    """
    select finding.finding_key, finding.report_key, committee.committee_key,
        committee.committee_name, report.report_year, report.report_type, finding.rule,
        finding.severity, finding.stated, finding.expected, finding.difference, finding.unit,
        finding.explanation_sv, finding.explanation_en, finding.caused_by_finding_key,
        finding.likely_culprit, finding.evidence
    from data_finding as finding
    inner join dim_report as report using (report_key)
    inner join dim_committee as committee using (committee_key)
    where ($committee::varchar is null or report.committee_key = $committee)
    and ($year::integer is null or report.report_year = $year)
    and ($report::varchar is null or finding.report_key = $report)
    and ($rule::varchar is null or finding.rule = $rule)
    and ($severity::varchar is null or finding.severity = $severity)
    order by list_position(['error', 'warning', 'info'], finding.severity),
        committee.committee_name, report.report_year, finding.report_key, finding.finding_key
    """,
)

RULES = Query("rules", "select distinct rule from data_finding order by rule")

FINDING = Query(
    "finding",
    "select finding_key, report_key, evidence from data_finding where finding_key = $finding",
)

FINDINGS_AT = Query(
    "findings_at",
    """
    select finding_key from data_finding where report_key = $report and {concerns}
    """,
    {
        "{concerns}": Optional(
            "bridge_finding_fact.fact_key",
            "finding_key in (select finding_key from bridge_finding_fact where fact_key = $key)",
            """
            len(list_filter(evidence, lambda place:
                place.source_file = $file and place.page is not distinct from $page::integer
                and coalesce(place.line_start <= $line_end::integer, true)
                and coalesce(place.line_end >= $line_start::integer, true)
                and contains(place.text, $printed)
            )) > 0
            """,
        )
    },
)
"""Without the bridge: the findings with a place there that prints the same."""

DOUBTFUL = Query(
    "doubtful",
    f"""
    select fact.fact_key, fact.report_key, indicator.indicator_name as what, fact.measure,
        fact.value, fact.value_text, fact.unit, fact.confidence, fact.alternatives,
        fact.qualifier, fact.is_out_of_bounds, {PLACE}
    from fact_indicator_value as fact
    left join dim_indicator as indicator using (indicator_key)
    where fact.report_key = $report and fact.confidence < $threshold
    union all by name
    select fact.fact_key, fact.report_key, concat_ws(', ', table_title, row_label) as what,
        column_label as measure, fact.value, fact.raw_text as value_text, table_unit as unit,
        fact.confidence, fact.is_out_of_bounds, {PLACE}
    from fact_table_cell as fact
    where fact.report_key = $report and fact.confidence < $threshold and fact.value is not null
    order by confidence, fact_key
    limit 300
    """,
)

# ── Coverage ─────────────────────────────────────────────────────────────────────────────

COVERAGE = Query(
    "coverage",
    """
    select coverage.*, report.reading_score, report.source_format, report.source_file,
        report.carried_from, report.page_count
    from mart_coverage as coverage
    inner join dim_report as report using (report_key)
    where ($committee::varchar is null or coverage.committee_key = $committee)
    order by coverage.committee_name, coverage.report_year,
        list_position(['VP', 'T1', 'T2', 'VB'], coverage.report_type)
    """,
)

REJECTED = Query(
    "rejected",
    """
    select source_file, reason_code, reason, first_seen_at
    from rejected_document order by source_file
    """,
)

SUPERSEDED = Query(
    "superseded",
    """
    select report_key, source_file, source_format, reading_score
    from dim_report where not is_current order by report_key
    """,
)

PROBLEMS = Query(
    "problems",
    f"""
    select fact_key, report_key, code, message, source_text, {PLACE}
    from extraction_problem as fact
    where ($report::varchar is null or report_key = $report)
    order by report_key, code, fact.source_page, fact.source_line_start, fact_key
    limit 500
    """,
)

# ── Search ───────────────────────────────────────────────────────────────────────────────

SEARCH = Query(
    "search",
    """
    select rank, committee_name, report_type, report_year, heading, section_path, body,
        source_file, source_page, source_line_start, section_key as fact_key
    from search($words)
    limit 40
    """,
)

SEARCH_TABLES = Query(
    "search_tables",
    """
    select cell.fact_key, committee.committee_name, report.report_type, report.report_year,
        cell.report_key, cell.table_title, cell.table_unit, cell.row_label, cell.column_label,
        cell.raw_text, cell.value, cell.confidence, cell.is_out_of_bounds, cell.source_file,
        cell.source_page, cell.source_line_start
    from fact_table_cell as cell
    inner join dim_report as report using (report_key)
    inner join dim_committee as committee using (committee_key)
    where report.is_current and cell.value is not null
    and (
        contains(lower(cell.row_label), lower($words))
        or contains(lower(cell.table_title), lower($words))
    )
    order by report.report_year desc, committee.committee_name, cell.report_key, cell.table_no,
        cell.row_no, cell.column_no
    limit 60
    """,
)

# ── Where a figure is printed ────────────────────────────────────────────────────────────

FACT_TABLES = (
    "fact_indicator_value",
    "fact_table_cell",
    "fact_budget_line",
    "fact_goal_assessment",
    "fact_activity",
    "fact_decision",
    "fact_result_unit",
    "fact_investment",
    "fact_key_figure",
    "fact_narrative_amount",
    "fact_balance_sheet",
    "fact_pandemic_amount",
    "fact_indicator_analysis",
    "fact_indicator_row",
    "document_section",
)

_FACT_COLUMNS = (
    "fact_key, report_key, source_file, source_page, source_line_start, source_line_end,"
    " source_bbox, source_text, confidence, is_out_of_bounds"
)

FACT = Query(
    "fact",
    " union all ".join(
        f"select '{table}' as table_name, {_FACT_COLUMNS} from {table} where fact_key = $key"
        for table in FACT_TABLES
    ),
)

FACT_ROWS: Mapping[str, Query] = {
    table: Query(f"row_of_{table}", f"from {table} where fact_key = $key") for table in FACT_TABLES
}

NAMES = Query(
    "names",
    """
    select
        (select indicator_name from dim_indicator where indicator_key = $indicator) as indicator,
        (select title from dim_goal where goal_key = $goal) as goal,
        (select service_area_name from dim_service_area where service_area_key = $area) as area
    """,
)

CORRECTIONS_AT = Query(
    "corrections_at",
    """
    select message from extraction_problem
    where report_key = $report and code = 'corrected' and source_text = $printed
    and source_page is not distinct from $page::integer
    and source_line_start is not distinct from $line_start::integer
    """,
)

MASKED_ON_PAGE = Query(
    "masked_on_page",
    """
    select source_bbox from extraction_problem
    where report_key = $report and code = 'personal_identity_number' and source_page = $page
    and source_bbox is not null
    """,
)
