-- sv: Vad kostar handläggningen av ekonomiskt bistånd?
-- en: What does the handling of assistance cost?
-- read: 003_9e024c3de7bc8552.txt 3121-3123 (varav handläggning)
-- answer:
--   44.1 | false
select (amount_sek / 1e6)::decimal(9, 1), adds_to_total
from fact_budget_line
where report_key = 'hasselby-vallingby-2026-vp' and fiscal_year = 2026 and measure = 'budget_net'
and row_label = 'varav handläggning'
