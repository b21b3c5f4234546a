with scored as (
    select
        score.*,
        case score.judged_against when 'own' then score.target when 'kf' then score.kf_target end
            as judged_target,
        case score.judged_by when 'outcome' then score.outcome when 'forecast' then score.forecast end
            as judged_value,
        score.status in ('reached', 'nearly', 'not_reached') as is_judged
    from {{ ref('mart_indicator_scorecard').identifier }} as score
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    report.period_end,
    scored.indicator_key,
    scored.indicator_name,
    scored.owner,
    scored.unit,
    scored.direction,
    scored.status,
    scored.status_reason,
    scored.is_doubtful,
    scored.has_finding,
    1 as indicators,
    scored.is_judged::integer as judged,
    case when scored.is_judged then (scored.status = 'reached')::integer end as reached,
    case when scored.is_judged then (scored.status = 'nearly')::integer end as nearly,
    case when scored.is_judged then (scored.status = 'not_reached')::integer end as not_reached,
    scored.outcome as outcome_not_additive,
    scored.forecast as forecast_not_additive,
    scored.judged_target as target_not_additive,
    case
        -- A distance of 0 from a target that is not met exactly: a bound of plus or minus.
        when scored.judged_target = 0 or scored.target_text like '+%' then null
        else round(scored.judged_value / scored.judged_target, 6)
    end as share_of_target_not_additive,
    scored.lowest_confidence as lowest_confidence_not_additive
from scored
inner join {{ ref('v_report').identifier }} as report using (report_key)
where report.is_latest_of_year
