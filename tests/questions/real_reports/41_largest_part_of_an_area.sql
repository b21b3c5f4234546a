-- sv: Vilken del av individ- och familjeomsorgen är störst?
-- en: Which part of the care of individuals and families is the largest?
-- read: 003_9e024c3de7bc8552.txt 2747 (varav barn och ungdom)
-- answer:
--   244.1
select (max(amount_sek_not_additive) / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hasselby-vallingby-2026-vp' and fiscal_year = 2026 and measure = 'budget_net'
and parent_service_area_key = 'individ-och-familjeomsorg'
