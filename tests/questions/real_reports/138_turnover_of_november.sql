-- sv: Hur stor var personalomsättningen i november?
-- en: How large was staff turnover in November?
-- read: 002_5d93a05e2ccf0c66.txt 2556, accumulated (2559): 3,04 - 2,90
-- answer:
--   0.14
select turnover_in_period::decimal(9, 2)
from mart_staff_turnover
where report_key = 'hagersten-alvsjo-2024-vb' and period_year = 2024 and period_month = 11
