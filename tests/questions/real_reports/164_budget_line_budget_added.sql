-- sv: Vad summerar budgeten 2026 till?
-- en: What does the budget of 2026 add up to?
-- read: 003_9e024c3de7bc8552.txt 2741-2776, the column VP 2026 Netto without varav rows (2777 prints 2 459,6)
-- answer:
--   2459.6
select (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where measure = 'budget_net' and fiscal_year = 2026
