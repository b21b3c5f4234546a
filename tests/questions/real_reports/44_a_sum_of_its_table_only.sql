-- sv: Är en tabells summa nämndens budget?
-- en: Is the sum of a table the committee's budget?
-- read: 003_9e024c3de7bc8552.txt 3127 (Summa of Ekonomiskt bistånd och arbetsmarknad)
-- answer:
--   187.0 | table | false
select (amount_sek / 1e6)::decimal(9, 1), scope, is_canonical
from fact_budget_line
where report_key = 'hasselby-vallingby-2026-vp' and fiscal_year = 2026 and measure = 'budget_net'
and amount_sek = 187000000
