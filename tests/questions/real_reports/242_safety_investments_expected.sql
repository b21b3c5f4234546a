-- sv: Vad väntas trygghetsinvesteringarna kosta 2021, och hur mycket är sökt?
-- en: What are safety investments of 2021 expected to cost, and how much is applied for?
-- read: 001_b5eac283542a64e6.txt 4633: 8,9 and 3,4
-- answer:
--   8.9 | 3.4
select (sum(forecast_sek) / 1e6)::decimal(9, 1), (sum(requested_sek) / 1e6)::decimal(9, 1)
from v_investment
where report_year = 2021 and item ilike 'trygg%'
