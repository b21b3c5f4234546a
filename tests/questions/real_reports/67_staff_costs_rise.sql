-- sv: Hur mycket ökade personalkostnaderna?
-- en: By how much did staff costs rise?
-- read: 002_5d93a05e2ccf0c66.txt 2374: 3,9
-- answer:
--   3.9
select (amount_sek / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hagersten-alvsjo-2024-vb' and measure = 'staff_cost_change' and is_total
