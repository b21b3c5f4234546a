-- sv: Var minskade personalkostnaderna?
-- en: Where did the costs of staff fall?
-- read: 002_5d93a05e2ccf0c66.txt 2366-2376
-- answer:
--   Förskola | -13.3
--   Äldreomsorg | -3.3
--   Individ- och familjeomsorg | -0.2
select service_area_name, (amount_sek / 1e6)::decimal(9, 1)
from fact_budget_line
inner join dim_service_area using (service_area_key)
where measure = 'staff_cost_change' and fiscal_year = 2024 and amount_sek < 0
order by amount_sek
