-- sv: Vad var medelbidraget i snitt 2020?
-- en: What was the mean assistance in 2020?
-- read: 001_b5eac283542a64e6.txt 4461
-- answer:
--   10051 | kr
select value_not_additive::integer, unit
from v_key_figure
where figure_name ilike 'Medelbidrag%' and figure_year = 2020
