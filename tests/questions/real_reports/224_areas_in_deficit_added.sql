-- sv: Hur många områden gick med underskott 2024, och hur stort är det tillsammans?
-- en: How many areas had a deficit in 2024, and how large is it together?
-- read: 002_5d93a05e2ccf0c66.txt 2058-2075, column Avvikelse 2024: -33,7 -3,4 -8,8 -11,3
-- answer:
--   4 | -57.2
select count(*), (sum(deviation_sek) / 1e6)::decimal(9, 1)
from v_budget
where fiscal_year = 2024 and deviation_sek < 0
