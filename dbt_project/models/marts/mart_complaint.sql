select
    figure.fact_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    figure.figure_group as category_group,
    figure.figure_label as category,
    figure.subject as department,
    figure.period_label,
    figure.statistic in ('accumulated', 'total') as is_accumulated,
    figure.is_total,
    figure.value as number,
    figure.source_file,
    figure.source_line_start,
    figure.confidence,
    figure.is_out_of_bounds,
    {{ is_doubtful('figure.confidence') }} as is_doubtful,
    len(figure.finding_keys) > 0 as has_finding,
    figure.finding_keys
from {{ ref('fact_key_figure') }} as figure
inner join {{ ref('int_current_report') }} as report using (report_key)
where figure.table_kind = 'complaints'
and not {{ is_left_out('figure') }}
order by report.report_key, figure.source_page, figure.source_line_start, figure.fact_key
