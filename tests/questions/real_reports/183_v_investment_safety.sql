-- sv: Hur mycket väntas gå till trygghetsinvesteringar 2021?
-- en: How much for safety in 2021?
-- read: 001_b5eac283542a64e6.txt 4633
-- answer:
--   8.9
select (sum(forecast_sek) / 1e6)::decimal(9, 1)
from v_investment
where item ilike 'trygghet%' and report_year = 2021
