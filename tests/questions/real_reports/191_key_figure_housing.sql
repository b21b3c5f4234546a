-- sv: Hur många bor i bostad med särskild service i T1 2021?
-- en: How many live in special housing in T1 2021?
-- read: 001_b5eac283542a64e6.txt 4227: 11 + 15
-- answer:
--   26
select sum(value)::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_label ilike 'Bostad med särskild%' and period_year = 2021
