-- sv: Vad budgeterades i kostnader och intäkter?
-- en: What was budgeted as costs and income?
-- read: 002_5d93a05e2ccf0c66.txt 2048-2049
-- answer:
--   budget_cost | 3644.6
--   budget_income | -491.2
select measure, (amount_sek_not_additive / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hagersten-alvsjo-2024-vb' and level = 'committee' and fiscal_year = 2024
and measure in ('budget_cost', 'budget_income')
order by measure
