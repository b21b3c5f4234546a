-- sv: Hur många barn gick i förskolan?
-- en: How many children were in preschool?
-- read: 002_5d93a05e2ccf0c66.txt 2150-2154, the column Bokslut 2024: 2506 + 2830 + 0 + 0
-- answer:
--   5336
select sum(value)::integer
from fact_key_figure
where report_key = 'hagersten-alvsjo-2024-vb' and period_label = 'Bokslut 2024' and table_kind = 'key_figures'
and figure_name like 'Antal barn%' and figure_label <> 'Totalt antal barn'
