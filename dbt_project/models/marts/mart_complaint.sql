-- What repeats other rows is no number of its own: a sum of rows, and a sum so far beside the
-- periods that it sums.
with figure as (
    select
        *,
        statistic in ('accumulated', 'total') as is_accumulated,
        bool_or(statistic not in ('accumulated', 'total')) over (
            partition by report_key, table_no, figure_group, figure_label, subject
        ) as has_periods
    from {{ ref('fact_key_figure') }} as printed
    where table_kind = 'complaints'
    and not {{ is_left_out('printed') }}
)

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
    figure.is_accumulated,
    figure.is_total,
    case when not figure.is_total and not (figure.is_accumulated and figure.has_periods)
        then figure.value
    end as number,
    case when figure.is_total or (figure.is_accumulated and figure.has_periods)
        then figure.value
    end as sum_not_additive,
    figure.source_file,
    figure.source_line_start,
    figure.confidence,
    figure.is_out_of_bounds,
    {{ is_doubtful('figure.confidence') }} as is_doubtful,
    len(figure.finding_keys) > 0 as has_finding,
    figure.finding_keys
from figure
inner join {{ ref('int_current_report') }} as report using (report_key)
order by report.report_key, figure.source_page, figure.source_line_start, figure.fact_key
