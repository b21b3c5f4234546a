-- sv: Hur såg prognoserna för individ- och familjeomsorgen ut?
-- en: How did the forecasts for individuals and families look?
-- read: 002_5d93a05e2ccf0c66.txt 2238: -27,0 in T1, -36,1 in T2, -33,7 in the accounts
-- answer:
--   -27.0 | -36.1 | -33.7
select (t1_deviation / 1e6)::decimal(9, 1), (t2_deviation / 1e6)::decimal(9, 1), (vb_deviation / 1e6)::decimal(9, 1)
from mart_budget_followup
where committee_key = 'hagersten-alvsjo' and fiscal_year = 2024
and service_area_key = 'individ-och-familjeomsorg'
