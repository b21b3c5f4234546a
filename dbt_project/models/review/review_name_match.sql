{% set least_score = 0.7 %}
{% set least_word_share = 0.65 %}

with goal as (
    {{ name_pairs(ref('dim_goal'), 'goal_key', 'title',
        "level || coalesce(committee_key, '')") }}
),

result_unit as (
    {{ name_pairs(ref('dim_result_unit'), 'result_unit_key', 'unit_name', 'committee_key') }}
),

service_area as (
    {{ name_pairs(ref('dim_service_area'), 'service_area_key', 'service_area_name',
        'null::varchar') }}
),

pair as (
    select 'goal' as thing, * from goal
    union all
    select 'result_unit', * from result_unit
    union all
    select 'service_area', * from service_area
),

listed as (
    select distinct report_key, goal_key as key from {{ ref('fact_goal_assessment') }}
    union
    select distinct report_key, result_unit_key from {{ ref('fact_result_unit') }}
    union
    select distinct report_key, service_area_key from {{ ref('fact_budget_line') }}
    where service_area_key is not null
),

together as (
    select one.key, other.key as other_key, count(*) as reports
    from listed as one
    inner join listed as other using (report_key)
    inner join pair on one.key = pair.key and other.key = pair.other_key
    where pair.score >= {{ least_score }} or pair.word_share >= {{ least_word_share }}
    group by one.key, other.key
)

select
    pair.thing,
    pair.key,
    pair.name,
    pair.other_key,
    pair.other_name,
    pair.score,
    pair.word_share,
    pair.only_in_name,
    pair.only_in_other,
    coalesce(together.reports, 0)::integer as reports_with_both,
    coalesce(together.reports, 0) = 0 as is_candidate
from pair
left join together using (key, other_key)
where pair.score >= {{ least_score }} or pair.word_share >= {{ least_word_share }}
order by is_candidate desc, pair.thing, pair.score desc, pair.key, pair.other_key
