-- sv: Vilken avvikelse väntades för individ- och familjeomsorgen i T1 och T2 2024?
-- en: What deviation was expected for individual and family care in T1 and T2?
-- read: 002_5d93a05e2ccf0c66.txt 2238: T2 -36,1, T1 -27,0
-- answer:
--   deviation_t1 | -27.0
--   deviation_t2 | -36.1
select measure, (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
inner join dim_service_area using (service_area_key)
where report_key = 'hagersten-alvsjo-2024-vb'
and measure in('deviation_t1','deviation_t2')
and service_area_name ilike 'Individ%'
group by all
order by all
