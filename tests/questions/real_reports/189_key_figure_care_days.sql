-- sv: Hur många vårddygn i snitt per månad för barn och unga, kvartal 1?
-- en: How many care days a month for children, first quarter?
-- read: 001_b5eac283542a64e6.txt 4141, below "kvartal 1"
-- answer:
--   2019 | Q1 | 1588
--   2020 | Q1 | 2135
--   2021 | Q1 | 2124
select period_year, period_part, value::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_label ilike 'Vårddygn%' and table_title ilike '%barn%'
order by 1
