select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    unit.result_unit_key,
    unit.unit_name,
    unit.service_area_key,
    area.service_area_name,
    unit.is_doubtful,
    unit.has_finding,
    1 as result_units,
    unit.gross_budget as gross_budget_sek,
    unit.result as result_sek,
    unit.lost_to_cap as lost_to_cap_sek,
    unit.transfer_in as opening_fund_sek_not_additive,
    unit.transfer_out as closing_fund_sek_not_additive,
    unit.lowest_confidence as lowest_confidence_not_additive
from {{ ref('mart_result_unit').identifier }} as unit
inner join {{ ref('v_report').identifier }} as report using (report_key)
left join {{ ref('dim_service_area').identifier }} as area using (service_area_key)
where report.is_latest_of_year and not unit.is_total
