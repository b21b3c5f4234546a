-- sv: Hur många färre 4-5-åringar än budgeterat?
-- en: How many fewer 4-5 year-olds than budgeted?
-- read: 002_5d93a05e2ccf0c66.txt 2151
-- answer:
--   -475
select value::integer
from fact_key_figure
where report_key = 'hagersten-alvsjo-2024-vb' and (figure_name ilike '%4-5 år%') and statistic = 'deviation' and period_year = 2024
