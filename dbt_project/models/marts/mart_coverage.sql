{% set threshold = env_var('NAMNDLAGER_CONFIDENCE_THRESHOLD', '0.8') | float %}

with goals as (
    select report_key, count(*) as goals, count(assessment) as goals_assessed
    from {{ ref('fact_goal_assessment') }}
    group by report_key
),

listed_indicators as (
    select
        row.report_key,
        count(distinct row.indicator_key) as indicators,
        count(distinct row.indicator_key)
        - count(distinct row.indicator_key) filter (where row.numeric_cells > 0)
            as indicators_without_number
    from {{ ref('fact_indicator_row') }} as row
    group by row.report_key
),

indicators as (
    select
        report_key,
        count(*) as indicator_values,
        count(*) filter (where confidence < {{ threshold }}) as indicator_values_doubtful
    from {{ ref('fact_indicator_value') }}
    group by report_key
),

activities as (
    select report_key, count(*) as activities
    from {{ ref('fact_activity') }}
    group by report_key
),

decisions as (
    select report_key, count(distinct decision_no) as decisions
    from {{ ref('fact_decision') }}
    group by report_key
),

sections as (
    select report_key, count(*) as sections
    from {{ ref('document_section') }}
    group by report_key
),

narrative as (
    select report_key, count(*) as narrative_amounts
    from {{ ref('fact_narrative_amount') }}
    group by report_key
),

cells as (
    select
        cell.report_key,
        count(distinct cell.table_no) as tables,
        count(*) as table_cells,
        count(cell.value) as numeric_cells,
        count(*) filter (where cell.value is not null and typed.table_cell_key is not null)
            as numeric_cells_typed,
        count(*) filter (where cell.confidence < {{ threshold }}) as table_cells_doubtful
    from {{ ref('fact_table_cell') }} as cell
    left join {{ ref('int_typed_cell') }} as typed on cell.fact_key = typed.table_cell_key
    group by cell.report_key
),

tables_typed as (
    select
        cell.report_key,
        cell.table_no,
        min(cell.table_kind) as table_kind,
        count(*) as numbers,
        count(typed.table_cell_key) as typed
    from {{ ref('fact_table_cell') }} as cell
    left join {{ ref('int_typed_cell') }} as typed on cell.fact_key = typed.table_cell_key
    where cell.value is not null
    group by cell.report_key, cell.table_no
),

not_typed as (
    select
        report_key,
        count(*) filter (where typed = 0) as tables_not_typed,
        string_agg(distinct table_kind, ', ' order by table_kind) filter (where typed < numbers)
            as kinds_not_typed
    from tables_typed
    group by report_key
),

outside as (
    select
        report_key,
        count(*) as rows_out_of_bounds,
        count_if(is_left_out) as rows_left_out
    from {{ ref('int_row_out_of_bounds') }}
    group by report_key
),

problems as (
    select report_key, count(*) as problems
    from {{ ref('extraction_problem') }}
    -- Values outside their bounds are counted above.
    where code not like 'out_of_bounds%'
    group by report_key
),

findings as (
    select
        report_key,
        count(*) filter (where severity = 'error') as findings_error,
        count(*) filter (where severity = 'warning') as findings_warning,
        count(*) filter (where severity = 'info') as findings_info,
        list(finding_key order by finding_key) as finding_keys
    from {{ ref('data_finding') }}
    group by report_key
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    coalesce(goals.goals, 0)::integer as goals,
    coalesce(goals.goals_assessed, 0)::integer as goals_assessed,
    coalesce(listed_indicators.indicators, 0)::integer as indicators,
    coalesce(listed_indicators.indicators_without_number, 0)::integer
        as indicators_without_number,
    coalesce(indicators.indicator_values, 0)::integer as indicator_values,
    coalesce(indicators.indicator_values_doubtful, 0)::integer as indicator_values_doubtful,
    round(indicators.indicator_values_doubtful / nullif(indicators.indicator_values, 0), 6)
        as share_indicator_values_doubtful,
    coalesce(activities.activities, 0)::integer as activities,
    coalesce(decisions.decisions, 0)::integer as decisions,
    coalesce(sections.sections, 0)::integer as sections,
    coalesce(narrative.narrative_amounts, 0)::integer as narrative_amounts,
    coalesce(cells.tables, 0)::integer as tables,
    coalesce(cells.table_cells, 0)::integer as table_cells,
    coalesce(cells.numeric_cells, 0)::integer as numeric_cells,
    coalesce(cells.numeric_cells_typed, 0)::integer as numeric_cells_typed,
    round(cells.numeric_cells_typed / nullif(cells.numeric_cells, 0), 6)
        as share_numeric_cells_typed,
    coalesce(not_typed.tables_not_typed, 0)::integer as tables_not_typed,
    not_typed.kinds_not_typed,
    coalesce(cells.table_cells_doubtful, 0)::integer as table_cells_doubtful,
    coalesce(outside.rows_out_of_bounds, 0)::integer as rows_out_of_bounds,
    coalesce(outside.rows_left_out, 0)::integer as rows_left_out,
    coalesce(problems.problems, 0)::integer as problems,
    coalesce(findings.findings_error, 0)::integer as findings_error,
    coalesce(findings.findings_warning, 0)::integer as findings_warning,
    coalesce(findings.findings_info, 0)::integer as findings_info,
    findings.report_key is not null as has_finding,
    coalesce(findings.finding_keys, []::varchar[]) as finding_keys
from {{ ref('int_current_report') }} as report
left join goals using (report_key)
left join listed_indicators using (report_key)
left join indicators using (report_key)
left join activities using (report_key)
left join decisions using (report_key)
left join sections using (report_key)
left join narrative using (report_key)
left join cells using (report_key)
left join not_typed using (report_key)
left join outside using (report_key)
left join problems using (report_key)
left join findings using (report_key)
order by report.report_key
