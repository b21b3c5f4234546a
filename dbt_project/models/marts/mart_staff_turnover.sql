with turnover as (
    select
        figure.*,
        lag(figure.value) over (
            partition by
                figure.report_key, figure.figure_label, figure.period_part, figure.period_month
            order by figure.period_year
        ) as earlier,
        lag(figure.period_year) over (
            partition by
                figure.report_key, figure.figure_label, figure.period_part, figure.period_month
            order by figure.period_year
        ) as earlier_year
    from {{ ref('fact_key_figure') }} as figure
    where figure.table_kind = 'staff_turnover'
    and not {{ is_left_out('figure') }}
)

select
    turnover.fact_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    turnover.figure_label,
    turnover.period_year,
    turnover.period_part,
    turnover.period_month,
    turnover.value as turnover,
    turnover.unit,
    case
        when turnover.earlier_year = turnover.period_year - 1
            then round(turnover.value - turnover.earlier, 6)
    end as change_since_last_year,
    turnover.confidence,
    turnover.is_out_of_bounds,
    {{ is_doubtful('turnover.confidence') }} as is_doubtful,
    len(turnover.finding_keys) > 0 as has_finding,
    turnover.finding_keys
from turnover
inner join {{ ref('int_current_report') }} as report using (report_key)
order by
    report.report_key,
    turnover.period_part nulls last,
    turnover.period_year,
    turnover.period_month,
    turnover.fact_key
