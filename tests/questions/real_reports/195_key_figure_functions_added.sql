-- sv: Hur många helårspersoner är det i T1 2021?
-- en: How many year-persons in T1 2021?
-- read: 001_b5eac283542a64e6.txt 4385-4395 (4397 prints 767)
-- answer:
--   767
select sum(value)::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and table_title ilike '%funktionsnedsättning%' and period_part = 'T1' and adds_to_total
