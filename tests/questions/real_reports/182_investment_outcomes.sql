-- sv: Vad investerade Hägersten-Älvsjö 2024?
-- en: What did Hägersten-Älvsjö invest in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2468
-- answer:
--   38.4
select (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_investment
where measure = 'outcome' and fiscal_year = 2024
