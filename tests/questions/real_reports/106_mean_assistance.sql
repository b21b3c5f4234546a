-- sv: Hur stort var medelbidraget i mars 2021?
-- en: How large was the mean assistance in March 2021?
-- read: 001_b5eac283542a64e6.txt 4461
-- answer:
--   10399
select value::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_name like 'Medelbidrag%' and period_month = 3
