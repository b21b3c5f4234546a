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
        ) as earlier_year,
        lag(figure.value) over (
            partition by figure.report_key, figure.figure_label, figure.period_year
            order by figure.period_month
        ) as month_before,
        lag(figure.period_month) over (
            partition by figure.report_key, figure.figure_label, figure.period_year
            order by figure.period_month
        ) as number_before
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
    turnover.statistic,
    case
        when turnover.statistic <> 'accumulated' or turnover.period_month is null then null
        when turnover.period_month = 1 then turnover.value
        when turnover.number_before = turnover.period_month - 1
            then round(turnover.value - turnover.month_before, 6)
    end as increase_in_month,
    case
        when turnover.earlier_year = turnover.period_year - 1
            then round(turnover.value - turnover.earlier, 6)
    end as change_since_last_year,
    turnover.confidence,
    turnover.is_out_of_bounds
from turnover
inner join {{ ref('int_current_report') }} as report using (report_key)
order by
    report.report_key,
    turnover.period_part nulls last,
    turnover.period_year,
    turnover.period_month,
    turnover.fact_key
