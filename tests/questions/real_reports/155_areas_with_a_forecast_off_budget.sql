-- sv: Hur många verksamhetsområden väntas avvika från budget 2021?
-- en: How many areas are expected to deviate from budget in 2021?
-- read: 001_b5eac283542a64e6.txt 3980 (30,1), 3995 (0,4), 3997 (1,4), 4003 (-10,0); the others 0,0
-- answer:
--   4 | 21.9
select count(*), (sum(deviation_sek) / 1e6)::decimal(9, 1)
from v_budget
where fiscal_year = 2021 and deviation_sek <> 0
