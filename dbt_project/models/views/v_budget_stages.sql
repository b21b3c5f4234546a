-- Every column is of one report a committee and year: its areas, or its total where it prints
-- no areas. An annual report repeats what T1 and T2 expected; they themselves go first.
with said as (
    select
        report.committee_key,
        report.committee_name,
        line.fiscal_year,
        line.service_area_key,
        line.measure in ('deviation_t1', 'deviation_t2') as is_repeated,
        if(is_repeated, upper(right(line.measure, 2)), report.report_type) as stage,
        if(is_repeated, 'deviation', {{ budget_role('line.measure') }}) as role,
        {{ after_transfers_first('line.transfer_basis') }} as preference,
        line.adds_to_total,
        line.amount_sek,
        line.confidence,
        line.has_finding
    from {{ ref('fact_budget_line').identifier }} as line
    inner join {{ ref('v_report').identifier }} as report
        on line.report_key = report.report_key and line.fiscal_year = report.report_year
    where line.is_canonical
    and not {{ is_left_out('line') }}
    and (line.adds_to_total or line.service_area_key = 'namnden-totalt')
    and role is not null
),

added as (
    select *
    from said
    qualify rank() over (
        partition by committee_key, fiscal_year, stage, role
        order by not adds_to_total, is_repeated, preference
    ) = 1
),

path as (
    select
        committee_key,
        min(committee_name) as committee_name,
        fiscal_year,
        service_area_key,
        {%- for stage, role in [
            ('VP', 'budget'), ('T1', 'budget'), ('T1', 'forecast'), ('T1', 'deviation'),
            ('T2', 'budget'), ('T2', 'forecast'), ('T2', 'deviation'),
            ('VB', 'budget'), ('VB', 'outcome'), ('VB', 'deviation'),
        ] %}
        max(amount_sek) filter (where stage = '{{ stage }}' and role = '{{ role }}')
            as {{ stage | lower }}_{{ role }}_sek,
        {%- endfor %}
        bool_or(has_finding) as has_finding,
        min(confidence) as lowest_confidence
    from added
    group by committee_key, fiscal_year, service_area_key
)

select
    path.committee_key,
    path.committee_name,
    path.fiscal_year,
    make_date(path.fiscal_year, 12, 31) as period_end,
    path.service_area_key,
    area.service_area_name,
    {{ is_doubtful('path.lowest_confidence') }} as is_doubtful,
    path.has_finding,
    path.vp_budget_sek,
    path.t1_budget_sek,
    path.t1_forecast_sek,
    path.t1_deviation_sek,
    path.t2_budget_sek,
    path.t2_forecast_sek,
    path.t2_deviation_sek,
    path.vb_budget_sek,
    path.vb_outcome_sek,
    path.vb_deviation_sek,
    path.lowest_confidence as lowest_confidence_not_additive
from path
inner join {{ ref('dim_service_area').identifier }} as area using (service_area_key)
