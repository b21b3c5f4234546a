with outcome as (
    select
        score.report_key,
        score.committee_key,
        score.committee_name,
        score.report_year,
        score.report_type,
        score.indicator_key,
        score.indicator_name,
        score.unit,
        score.outcome,
        score.kf_target,
        score.direction,
        score.lowest_confidence,
        score.is_out_of_bounds,
        score.finding_keys
    from {{ ref('mart_indicator_scorecard') }} as score
    where score.owner = 'KF' and score.outcome is not null
)

select
    report_key,
    committee_key,
    committee_name,
    report_year,
    report_type,
    indicator_key,
    indicator_name,
    unit,
    outcome,
    kf_target,
    (count(*) over same_indicator)::integer as committees_compared,
    case
        when committees_compared > 1 then round(median(outcome) over same_indicator, 6)
    end as median_outcome,
    round(outcome - median_outcome, 6) as difference_from_median,
    case
        when committees_compared = 1 then null
        when direction = 'higher' then (rank() over (same_indicator order by outcome desc))::integer
        when direction = 'lower' then (rank() over (same_indicator order by outcome))::integer
    end as rank_best,
    lowest_confidence,
    is_out_of_bounds,
    {{ is_doubtful('lowest_confidence') }} as is_doubtful,
    len(finding_keys) > 0 as has_finding,
    finding_keys
from outcome
window same_indicator as (partition by report_year, report_type, indicator_key)
order by report_year, report_type, indicator_key, committee_key
