-- sv: Vad kostade verksamheten 2023, brutto?
-- en: What did the services cost in 2023, gross?
-- read: 002_5d93a05e2ccf0c66.txt 2313: 3 623,7 (and the rows above add up to it)
-- answer:
--   3623.7
select (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where measure = 'outcome_cost' and fiscal_year = 2023
