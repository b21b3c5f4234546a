-- sv: Hur många hade en helmånadsplats i december 2024?
-- en: How many had a full month's place in December 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2176
-- answer:
--   661
select value::integer
from fact_key_figure
where report_key = 'hagersten-alvsjo-2024-vb' and figure_label = 'Månadsplatser' and period_year = 2024
and period_month = 12
