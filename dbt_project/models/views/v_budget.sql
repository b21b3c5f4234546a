with line as (
    select
        *,
        bool_or(adds_to_total) over (partition by committee_key, fiscal_year) as has_areas
    from {{ ref('mart_budget_followup').identifier }}
)

select
    committee_key,
    committee_name,
    fiscal_year,
    make_date(fiscal_year, 12, 31) as period_end,
    service_area_key,
    service_area_name,
    is_doubtful,
    has_finding,
    coalesce(vb_budget_net, t2_budget_net, t1_budget_net, vp_budget_net) as budget_sek,
    coalesce(t2_forecast_net, t1_forecast_net) as forecast_sek,
    vb_outcome_net as outcome_sek,
    coalesce(vb_deviation, t2_deviation, t1_deviation) as deviation_sek,
    lowest_confidence as lowest_confidence_not_additive
from line
where adds_to_total
or (not has_areas and service_area_key = 'namnden-totalt')
