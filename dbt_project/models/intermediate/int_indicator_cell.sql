-- An indicator may be printed under several goals of one report: the fullest printing
-- counts, the first among equals, so that all measures of a row come from one place.
with printing as (
    select
        report_key,
        indicator_key,
        goal_key,
        count(value) as numbers,
        min(source_page) as first_page,
        min(source_line_start) as first_line
    from {{ ref('fact_indicator_value') }}
    group by report_key, indicator_key, goal_key
),

chosen_printing as (
    select report_key, indicator_key, goal_key
    from printing
    qualify row_number() over (
        partition by report_key, indicator_key
        order by numbers desc, first_page nulls last, first_line nulls last, goal_key nulls last
    ) = 1
)

select
    cell.report_key,
    cell.indicator_key,
    cell.goal_key,
    cell.measure,
    cell.value,
    cell.qualifier,
    cell.value_text,
    cell.unit,
    cell.period,
    cell.confidence
from {{ ref('fact_indicator_value') }} as cell
inner join chosen_printing
    on cell.report_key = chosen_printing.report_key
    and cell.indicator_key = chosen_printing.indicator_key
    and cell.goal_key is not distinct from chosen_printing.goal_key
qualify row_number() over (
    partition by cell.report_key, cell.indicator_key, cell.measure
    order by cell.confidence desc, cell.fact_key
) = 1
