-- sv: Hur många placeringar hos externa vårdgivare hade barn och unga och vuxna tillsammans, år för år?
-- en: How many placements did children and adults have together, year by year?
-- read: 001_b5eac283542a64e6.txt 4139 and 4191: 76 + 98, 87 + 94, 96 + 84
-- answer:
--   2019 | 174
--   2020 | 181
--   2021 | 180
select period_year, sum(value)::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_name ilike '%placeringar hos externa%'
group by period_year
order by period_year
