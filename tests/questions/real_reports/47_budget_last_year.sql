-- sv: Vad var budgeten året före?
-- en: What was the budget of the year before?
-- read: 003_9e024c3de7bc8552.txt 2777, the column Prognos slutlig budget 2025
-- answer:
--   2366.3
select (amount_sek_not_additive / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hasselby-vallingby-2026-vp' and level = 'committee' and measure = 'final_budget_net'
