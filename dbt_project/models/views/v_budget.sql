-- Reports of a year may cut the whole into areas otherwise (one area in the plan, two in the
-- follow-up), so each amount is of one report: the latest that gives it by area.
with line as (
    select
        *,
        bool_or(adds_to_total) over (partition by committee_key, fiscal_year) as has_areas
    from {{ ref('mart_budget_followup').identifier }}
),

counted as (
    select
        *,
        count(vb_budget_net) over whole > 0 as budget_in_vb,
        count(t2_budget_net) over whole > 0 as budget_in_t2,
        count(t1_budget_net) over whole > 0 as budget_in_t1,
        count(t2_forecast_net) over whole > 0 as forecast_in_t2,
        count(vb_deviation) over whole > 0 as deviation_in_vb,
        count(t2_deviation) over whole > 0 as deviation_in_t2
    from line
    where adds_to_total
    or (not has_areas and service_area_key = 'namnden-totalt')
    window whole as (partition by committee_key, fiscal_year)
),

amount as (
    select
        *,
        case
            when budget_in_vb then vb_budget_net
            when budget_in_t2 then t2_budget_net
            when budget_in_t1 then t1_budget_net
            else vp_budget_net
        end as budget_sek,
        case when forecast_in_t2 then t2_forecast_net else t1_forecast_net end as forecast_sek,
        vb_outcome_net as outcome_sek,
        case
            when deviation_in_vb then vb_deviation
            when deviation_in_t2 then t2_deviation
            else t1_deviation
        end as deviation_sek
    from counted
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
    budget_sek,
    forecast_sek,
    outcome_sek,
    deviation_sek,
    lowest_confidence as lowest_confidence_not_additive
from amount
where coalesce(budget_sek, forecast_sek, outcome_sek, deviation_sek) is not null
