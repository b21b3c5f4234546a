-- sv: Vilken avdelning fick flest klagomål?
-- en: Which department had most complaints?
-- read: 001_b5eac283542a64e6.txt 4973
-- answer:
--   Förskola | 88
select department, number::integer
from mart_complaint
where report_key = 'enskede-arsta-vantor-2021-t1' and category = 'Antal synpunkter/klagomål'
order by number desc
limit 1
