-- sv: Hur många kvinnor och män har sysselsättning 2021?
-- en: How many women and men have occupation in 2021?
-- read: 001_b5eac283542a64e6.txt 4237
-- answer:
--   men | 39
--   women | 45
select breakdown, value::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_label ilike 'Sysselsättning%' and period_year = 2021
order by 1
