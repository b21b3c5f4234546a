select
    figure.fact_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    figure.table_kind,
    figure.table_title,
    figure.figure_name,
    figure.subject,
    figure.breakdown,
    figure.statistic,
    figure.period_year as figure_year,
    figure.period_end as figure_end,
    figure.unit,
    figure.is_total,
    figure.adds_to_total,
    {{ is_doubtful('figure.confidence') }} as is_doubtful,
    figure.has_finding,
    1 as figures,
    figure.value as value_not_additive,
    figure.confidence as lowest_confidence_not_additive
from {{ ref('fact_key_figure').identifier }} as figure
inner join {{ ref('v_report').identifier }} as report using (report_key)
where report.is_latest_of_year and not {{ is_left_out('figure') }}
