-- sv: Hur mycket väntas investeras 2021?
-- en: How much is expected to be invested in 2021?
-- read: 001_b5eac283542a64e6.txt 4637
-- answer:
--   43.5
select (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_investment
where measure = 'forecast' and fiscal_year = 2021
