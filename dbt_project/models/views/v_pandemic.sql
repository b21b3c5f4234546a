-- An amount by service area goes before the item's sum, an item before the sum of a table.
-- Rows are parted by committee too, so that a question about one reads no other's.
with amount as (
    select
        amount.*,
        report.committee_key,
        report.committee_name,
        report.report_year,
        report.report_type,
        report.period_end,
        bool_or(not amount.is_total) over (
            partition by report.committee_key, amount.report_key, amount.table_no, amount.measure
        ) as has_items,
        bool_or(not amount.is_area_total) over (
            partition by
                report.committee_key, amount.report_key, amount.table_no, amount.measure,
                amount.item
        ) as has_areas
    from {{ ref('fact_pandemic_amount').identifier }} as amount
    inner join {{ ref('v_report').identifier }} as report using (report_key)
    where report.is_latest_of_year
    and not {{ is_left_out('amount') }}
)

select
    amount.fact_key,
    amount.report_key,
    amount.committee_key,
    amount.committee_name,
    amount.report_year,
    amount.report_type,
    amount.period_end,
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
left join {{ ref('dim_service_area').identifier }} as area using (service_area_key)
where (not amount.is_total or not amount.has_items)
and (not amount.is_area_total or not amount.has_areas)
