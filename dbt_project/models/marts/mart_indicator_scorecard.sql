with measures as (
    select
        report_key,
        indicator_key,
        min(confidence) as lowest_confidence,
        bool_or(is_out_of_bounds) as is_out_of_bounds,
        count_if(is_left_out) as values_left_out,
        max(value) filter (where measure = 'outcome') as outcome,
        max(value) filter (where measure = 'outcome_men') as outcome_men,
        max(value) filter (where measure = 'outcome_women') as outcome_women,
        max(value) filter (where measure = 'previous_outcome') as previous_outcome,
        max(value) filter (where measure = 'forecast') as forecast,
        max(value) filter (where measure = 'target') as target,
        max(value) filter (where measure = 'kf_target') as kf_target,
        max(value_text) filter (where measure = 'target') as target_text,
        max(value_text) filter (where measure = 'kf_target') as kf_target_text,
        max(qualifier) filter (where measure = 'target') as target_qualifier,
        max(qualifier) filter (where measure = 'kf_target') as kf_target_qualifier
    from {{ ref('int_indicator_cell') }}
    group by report_key, indicator_key
),

judged as (
    -- The committee's own target counts; the council's where there is none of its own.
    select
        measures.*,
        listed.report_key as report,
        listed.indicator_key as indicator,
        listed.goal_key,
        listed.period,
        listed.unit,
        target is not null or target_qualifier in ('increase', 'decrease') as has_own_target,
        case when has_own_target then target else kf_target end as judged_target,
        case when has_own_target then target_qualifier else kf_target_qualifier end
            as judged_qualifier
    from {{ ref('int_indicator_row') }} as listed
    left join measures using (report_key, indicator_key)
)

select
    report.report_key,
    report.committee_key,
    report.committee_name,
    report.report_year,
    report.report_type,
    indicator.indicator_key,
    indicator.indicator_name,
    indicator.owner,
    judged.goal_key,
    coalesce(judged.unit, indicator.unit) as unit,
    judged.period,
    judged.outcome,
    judged.outcome_men,
    judged.outcome_women,
    judged.previous_outcome,
    judged.forecast,
    judged.target,
    judged.kf_target,
    case
        when judged.judged_target is null
            and coalesce(judged.judged_qualifier, '') not in ('increase', 'decrease') then null
        when judged.has_own_target then 'own'
        else 'kf'
    end as judged_against,
    judged.target_text,
    judged.kf_target_text,
    indicator.direction,
    round(judged.outcome - judged.target, 6) as distance_to_target,
    round(judged.outcome - judged.kf_target, 6) as distance_to_kf_target,
    case
        when judged.outcome is null then 'no_outcome'
        when judged.judged_qualifier in ('increase', 'decrease') and judged.previous_outcome is null
            then 'not_judged'
        when judged.judged_qualifier = 'increase'
            then if(judged.outcome > judged.previous_outcome, 'reached', 'not_reached')
        when judged.judged_qualifier = 'decrease'
            then if(judged.outcome < judged.previous_outcome, 'reached', 'not_reached')
        when judged.judged_target is null then 'no_target'
        when judged.judged_qualifier = 'plus_minus'
            then if(abs(judged.outcome) <= judged.judged_target, 'reached', 'not_reached')
        when judged.outcome = judged.judged_target then 'reached'
        when coalesce(judged.judged_qualifier, '') = 'max' or indicator.direction = 'lower'
            then if(judged.outcome < judged.judged_target, 'reached', 'not_reached')
        when coalesce(judged.judged_qualifier, '') = 'min' or indicator.direction = 'higher'
            then if(judged.outcome > judged.judged_target, 'reached', 'not_reached')
        else 'not_judged'
    end as status,
    round(judged.outcome - judged.previous_outcome, 6) as change_since_last_year,
    round(judged.outcome_women - judged.outcome_men, 6) as gender_gap,
    judged.lowest_confidence,
    coalesce(judged.is_out_of_bounds, false) as is_out_of_bounds,
    coalesce(judged.values_left_out, 0)::integer as values_left_out
from judged
inner join {{ ref('int_current_report') }} as report on judged.report = report.report_key
inner join {{ ref('dim_indicator') }} as indicator
    on judged.indicator = indicator.indicator_key
order by report.report_key, indicator.indicator_key
