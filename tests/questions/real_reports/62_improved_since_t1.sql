-- sv: Vilket område förbättrades mest sedan T1?
-- en: Which area improved most since T1?
-- read: 002_5d93a05e2ccf0c66.txt 2242: 67,2 against 25,0
-- answer:
--   Äldreomsorg | 42.2
select service_area_name, (change_t1_to_vb / 1e6)::decimal(9, 1)
from mart_budget_followup
where committee_key = 'hagersten-alvsjo' and fiscal_year = 2024 and adds_to_total
order by change_t1_to_vb desc nulls last
limit 1
