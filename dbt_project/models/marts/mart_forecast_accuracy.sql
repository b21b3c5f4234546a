-- What is expected of an area lies in the committee's whole, and what of its part in the area:
-- each is a subject of its own, so that what is added up is added once. An annual report cuts
-- the whole otherwise than a follow-up may have done (capital costs in one row), so its rows
-- are parts of the whole only where the follow-up itself is not there.
with area as (
    select
        expected.committee_key,
        expected.committee_name,
        expected.fiscal_year as report_year,
        case
            when expected.service_area_key = 'namnden-totalt' then 'committee'
            when
                if(
                    bool_or(expected.source = 'follow_up') over (
                        partition by
                            expected.committee_key, expected.fiscal_year, expected.said_in
                    ),
                    expected.source = 'follow_up' and coalesce(followup.adds_to_total, true),
                    coalesce(followup.parent_service_area_key, 'namnden-totalt') = 'namnden-totalt'
                )
                then 'service_area'
            else 'part_of_area'
        end as subject,
        expected.service_area_key as subject_key,
        dimension.service_area_name as subject_name,
        'SEK' as unit,
        expected.said_in as forecast_in,
        expected.source as forecast_source,
        expected.amount_sek::double as forecast,
        came.amount_sek::double as outcome,
        abs(followup.vb_budget_net)::double as base,
        least(expected.confidence, came.confidence) as lowest_confidence,
        expected.is_out_of_bounds or came.is_out_of_bounds as is_out_of_bounds,
        {{ both_findings('expected.finding_keys', 'came.finding_keys') }} as finding_keys
    from {{ ref('int_forecast_deviation') }} as expected
    inner join {{ ref('int_forecast_deviation') }} as came
        on expected.committee_key = came.committee_key
        and expected.fiscal_year = came.fiscal_year
        and expected.service_area_key = came.service_area_key
        and came.said_in = 'VB'
    inner join {{ ref('dim_service_area') }} as dimension
        on expected.service_area_key = dimension.service_area_key
    left join {{ ref('mart_budget_followup') }} as followup
        on expected.committee_key = followup.committee_key
        and expected.fiscal_year = followup.fiscal_year
        and expected.service_area_key = followup.service_area_key
    where expected.said_in in ('T1', 'T2')
),

indicator as (
    select
        committee_key,
        committee_name,
        report_year,
        'indicator' as subject,
        indicator_key as subject_key,
        indicator_name as subject_name,
        unit,
        forecast_in,
        'follow_up' as forecast_source,
        forecast,
        vb_outcome as outcome,
        abs(vb_outcome) as base,
        lowest_confidence,
        is_out_of_bounds,
        finding_keys
    from (
        unpivot {{ ref('mart_indicator_year') }}
        on t1_forecast as 'T1', t2_forecast as 'T2'
        into name forecast_in value forecast
    )
    where vb_outcome is not null
),

compared as (
    select * from area
    union all
    select * from indicator
)

select
    committee_key,
    committee_name,
    report_year,
    subject,
    subject_key,
    subject_name,
    unit,
    forecast_in,
    forecast_source,
    forecast,
    outcome,
    round(outcome - forecast, 6) as error,
    round(abs(outcome - forecast), 6) as absolute_error,
    round(abs(outcome - forecast) / nullif(base, 0), 6) as error_share,
    lowest_confidence,
    is_out_of_bounds,
    {{ is_doubtful('lowest_confidence') }} as is_doubtful,
    len(finding_keys) > 0 as has_finding,
    finding_keys
from compared
order by committee_key, report_year, subject, subject_key, forecast_in
