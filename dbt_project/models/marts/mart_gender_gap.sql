with gap as (
    select
        *,
        outcome_women - outcome_men as difference,
        -- 980 youths are 480 men and 500 women: parts of a whole, not two conditions.
        coalesce(abs(outcome - outcome_women - outcome_men) < 0.1, false)
        or coalesce(unit in ('st', 'personer'), false) as is_in_parts
    from {{ ref('mart_indicator_scorecard') }}
    where outcome_men is not null and outcome_women is not null and gender_gap is not null
)

select
    gap.report_key,
    gap.committee_key,
    gap.committee_name,
    gap.report_year,
    gap.report_type,
    gap.indicator_key,
    gap.indicator_name,
    gap.unit,
    gap.direction,
    gap.outcome,
    gap.outcome_men,
    gap.outcome_women,
    round(gap.difference, 6) as gender_gap,
    round(gap.difference / nullif((abs(gap.outcome_women) + abs(gap.outcome_men)) / 2, 0), 6)
        as gap_share,
    case
        when gap.is_in_parts then null
        when gap.difference = 0 then 'equal'
        when gap.direction is null then null
        when (gap.difference > 0) = (gap.direction = 'higher') then 'women'
        else 'men'
    end as better_for,
    gap.is_in_parts as is_additive,
    not gap.is_in_parts and (
        gap.outcome < least(gap.outcome_men, gap.outcome_women)
        or gap.outcome > greatest(gap.outcome_men, gap.outcome_women)
    ) as is_outside,
    last_year.gender_gap as previous_gender_gap,
    gap.lowest_confidence,
    gap.is_out_of_bounds,
    {{ is_doubtful('gap.lowest_confidence') }} as is_doubtful,
    len(gap.finding_keys) > 0 as has_finding,
    gap.finding_keys
from gap
left join {{ ref('mart_indicator_scorecard') }} as last_year
    on gap.committee_key = last_year.committee_key
    and gap.report_year = last_year.report_year + 1
    and last_year.report_type = 'VB'
    and gap.indicator_key = last_year.indicator_key
order by gap.report_key, abs(gap.difference) desc, gap.indicator_key
