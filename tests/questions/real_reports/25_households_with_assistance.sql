-- sv: Hur många hushåll fick ekonomiskt bistånd månad för månad?
-- en: How many households got assistance month by month?
-- read: 001_b5eac283542a64e6.txt 4453
-- answer:
--   1 | 1131
--   2 | 1149
--   3 | 1145
--   4 | 1147
select period_month, value::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_name = 'Antal bidragshushåll'
and period_month is not null
order by period_month
