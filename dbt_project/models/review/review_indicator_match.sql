{% set least_score = 0.65 %}
{% set least_word_share = 0.65 %}

with pair as (
    {{ name_pairs(ref('dim_indicator'), 'indicator_key', 'indicator_name', 'null::varchar') }}
),

listed as (
    select distinct report_key, indicator_key from {{ ref('fact_indicator_row') }}
),

together as (
    select one.indicator_key as key, other.indicator_key as other_key, count(*) as reports
    from listed as one
    inner join listed as other using (report_key)
    inner join pair on one.indicator_key = pair.key and other.indicator_key = pair.other_key
    where pair.score >= {{ least_score }} or pair.word_share >= {{ least_word_share }}
    group by one.indicator_key, other.indicator_key
)

select
    pair.key as indicator_key,
    pair.name as indicator_name,
    pair.other_key as other_indicator_key,
    pair.other_name as other_indicator_name,
    pair.score,
    pair.word_share,
    pair.only_in_name,
    pair.only_in_other,
    coalesce(one.unit = other.unit, false) as has_same_unit,
    one.owner = other.owner as has_same_owner,
    coalesce(together.reports, 0)::integer as reports_with_both,
    coalesce(together.reports, 0) = 0 as is_candidate
from pair
inner join {{ ref('dim_indicator') }} as one on pair.key = one.indicator_key
inner join {{ ref('dim_indicator') }} as other on pair.other_key = other.indicator_key
left join together on pair.key = together.key and pair.other_key = together.other_key
where pair.score >= {{ least_score }} or pair.word_share >= {{ least_word_share }}
order by is_candidate desc, pair.score desc, pair.key, pair.other_key
