with now as (
    select
        report_key,
        committee_key,
        committee_name,
        report_year,
        report_type,
        indicator_key,
        indicator_name,
        unit,
        previous_outcome as printed_now,
        lowest_confidence,
        is_out_of_bounds,
        finding_keys
    from {{ ref('mart_indicator_scorecard') }}
    where previous_outcome is not null
),

compared as (
    select
        now.*,
        last_report.report_key is not null as has_last_report,
        last_year.outcome as printed_then,
        least(now.lowest_confidence, coalesce(last_year.lowest_confidence, 1))
            as confidence_of_both,
        now.is_out_of_bounds or coalesce(last_year.is_out_of_bounds, false)
            as is_either_out_of_bounds,
        {{ both_findings('now.finding_keys', 'last_year.finding_keys') }} as findings_of_both,
        round(now.printed_now - last_year.outcome, 6) as difference
    from now
    left join {{ ref('int_current_report') }} as last_report
        on now.committee_key = last_report.committee_key
        and now.report_year = last_report.report_year + 1
        and last_report.report_type = 'VB'
    left join {{ ref('mart_indicator_scorecard') }} as last_year
        on last_report.report_key = last_year.report_key
        and now.indicator_key = last_year.indicator_key
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
    printed_now,
    printed_then,
    difference,
    case
        when not has_last_report then 'no_report'
        when printed_then is null then 'not_listed'
        when difference = 0 then 'same'
        -- 79,9 beside 79,94, or 80: one of them is the other at fewer decimals.
        when round(printed_now, 1) = printed_then or round(printed_then, 1) = printed_now
            or round(printed_now, 0) = printed_then or round(printed_then, 0) = printed_now
            then 'rounded'
        else 'restated'
    end as status,
    confidence_of_both as lowest_confidence,
    is_either_out_of_bounds as is_out_of_bounds,
    {{ is_doubtful('confidence_of_both') }} as is_doubtful,
    len(findings_of_both) > 0 as has_finding,
    findings_of_both as finding_keys
from compared
order by report_key, indicator_key
