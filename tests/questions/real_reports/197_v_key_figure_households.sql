-- sv: Hur många bidragshushåll i mars 2021?
-- en: How many households in March 2021?
-- read: 001_b5eac283542a64e6.txt 4453
-- answer:
--   1145
select value_not_additive::integer
from v_key_figure
where figure_name ilike 'Antal bidragshushåll%' and figure_end = date '2021-03-31'
