-- sv: Vad blev resultatet 2025 i alla nämnder tillsammans?
-- en: What was the result of 2025 in all committees together?
-- read: the totals of the two annual reports of 2025: 35,9 and -21,3
-- answer:
--   14.6
select (sum(deviation_sek) / 1e6)::decimal(9, 1)
from v_budget
where fiscal_year = 2025
