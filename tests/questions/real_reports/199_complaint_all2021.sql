-- sv: Hur många synpunkter och klagomål kom in?
-- en: How many complaints came in?
-- read: 001_b5eac283542a64e6.txt 4973
-- answer:
--   225
select sum(number)::integer
from mart_complaint
where report_key = 'enskede-arsta-vantor-2021-t1' and category ilike 'Antal synpunkter%'
