with measures as (
    select
        report_key,
        indicator_key,
        min(confidence) as lowest_confidence,
        bool_or(is_out_of_bounds) as is_out_of_bounds,
        count_if(is_left_out) as values_left_out,
        {{ all_findings('finding_keys') }} as finding_keys,
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

listed as (
    select
        row.report_key,
        row.indicator_key,
        row.goal_key,
        row.period,
        coalesce(row.unit, indicator.unit) as unit,
        indicator.indicator_name,
        indicator.owner,
        indicator.direction,
        indicator.direction_source,
        indicator.is_additive
    from {{ ref('int_indicator_row') }} as row
    inner join {{ ref('dim_indicator') }} as indicator using (indicator_key)
),

scoped as (
    -- What is counted adds up over committees, so the council's figure for it is the city's,
    -- unless the committee has taken it over as its own.
    select
        listed.*,
        measures.* exclude (report_key, indicator_key),
        case
            when measures.kf_target is null
                and coalesce(measures.kf_target_qualifier, '') not in ('increase', 'decrease')
                then null
            when listed.is_additive and measures.kf_target is not null
                and measures.kf_target is distinct from measures.target then 'city'
            else 'committee'
        end as kf_target_scope,
        case
            when measures.target is not null
                or measures.target_qualifier in ('increase', 'decrease') then 'own'
            when kf_target_scope = 'committee' then 'kf'
        end as judged_against
    from listed
    left join measures using (report_key, indicator_key)
),

-- The committee's own target counts; the council's where there is none of its own.
targeted as (
    select
        *,
        case judged_against when 'own' then target when 'kf' then kf_target end as judged_target,
        case judged_against when 'own' then target_qualifier when 'kf' then kf_target_qualifier end
            as judged_qualifier,
        case judged_qualifier
            when 'max' then 'lower'
            when 'min' then 'higher'
            else direction
        end as better
    from scoped
),

missed as (
    select
        *,
        {{ miss('outcome') }} as outcome_miss,
        {{ miss('forecast') }} as forecast_miss
    from targeted
),

said as (
    select
        *,
        {{ status_of('outcome', 'outcome_miss') }} as outcome_status,
        {{ status_of('forecast', 'forecast_miss') }} as forecast_status
    from missed
),

-- A target is one of the whole year: before it is over, only a forecast can meet it.
judged as (
    select
        said.*,
        report.committee_key,
        report.committee_name,
        report.report_year,
        report.report_type,
        report.period_end,
        case
            when report.report_type = 'VP' then null
            when report.report_type = 'VB' then if(said.outcome is null, null, 'outcome')
            when said.forecast is not null then 'forecast'
        end as judged_by,
        case
            when judged_by = 'outcome' then said.outcome_status
            when judged_by = 'forecast' then said.forecast_status
            when report.report_type = 'VP' or said.outcome is null then 'no_outcome'
            when said.outcome_status = 'no_target' then 'no_target'
            else 'not_judged'
        end as status
    from said
    inner join {{ ref('int_current_report') }} as report using (report_key)
)

select
    report_key,
    committee_key,
    committee_name,
    report_year,
    report_type,
    period_end,
    indicator_key,
    indicator_name,
    owner,
    goal_key,
    unit,
    is_additive,
    period,
    outcome,
    outcome_men,
    outcome_women,
    previous_outcome,
    forecast,
    target,
    kf_target,
    kf_target_scope,
    judged_against,
    target_text,
    kf_target_text,
    direction,
    direction_source,
    {{ distance('outcome', 'target', "coalesce(target_qualifier, '')") }} as distance_to_target,
    {{ distance('forecast', 'target', "coalesce(target_qualifier, '')") }}
        as forecast_distance_to_target,
    case
        when kf_target_scope = 'committee'
            then {{ distance('outcome', 'kf_target', "coalesce(kf_target_qualifier, '')") }}
    end as distance_to_kf_target,
    judged_by,
    status,
    case
        when status in ('reached', 'nearly', 'not_reached') then null
        when report_type = 'VP' then 'plan'
        when status = 'no_outcome' then 'no_outcome'
        when kf_target_scope = 'city' and judged_against is null then 'target_of_the_city'
        when status = 'no_target'
            then if(coalesce(target_text, kf_target_text) is null, 'no_target', 'target_in_words')
        when judged_by is null then 'no_forecast'
        when judged_qualifier in ('increase', 'decrease') then 'no_previous_outcome'
        else 'direction_unknown'
    end as status_reason,
    outcome_status,
    forecast_status,
    round(outcome - previous_outcome, 6) as change_since_last_year,
    -- 0 men and 0 women beside a total of 900: nobody was asked.
    case
        when outcome_men = 0 and outcome_women = 0 and outcome <> 0 then null
        else round(outcome_women - outcome_men, 6)
    end as gender_gap,
    lowest_confidence,
    coalesce(is_out_of_bounds, false) as is_out_of_bounds,
    coalesce(values_left_out, 0)::integer as values_left_out,
    {{ is_doubtful('lowest_confidence') }} as is_doubtful,
    len(coalesce(finding_keys, [])) > 0 as has_finding,
    coalesce(finding_keys, []::varchar[]) as finding_keys
from judged
order by report_key, indicator_key
