with unit as (
    select
        report_key,
        unit_name,
        bool_or(is_total) as is_total,
        arg_max(amount_sek, confidence) filter (where measure = 'gross_budget') as gross_budget,
        arg_max(amount_sek, confidence) filter (where measure = 'transfer_in') as transfer_in,
        arg_max(amount_sek, confidence) filter (where measure in ('result', 'expected_result'))
            as result,
        arg_max(amount_sek, confidence)
            filter (where measure in ('transfer_out', 'expected_transfer_out')) as transfer_out,
        min(confidence) as lowest_confidence
    from {{ ref('fact_result_unit') }}
    group by report_key, unit_name
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    unit.unit_name,
    unit.is_total,
    unit.gross_budget,
    unit.transfer_in,
    unit.result,
    unit.transfer_out,
    round(unit.transfer_out::double / nullif(unit.gross_budget::double, 0), 6) as fund_share,
    unit.lowest_confidence
from unit
inner join {{ ref('int_current_report') }} as report using (report_key)
order by report.report_key, unit.is_total, unit.unit_name
