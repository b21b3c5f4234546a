with listed as (
    select
        committee_key,
        min(committee_name) as committee_name,
        report_year,
        indicator_key,
        min(indicator_name) as indicator_name,
        min(owner) as owner,
        min(unit) as unit,
        min(direction) as direction,
        string_agg(report_type, ' ' order by list_position(['VP', 'T1', 'T2', 'VB'], report_type))
            as reports,
        max(target) filter (where report_type = 'VP') as vp_target,
        max(kf_target) filter (where report_type = 'VP') as vp_kf_target,
        max(outcome) filter (where report_type = 'T1') as t1_outcome,
        max(forecast) filter (where report_type = 'T1') as t1_forecast,
        max(outcome) filter (where report_type = 'T2') as t2_outcome,
        max(forecast) filter (where report_type = 'T2') as t2_forecast,
        max(target) filter (where report_type = 'VB') as vb_target,
        max(outcome) filter (where report_type = 'VB') as vb_outcome,
        max(status) filter (where report_type = 'VB') as vb_status,
        min(lowest_confidence) as lowest_confidence,
        bool_or(is_out_of_bounds) as is_out_of_bounds,
        {{ all_findings('finding_keys') }} as finding_keys
    from {{ ref('mart_indicator_scorecard') }}
    group by committee_key, report_year, indicator_key
),

said_next_year as (
    select
        committee_key,
        report_year - 1 as report_year,
        indicator_key,
        arg_max(previous_outcome, list_position(['T1', 'T2', 'VB'], report_type)) as outcome
    from {{ ref('mart_indicator_scorecard') }}
    where previous_outcome is not null and report_type <> 'VP'
    group by committee_key, report_year, indicator_key
)

select
    listed.committee_key,
    listed.committee_name,
    listed.report_year,
    listed.indicator_key,
    listed.indicator_name,
    listed.owner,
    listed.unit,
    listed.direction,
    listed.reports,
    listed.vp_target,
    listed.vp_kf_target,
    listed.t1_outcome,
    listed.t1_forecast,
    listed.t2_outcome,
    listed.t2_forecast,
    listed.vb_target,
    listed.vb_outcome,
    round(listed.vb_target - listed.vp_target, 6) as target_change,
    round(listed.vb_outcome - listed.vp_target, 6) as outcome_to_plan,
    round(listed.vb_outcome - listed.t1_forecast, 6) as t1_error,
    round(listed.vb_outcome - listed.t2_forecast, 6) as t2_error,
    listed.vb_status,
    said_next_year.outcome as outcome_said_next_year,
    round(said_next_year.outcome - listed.vb_outcome, 6) as restatement,
    listed.lowest_confidence,
    listed.is_out_of_bounds,
    {{ is_doubtful('listed.lowest_confidence') }} as is_doubtful,
    len(listed.finding_keys) > 0 as has_finding,
    listed.finding_keys
from listed
left join said_next_year using (committee_key, report_year, indicator_key)
order by listed.committee_key, listed.report_year, listed.indicator_key
