select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    line.fiscal_year,
    line.measure,
    case
        when line.scope = 'committee' then 'committee'
        when line.adds_to_total then 'area'
        when line.parent_service_area_key is not null then 'part'
        else 'other'
    end as level,
    line.service_area_key,
    area.service_area_name,
    line.parent_service_area_key,
    line.is_latest,
    {{ is_doubtful('line.confidence') }} as is_doubtful,
    line.has_finding,
    line.amount_sek as amount_sek_not_additive,
    line.confidence as lowest_confidence_not_additive
from {{ ref('fact_budget_line').identifier }} as line
inner join {{ ref('v_report').identifier }} as report using (report_key)
inner join {{ ref('dim_service_area').identifier }} as area using (service_area_key)
where line.is_canonical
