-- sv: Hur många svar finns på vad nämndens budget är?
-- en: How many answers are there to what the committee's budget is?
-- read: 003_9e024c3de7bc8552.txt 2777
-- answer:
--   1 | 2459.6
select count(*), (min(amount_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hasselby-vallingby-2026-vp' and fiscal_year = 2026 and measure = 'budget_net'
and scope = 'committee' and is_canonical
