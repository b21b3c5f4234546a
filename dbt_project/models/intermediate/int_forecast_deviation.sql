-- What T1 and T2 expected and what came, per service area. A follow-up that is not in the
-- warehouse may be repeated by the annual report (budgetavvikelse i jämförelse med tidigare
-- prognoser); the follow-up itself counts first.
with own as (
    select
        committee_key,
        committee_name,
        fiscal_year,
        service_area_key,
        report_type as said_in,
        'follow_up' as source,
        amount_sek,
        confidence,
        is_out_of_bounds,
        finding_keys
    from {{ ref('int_budget_amount') }}
    where role = 'deviation' and report_type in ('T1', 'T2', 'VB')
),

repeated as (
    select
        report.committee_key,
        report.committee_name,
        line.fiscal_year,
        line.service_area_key,
        upper(right(line.measure, 2)) as said_in,
        'annual_report' as source,
        line.amount_sek,
        line.confidence,
        line.is_out_of_bounds,
        line.finding_keys
    from {{ ref('fact_budget_line') }} as line
    inner join {{ ref('int_current_report') }} as report
        on line.report_key = report.report_key and report.report_year = line.fiscal_year
    where line.measure in ('deviation_t1', 'deviation_t2', 'deviation_vb')
    and line.service_area_key is not null
    and not {{ is_left_out('line') }}
),

said as (
    select * from own
    union all
    select * from repeated
)

select
    committee_key,
    committee_name,
    fiscal_year,
    service_area_key,
    said_in,
    source,
    amount_sek,
    confidence,
    is_out_of_bounds,
    finding_keys
from said
qualify row_number() over (
    partition by committee_key, fiscal_year, service_area_key, said_in
    order by source desc, confidence desc, amount_sek
) = 1
