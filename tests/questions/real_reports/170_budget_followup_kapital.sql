-- sv: Vad kostade kapitalkostnaderna 2024 netto?
-- en: What did capital costs come to in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2120-2121: 28,1 + 6,1
-- answer:
--   34.2
select (sum(vb_outcome_net) / 1e6)::decimal(9, 1)
from mart_budget_followup
where fiscal_year = 2024 and (service_area_name ilike '%avskriv%' or service_area_name ilike '%internränt%')
