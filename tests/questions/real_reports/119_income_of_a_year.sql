-- sv: Vilka intäkter hade nämndens områden 2024?
-- en: What income did the areas have in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2297-2313, the column Intäkter 2024: the rows without varav sum to the -591,5 of Totalt drift
-- answer:
--   -591.5
select (sum(amount_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hagersten-alvsjo-2024-vb' and fiscal_year = 2024
and measure = 'outcome_income' and adds_to_total
