-- An amount by service area goes before the item's sum, an item before the sum of a table.
with amount as (
    select
        amount.*,
        bool_or(not amount.is_total) over (
            partition by amount.report_key, amount.table_no, amount.measure
        ) as has_items,
        bool_or(not amount.is_area_total) over (
            partition by amount.report_key, amount.table_no, amount.measure, amount.item
        ) as has_areas
    from {{ ref('fact_pandemic_amount').identifier }} as amount
    where not {{ is_left_out('amount') }}
)

select
    amount.fact_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    amount.service_area_key,
    area.service_area_name,
    amount.item,
    amount.period_label,
    {{ is_doubtful('amount.confidence') }} as is_doubtful,
    amount.has_finding,
    case when amount.measure = 'cost' then amount.amount_sek end as cost_sek,
    case when amount.measure = 'lost_income' then amount.amount_sek end as lost_income_sek,
    case when amount.measure = 'state_grant' then amount.amount_sek end as state_grant_sek,
    amount.confidence as lowest_confidence_not_additive
from amount
inner join {{ ref('v_report').identifier }} as report using (report_key)
left join {{ ref('dim_service_area').identifier }} as area using (service_area_key)
where report.is_latest_of_year
and (not amount.is_total or not amount.has_items)
and (not amount.is_area_total or not amount.has_areas)
