-- sv: Gick förskolan med överskott?
-- en: Did the preschools have a surplus?
-- read: 002_5d93a05e2ccf0c66.txt 2067: 867,0 before transfers, 878,4 after, budget 875,0
-- answer:
--   867.0 | 878.4 | -3.4
select (vb_outcome_before_transfer / 1e6)::decimal(9, 1), (vb_outcome_after_transfer / 1e6)::decimal(9, 1),
    (vb_deviation / 1e6)::decimal(9, 1)
from mart_budget_followup
where committee_key = 'hagersten-alvsjo' and fiscal_year = 2024 and service_area_key = 'forskola'
