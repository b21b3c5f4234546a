select
    activity.fact_key,
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    activity.goal_title,
    activity.activity_text,
    activity.status,
    activity.is_doubtful,
    activity.has_finding,
    1 as activities,
    activity.has_deviation::integer as deviating,
    (activity.status = 'ended')::integer as ended,
    activity.confidence as lowest_confidence_not_additive
from {{ ref('mart_activity_status').identifier }} as activity
inner join {{ ref('v_report').identifier }} as report using (report_key)
where report.is_latest_of_year
