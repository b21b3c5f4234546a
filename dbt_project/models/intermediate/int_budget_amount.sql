-- What a report says of its own year, one amount a role. After transfers goes before
-- before transfers, the table by area before tables that repeat it.
with candidate as (
    select
        report.committee_key,
        report.committee_name,
        report.report_year as fiscal_year,
        report.report_type,
        line.service_area_key,
        case
            when line.measure = 'budget_net' then 'budget'
            when line.measure like 'forecast_%' then 'forecast'
            when line.measure like 'outcome_%' then 'outcome'
            else 'deviation'
        end as role,
        case
            when line.measure like '%_after_transfer' then 1
            when line.measure like '%_before_transfer' then 3
            else 2
        end as measure_preference,
        case line.table_kind
            when 'budget_by_area' then 1
            when 'area_detail' then 2
            when 'budget_overview' then 3
            else 4
        end as table_preference,
        line.amount_sek,
        line.confidence,
        line.table_no,
        line.fact_key
    from {{ ref('fact_budget_line') }} as line
    inner join {{ ref('int_current_report') }} as report
        on line.report_key = report.report_key
        and line.fiscal_year = report.report_year
    where line.service_area_key is not null
    and line.measure in (
        'budget_net',
        'forecast_net', 'forecast_before_transfer', 'forecast_after_transfer',
        'outcome_net', 'outcome_before_transfer', 'outcome_after_transfer',
        'deviation', 'deviation_before_transfer', 'deviation_after_transfer'
    )
)

select
    committee_key,
    committee_name,
    fiscal_year,
    report_type,
    service_area_key,
    role,
    amount_sek,
    confidence
from candidate
qualify row_number() over (
    partition by committee_key, fiscal_year, report_type, service_area_key, role
    order by measure_preference, table_preference, table_no, fact_key
) = 1
