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
        -- Months and tertials each have their number in the year.
        coalesce(
            figure.period_month,
            array_position(['T1', 'T2', 'VB'], figure.period_part)
        ) as number_in_year,
        coalesce(figure.statistic = 'accumulated', false) as is_accumulated
    from {{ ref('fact_key_figure') }} as figure
    where figure.table_kind = 'staff_turnover'
    and not {{ is_left_out('figure') }}
),

stepped as (
    select
        *,
        lag(value) over of_year as before,
        lag(number_in_year) over of_year as number_before
    from turnover
    window of_year as (
        partition by report_key, figure_label, period_year, period_month is null
        order by number_in_year
    )
),

told as (
    select
        *,
        case
            when not is_accumulated or number_in_year = 1 then value
            when number_before = number_in_year - 1 then round(value - before, 6)
        end as turnover_in_period
    from stepped
),

-- A year may stand by month, by tertial and as a whole: the finest that is all printed adds up.
series as (
    select
        *,
        case when period_month is not null then 1 when period_part is not null then 2 else 3 end
            as coarseness
    from told
),

whole as (
    select
        *,
        count(turnover_in_period) over of_series
            = coalesce(max(number_in_year) over of_series, count(*) over of_series) as is_whole
    from series
    window of_series as (
        partition by report_key, figure_label, period_year, coarseness
    )
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
    turnover.is_accumulated,
    turnover.turnover_in_period,
    turnover.is_whole and turnover.coarseness = min(turnover.coarseness) filter (
        where turnover.is_whole
    ) over (
        partition by turnover.report_key, turnover.figure_label, turnover.period_year
    ) as adds_to_year,
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
from whole as turnover
inner join {{ ref('int_current_report') }} as report using (report_key)
order by
    report.report_key,
    turnover.period_part nulls last,
    turnover.period_year,
    turnover.period_month,
    turnover.fact_key
