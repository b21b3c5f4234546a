-- sv: Vad kostar handläggningen av ekonomiskt bistånd i planen 2026?
-- en: What does handling of assistance cost in the plan?
-- read: 003_9e024c3de7bc8552.txt 3123
-- answer:
--   44.1
select (amount_sek_not_additive / 1e6)::decimal(9, 1)
from v_budget_long
where fiscal_year = 2026 and measure = 'budget_net' and level = 'part' and service_area_name ilike '%handläg%'
