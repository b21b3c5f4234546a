-- Last year's closing balance is the opening one; the first table that prints an item counts.
with item as (
    select
        line.report_key,
        line.side,
        line.item,
        arg_min(line.amount_sek, line.table_no) filter (
            where line.measure = 'closing_balance' and line.fiscal_year = report.report_year
        ) as closing_sek,
        arg_min(line.amount_sek, line.table_no) filter (
            where (line.measure = 'opening_balance' and line.fiscal_year = report.report_year)
            or (line.measure = 'closing_balance' and line.fiscal_year = report.report_year - 1)
        ) as opening_sek,
        min(line.confidence) as lowest_confidence,
        bool_or(line.has_finding) as has_finding
    from {{ ref('fact_balance_sheet').identifier }} as line
    inner join {{ ref('v_report').identifier }} as report using (report_key)
    where not line.is_total and not {{ is_left_out('line') }}
    group by line.report_key, line.side, line.item
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    item.side,
    item.item,
    {{ is_doubtful('item.lowest_confidence') }} as is_doubtful,
    item.has_finding,
    (item.closing_sek - item.opening_sek)::decimal(18, 2) as change_sek,
    item.opening_sek as opening_sek_not_additive,
    item.closing_sek as closing_sek_not_additive,
    item.lowest_confidence as lowest_confidence_not_additive
from item
inner join {{ ref('v_report').identifier }} as report using (report_key)
where report.is_latest_of_year
