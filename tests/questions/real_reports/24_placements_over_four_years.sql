-- sv: Hur har platserna i äldreomsorgen utvecklats över fyra år?
-- en: How did placements in elderly care develop over four years?
-- read: 002_5d93a05e2ccf0c66.txt 2173-2176, the column Medel
-- answer:
--   2021 | 548
--   2022 | 592
--   2023 | 648
--   2024 | 651
select period_year, value::integer
from fact_key_figure
where report_key = 'hagersten-alvsjo-2024-vb' and figure_label = 'Månadsplatser'
and statistic = 'average'
order by period_year
