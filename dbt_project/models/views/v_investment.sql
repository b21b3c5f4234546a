-- Where several tables of a report print an item, the first that prints a measure counts.
with line as (
    select
        line.report_key,
        {{ item_name('line.item') }} as item,
        line.measure,
        arg_min(line.amount_sek, line.table_no) as amount_sek,
        min(line.confidence) as confidence,
        bool_or(line.has_finding) as has_finding
    from {{ ref('fact_investment').identifier }} as line
    inner join {{ ref('v_report').identifier }} as report
        on line.report_key = report.report_key and line.fiscal_year = report.report_year
    where not line.is_total and not {{ is_left_out('line') }}
    group by line.report_key, {{ item_name('line.item') }}, line.measure
),

item as (
    select
        report_key,
        item,
        max(amount_sek) filter (where measure = 'budget') as budget_sek,
        max(amount_sek) filter (where measure = 'forecast') as forecast_sek,
        max(amount_sek) filter (where measure = 'outcome') as outcome_sek,
        max(amount_sek) filter (where measure = 'deviation') as deviation_sek,
        max(amount_sek) filter (where measure = 'requested_adjustment') as requested_sek,
        min(confidence) as lowest_confidence,
        bool_or(has_finding) as has_finding
    from line
    group by report_key, item
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    item.item,
    {{ is_doubtful('item.lowest_confidence') }} as is_doubtful,
    item.has_finding,
    item.budget_sek,
    item.forecast_sek,
    item.outcome_sek,
    item.deviation_sek,
    item.requested_sek,
    item.lowest_confidence as lowest_confidence_not_additive
from item
inner join {{ ref('v_report').identifier }} as report using (report_key)
where report.is_latest_of_year
