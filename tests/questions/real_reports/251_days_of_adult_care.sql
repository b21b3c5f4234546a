-- sv: Hur många vårddygn i månaden hade IoF vuxna första kvartalet 2021, och enheten?
-- en: How many days of care a month had adult care in the first quarter of 2021?
-- read: 001_b5eac283542a64e6.txt 4193: 1 869 (snitt per månad)
-- answer:
--   1869.0 | dygn | Q1 | average
select value, unit, period_part, statistic
from fact_key_figure
where table_title like '%IOF Vuxna%' and figure_name like 'Vårddygn%' and period_year = 2021
