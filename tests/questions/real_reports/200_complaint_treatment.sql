-- sv: Hur många klagade på bemötandet, och var mest?
-- en: How many complained of treatment, and where most?
-- read: 001_b5eac283542a64e6.txt 4987
-- answer:
--   Förskola | 29 | 61
select department, number::integer, (sum(number) over ())::integer
from mart_complaint
where report_key = 'enskede-arsta-vantor-2021-t1' and category = 'Bemötande'
order by number desc limit 1
