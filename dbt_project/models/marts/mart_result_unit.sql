with unit as (
    select
        report_key,
        result_unit_key,
        arg_max(amount_sek, confidence) filter (where measure = 'gross_budget') as gross_budget,
        arg_max(amount_sek, confidence) filter (where measure = 'transfer_in') as transfer_in,
        arg_max(amount_sek, confidence) filter (where measure in ('result', 'expected_result'))
            as result,
        arg_max(amount_sek, confidence)
            filter (where measure in ('transfer_out', 'expected_transfer_out')) as transfer_out,
        min(confidence) as lowest_confidence,
        bool_or(is_out_of_bounds) as is_out_of_bounds,
        {{ all_findings('finding_keys') }} as finding_keys
    from {{ ref('fact_result_unit') }} as line
    where not {{ is_left_out('line') }}
    group by report_key, result_unit_key
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    unit.result_unit_key,
    dimension.unit_name,
    dimension.service_area_key,
    dimension.is_total,
    unit.gross_budget,
    unit.transfer_in,
    unit.result,
    unit.transfer_out,
    (unit.transfer_in + unit.result - unit.transfer_out)::decimal(18, 2) as lost_to_cap,
    round(unit.transfer_out::double / nullif(unit.gross_budget::double, 0), 6) as fund_share,
    unit.lowest_confidence,
    unit.is_out_of_bounds,
    {{ is_doubtful('unit.lowest_confidence') }} as is_doubtful,
    len(unit.finding_keys) > 0 as has_finding,
    unit.finding_keys
from unit
inner join {{ ref('int_current_report') }} as report using (report_key)
inner join {{ ref('dim_result_unit') }} as dimension using (result_unit_key)
-- The sum beside its units would be added to them.
qualify not dimension.is_total
or not bool_or(not dimension.is_total) over (partition by report.report_key)
order by report.report_key, dimension.is_total, dimension.unit_name
