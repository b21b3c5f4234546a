with section as (
    select
        fact.report_key,
        fact.section_no,
        fact.goal_key,
        goal.level,
        fact.goal_code_printed as code,
        fact.goal_title_printed as title,
        fact.parent_goal_key,
        fact.assessment,
        fact.confidence,
        fact.finding_keys
    from {{ ref('fact_goal_assessment') }} as fact
    inner join {{ ref('dim_goal') }} as goal using (goal_key)
),

parent as (
    select report_key, goal_key, min(title) as title
    from section
    group by report_key, goal_key
),

children as (
    select
        report_key,
        parent_goal_key as goal_key,
        count(*) as child_goals,
        count(assessment) as child_goals_assessed,
        -- A plan assesses nothing: that is no goal missed.
        case
            when count(assessment) > 0 then count(*) filter (where assessment = 'fully')
        end as child_goals_fully
    from section
    where parent_goal_key is not null
    group by report_key, parent_goal_key
),

indicators as (
    select report_key, goal_key, count(distinct indicator_key) as indicators
    from {{ ref('fact_indicator_row') }}
    group by report_key, goal_key
),

activities as (
    select
        report_key,
        goal_key,
        count(*) as activities,
        count(*) filter (where has_deviation) as activities_with_deviation
    from {{ ref('fact_activity') }}
    group by report_key, goal_key
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    section.section_no,
    section.goal_key,
    section.level,
    section.code,
    section.title,
    section.parent_goal_key,
    parent.title as parent_title,
    section.assessment,
    coalesce(children.child_goals, 0)::integer as child_goals,
    coalesce(children.child_goals_assessed, 0)::integer as child_goals_assessed,
    children.child_goals_fully::integer as child_goals_fully,
    coalesce(indicators.indicators, 0)::integer as indicators,
    coalesce(activities.activities, 0)::integer as activities,
    coalesce(activities.activities_with_deviation, 0)::integer as activities_with_deviation,
    section.confidence,
    {{ is_doubtful('section.confidence') }} as is_doubtful,
    len(section.finding_keys) > 0 as has_finding,
    section.finding_keys
from section
inner join {{ ref('int_current_report') }} as report using (report_key)
left join parent
    on section.report_key = parent.report_key and section.parent_goal_key = parent.goal_key
left join children
    on section.report_key = children.report_key and section.goal_key = children.goal_key
left join indicators
    on section.report_key = indicators.report_key and section.goal_key = indicators.goal_key
left join activities
    on section.report_key = activities.report_key and section.goal_key = activities.goal_key
order by report.report_key, section.section_no
