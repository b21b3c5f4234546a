-- sv: Hur många ungdomar fick bistånd i april 2021?
-- en: How many young people were on assistance in April 2021?
-- read: 001_b5eac283542a64e6.txt 4455 (the last column is preliminary)
-- answer:
--   83
select value::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_name like 'Antal ungdomar%' and period_month = 4
