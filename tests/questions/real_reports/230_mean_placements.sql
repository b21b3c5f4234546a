-- sv: Hur har medelantalet placeringar ändrats?
-- en: How has the mean of placements changed?
-- read: 002_5d93a05e2ccf0c66.txt 2173-2176, column Medel
-- answer:
--   2021 | 548.0
--   2022 | 592.0
--   2023 | 648.0
--   2024 | 651.0
select period_year, value
from fact_key_figure
where figure_name like '%lacering%' and statistic = 'average'
and report_key = 'hagersten-alvsjo-2024-vb'
order by period_year
