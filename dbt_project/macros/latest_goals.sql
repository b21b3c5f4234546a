{#-
Goals of one level in the latest report of each committee and year. A goal that a report
prints in several sections counts once: the section with an assessment, else the first.
-#}
{% macro latest_goals(level, goal_tree, report) %}
with goal as (
    select *
    from {{ goal_tree }}
    where level = '{{ level }}'
    qualify row_number() over (
        partition by report_key, goal_key
        order by assessment is null, section_no
    ) = 1
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    goal.goal_key,
    goal.title,
    goal.parent_title,
    goal.assessment,
    goal.is_doubtful,
    goal.has_finding,
    1 as goals,
    (goal.assessment is not null)::integer as assessed,
    -- Of what is not assessed none is met and none is not: a plan's sums are null, not 0.
    (goal.assessment = 'fully')::integer as fully,
    (goal.assessment = 'partly')::integer as partly,
    (goal.assessment = 'not')::integer as not_met,
    goal.confidence as lowest_confidence_not_additive
from goal
inner join {{ report }} as report using (report_key)
where report.is_latest_of_year
{% endmacro %}
