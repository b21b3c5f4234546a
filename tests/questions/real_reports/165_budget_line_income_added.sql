-- sv: Vilka intäkter budgeteras 2026?
-- en: What income is budgeted for 2026?
-- read: 003_9e024c3de7bc8552.txt 2741-2776, the column Intäkter 2026 without varav rows (2777 prints -291,4)
-- answer:
--   -291.4
select (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where measure = 'budget_income' and fiscal_year = 2026
