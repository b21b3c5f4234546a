{#-
Goals of one level in the latest report of each committee and year. A goal that a report
prints in several sections counts once: the section with an assessment, else the first.
Rows are parted by committee too, so that a question about one reads no other's.
-#}
{% macro latest_goals(level, goal_tree, report) %}
with goal as (
    select goal.*, report.period_end
    from {{ goal_tree }} as goal
    inner join {{ report }} as report using (committee_key, report_key)
    where goal.level = '{{ level }}'
    and report.is_latest_of_year
    qualify row_number() over (
        partition by committee_key, report_key, goal.goal_key
        order by goal.assessment is null, goal.section_no
    ) = 1
)

select
    goal.report_key,
    goal.committee_key,
    goal.committee_name,
    goal.report_year,
    goal.report_type,
    goal.period_end,
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
{% endmacro %}
