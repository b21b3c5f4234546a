-- sv: Vad ingår i individ- och familjeomsorgens budget?
-- en: What is the budget for individuals and families made of?
-- read: 003_9e024c3de7bc8552.txt 2747-2753: 244,1 + 58,7 + 62,8 + 0,0 are the 365,6 above them
-- answer:
--   4 | 365.6
select count(*), (sum(amount_sek_not_additive) / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hasselby-vallingby-2026-vp' and fiscal_year = 2026 and measure = 'budget_net'
and level = 'part' and parent_service_area_key = 'individ-och-familjeomsorg'
