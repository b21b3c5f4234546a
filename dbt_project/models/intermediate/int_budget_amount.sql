-- What a report says of its own year, one amount a role: its canonical rows. After transfers
-- goes before before transfers; each stands under a role of its own as well.
with candidate as (
    select
        report.committee_key,
        report.committee_name,
        report.report_year as fiscal_year,
        report.report_type,
        line.service_area_key,
        {{ budget_role('line.measure') }} as role,
        {{ after_transfers_first('line.transfer_basis') }} as measure_preference,
        line.parent_service_area_key,
        line.adds_to_total,
        line.amount_sek,
        line.confidence,
        line.is_out_of_bounds,
        line.finding_keys,
        line.fact_key
    from {{ ref('fact_budget_line') }} as line
    inner join {{ ref('int_current_report') }} as report
        on line.report_key = report.report_key
        and line.fiscal_year = report.report_year
    where line.is_canonical
    and not {{ is_left_out('line') }}
    and role is not null
),

named as (
    select * from candidate
    union all
    select * replace (role || '_before_transfer' as role) from candidate
    where measure_preference = 3
    union all
    select * replace (role || '_after_transfer' as role) from candidate
    where measure_preference = 1
)

select
    committee_key,
    committee_name,
    fiscal_year,
    report_type,
    service_area_key,
    role,
    parent_service_area_key,
    adds_to_total,
    amount_sek,
    confidence,
    is_out_of_bounds,
    finding_keys
from named
qualify row_number() over (
    partition by committee_key, fiscal_year, report_type, service_area_key, role
    order by measure_preference, fact_key
) = 1
