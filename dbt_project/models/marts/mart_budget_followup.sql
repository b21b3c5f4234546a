with path as (
    select
        committee_key,
        any_value(committee_name) as committee_name,
        fiscal_year,
        service_area_key,
        max(amount_sek) filter (where report_type = 'VP' and role = 'budget') as vp_budget_net,
        max(amount_sek) filter (where report_type = 'T1' and role = 'budget') as t1_budget_net,
        max(amount_sek) filter (where report_type = 'T1' and role = 'forecast') as t1_forecast_net,
        max(amount_sek) filter (where report_type = 'T1' and role = 'deviation') as t1_deviation,
        max(amount_sek) filter (where report_type = 'T2' and role = 'budget') as t2_budget_net,
        max(amount_sek) filter (where report_type = 'T2' and role = 'forecast') as t2_forecast_net,
        max(amount_sek) filter (where report_type = 'T2' and role = 'deviation') as t2_deviation,
        max(amount_sek) filter (where report_type = 'VB' and role = 'budget') as vb_budget_net,
        max(amount_sek) filter (where report_type = 'VB' and role = 'outcome') as vb_outcome_net,
        max(amount_sek) filter (where report_type = 'VB' and role = 'deviation') as vb_deviation,
        min(confidence) as lowest_confidence
    from {{ ref('int_budget_amount') }}
    group by committee_key, fiscal_year, service_area_key
)

select
    path.committee_key,
    path.committee_name,
    path.fiscal_year,
    path.service_area_key,
    area.service_area_name,
    area.parent_service_area_key,
    path.vp_budget_net,
    path.t1_budget_net,
    path.t1_forecast_net,
    path.t1_deviation,
    path.t2_budget_net,
    path.t2_forecast_net,
    path.t2_deviation,
    path.vb_budget_net,
    path.vb_outcome_net,
    path.vb_deviation,
    (path.vb_deviation - path.t1_deviation)::decimal(18, 2) as change_t1_to_vb,
    path.lowest_confidence
from path
inner join {{ ref('dim_service_area') }} as area using (service_area_key)
order by path.committee_key, path.fiscal_year, path.service_area_key
