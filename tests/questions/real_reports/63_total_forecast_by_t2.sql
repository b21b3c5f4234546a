-- sv: Väntades ett resultat i T2?
-- en: Was a result expected in T2?
-- read: 002_5d93a05e2ccf0c66.txt 2248 (Slutligt resultat): 0,0 in T1 and T2
-- answer:
--   0.0 | 0.0 | 17.8
select (t1_deviation / 1e6)::decimal(9, 1), (t2_deviation / 1e6)::decimal(9, 1), (vb_deviation / 1e6)::decimal(9, 1)
from mart_budget_followup
where committee_key = 'hagersten-alvsjo' and fiscal_year = 2024 and service_area_key = 'namnden-totalt'
