-- sv: Hur stor är investeringsbudgeten 2021?
-- en: How large is the budget for investments of 2021?
-- read: 001_b5eac283542a64e6.txt 4617-4635 (4637 prints 39,7 and 3,8)
-- answer:
--   39.7 | 43.5 | 3.8
select (sum(budget_sek) / 1e6)::decimal(9, 1), (sum(forecast_sek) / 1e6)::decimal(9, 1), (sum(requested_sek) / 1e6)::decimal(9, 1)
from v_investment
where report_key = 'enskede-arsta-vantor-2021-t1'
