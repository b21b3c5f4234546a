-- sv: Hur stor andel är legitimerade förskollärare i T1 2021?
-- en: What share are licensed teachers in T1 2021?
-- read: 001_b5eac283542a64e6.txt 4286
-- answer:
--   34.5 | %
select value, unit
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_label ilike '%legitimerade%' and period_part = 'T1' and period_year = 2021
