-- sv: Vad omsätter delarna av individ- och familjeomsorgen utanför budget 2026?
-- en: What do the parts of individual care turn over beside the budget of 2026?
-- read: 003_9e024c3de7bc8552.txt 3360-3366: 29,5 + 9,7 + 11,3 + 25,8
-- answer:
--   76.3
select (sum(amount_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where measure = 'turnover_cost' and fiscal_year = 2026 and is_canonical
and parent_service_area_key = 'individ-och-familjeomsorg'
