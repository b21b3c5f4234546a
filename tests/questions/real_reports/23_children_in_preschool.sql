-- sv: Hur många färre barn än budgeterat gick i förskolan?
-- en: How many children fewer than budgeted were in preschool?
-- read: 002_5d93a05e2ccf0c66.txt 2154
-- answer:
--   Budget 2024 | 5605
--   Bokslut 2024 | 5336
--   Avvikelse bokslut 2024 | -269
select period_label, value::integer
from fact_key_figure
where report_key = 'hagersten-alvsjo-2024-vb' and figure_label = 'Totalt antal barn'
and period_year = 2024
order by value desc
