-- sv: Vad blir områdenas utfall före överföringar?
-- en: What do the outcomes before transfers add up to?
-- read: 002_5d93a05e2ccf0c66.txt 2058-2075, column Bokslut före resultatöverföringar without varav rows (2076 prints 3 118,1; the table says that it is rounded)
-- answer:
--   3118.0
select (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where measure = 'outcome_before_transfer' and fiscal_year = 2024
