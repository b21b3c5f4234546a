with path as (
    select
        committee_key,
        min(committee_name) as committee_name,
        fiscal_year,
        service_area_key,
        max(amount_sek) filter (where report_type = 'VP' and role = 'budget') as vp_budget_net,
        max(amount_sek) filter (where report_type = 'T1' and role = 'budget') as t1_budget_net,
        max(amount_sek) filter (where report_type = 'T1' and role = 'forecast') as t1_forecast_net,
        max(amount_sek) filter (where report_type = 'T2' and role = 'budget') as t2_budget_net,
        max(amount_sek) filter (where report_type = 'T2' and role = 'forecast') as t2_forecast_net,
        max(amount_sek) filter (where report_type = 'VB' and role = 'budget') as vb_budget_net,
        max(amount_sek) filter (where report_type = 'VB' and role = 'outcome') as vb_outcome_net,
        max(amount_sek) filter (where report_type = 'VB' and role = 'outcome_before_transfer')
            as vb_outcome_before_transfer,
        max(amount_sek) filter (where report_type = 'VB' and role = 'outcome_after_transfer')
            as vb_outcome_after_transfer,
        max(amount_sek) filter (where report_type = 'VB' and role = 'deviation') as vb_deviation,
        max(amount_sek) filter (where report_type = 'VB' and role = 'deviation_before_transfer')
            as vb_deviation_before_transfer,
        max(amount_sek) filter (where report_type = 'VB' and role = 'deviation_after_transfer')
            as vb_deviation_after_transfer,
        min(confidence) as lowest_confidence,
        bool_or(is_out_of_bounds) as is_out_of_bounds,
        {{ all_findings('finding_keys') }} as finding_keys
    from {{ ref('int_budget_amount') }}
    group by committee_key, fiscal_year, service_area_key
),

-- Where an area stands in the whole, as the last report of the year prints it.
place as (
    select
        committee_key,
        fiscal_year,
        service_area_key,
        parent_service_area_key,
        adds_to_total
    from {{ ref('int_budget_amount') }}
    qualify row_number() over (
        partition by committee_key, fiscal_year, service_area_key
        order by
            array_position(['budget', 'outcome', 'forecast', 'deviation'], role),
            array_position(['VP', 'T1', 'T2', 'VB'], report_type) desc
    ) = 1
),

repeated as (
    select
        committee_key,
        fiscal_year,
        service_area_key,
        max(amount_sek) filter (where said_in = 'T1') as t1_deviation,
        max(amount_sek) filter (where said_in = 'T2') as t2_deviation,
        {{ all_findings('finding_keys') }} as finding_keys
    from {{ ref('int_forecast_deviation') }}
    group by committee_key, fiscal_year, service_area_key
)

select
    path.committee_key,
    path.committee_name,
    path.fiscal_year,
    path.service_area_key,
    area.service_area_name,
    place.parent_service_area_key,
    place.adds_to_total,
    path.vp_budget_net,
    path.t1_budget_net,
    path.t1_forecast_net,
    repeated.t1_deviation,
    path.t2_budget_net,
    path.t2_forecast_net,
    repeated.t2_deviation,
    path.vb_budget_net,
    path.vb_outcome_net,
    path.vb_outcome_before_transfer,
    path.vb_outcome_after_transfer,
    path.vb_deviation,
    path.vb_deviation_before_transfer,
    path.vb_deviation_after_transfer,
    (path.vb_deviation - repeated.t1_deviation)::decimal(18, 2) as change_t1_to_vb,
    round(path.vb_outcome_net::double / nullif(path.vb_budget_net::double, 0), 6)
        as vb_share_of_budget,
    path.lowest_confidence,
    path.is_out_of_bounds,
    {{ is_doubtful('path.lowest_confidence') }} as is_doubtful,
    len({{ both_findings('path.finding_keys', 'repeated.finding_keys') }}) > 0 as has_finding,
    {{ both_findings('path.finding_keys', 'repeated.finding_keys') }} as finding_keys
from path
left join repeated using (committee_key, fiscal_year, service_area_key)
inner join place using (committee_key, fiscal_year, service_area_key)
inner join {{ ref('dim_service_area') }} as area using (service_area_key)
order by path.committee_key, path.fiscal_year, path.service_area_key
