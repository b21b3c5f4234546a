-- Dates that are left out leave their activity without dates.
with activity as (
    select
        fact_key,
        report_key,
        goal_key,
        activity_text,
        if({{ is_left_out('printed') }}, null, start_date) as start_date,
        if({{ is_left_out('printed') }}, null, end_date) as end_date,
        has_deviation,
        analysis_text,
        is_out_of_bounds,
        source_file,
        source_line_start,
        confidence,
        finding_keys
    from {{ ref('fact_activity') }} as printed
)

select
    activity.fact_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    activity.goal_key,
    goal.title as goal_title,
    activity.activity_text,
    activity.start_date,
    activity.end_date,
    activity.has_deviation,
    activity.analysis_text,
    case
        when report.report_type = 'VP' then 'planned'
        when activity.has_deviation then 'deviates'
        when activity.start_date is null and activity.end_date is null then 'no_dates'
        when activity.end_date <= report.period_end then 'ended'
        when activity.start_date > report.period_end then 'not_started'
        else 'ongoing'
    end as status,
    (activity.end_date - activity.start_date + 1)::integer as duration_days,
    activity.source_file,
    activity.source_line_start,
    activity.confidence,
    activity.is_out_of_bounds,
    {{ is_doubtful('activity.confidence') }} as is_doubtful,
    len(activity.finding_keys) > 0 as has_finding,
    activity.finding_keys
from activity
inner join {{ ref('int_current_report') }} as report using (report_key)
left join {{ ref('dim_goal') }} as goal using (goal_key)
order by report.report_key, activity.source_line_start, activity.fact_key
