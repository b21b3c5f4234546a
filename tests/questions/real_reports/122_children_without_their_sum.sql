-- sv: Hur många barn fick nämnden budget för?
-- en: How many children was there a budget for?
-- read: 002_5d93a05e2ccf0c66.txt 2150-2154, the column Budget 2024: 2 300 + 3 305 + 0 + 0
-- answer:
--   5605
select sum(value)::integer
from fact_key_figure
where report_key = 'hagersten-alvsjo-2024-vb' and unit = 'barn' and statistic = 'budget' and adds_to_total
