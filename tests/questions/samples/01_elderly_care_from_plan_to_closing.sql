-- sv: Hur gick det för äldreomsorgens budget från plan till bokslut?
-- en: How did the budget of elderly care fare from plan to closing accounts?
-- read: granholmen-soderbacka-2024-vp.txt 1406, -t1.txt 2115, -t2.txt 2211, -vb.txt 941
-- answer:
--   898.4 | 0.2 | 17.7 | 876.2 | 22.2
select
    (vp_budget_net / 1e6)::decimal(9, 1),
    (t1_deviation / 1e6)::decimal(9, 1),
    (t2_deviation / 1e6)::decimal(9, 1),
    (vb_outcome_net / 1e6)::decimal(9, 1),
    (vb_deviation / 1e6)::decimal(9, 1)
from mart_budget_followup
where committee_key = 'granholmen-soderbacka' and fiscal_year = 2024
and service_area_key = 'aldreomsorg'
