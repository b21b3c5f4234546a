-- sv: Hur många procent slutade i juni 2024?
-- en: How many per cent left in June 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2556: 1,70 - 1,29
-- answer:
--   0.41
select turnover_in_period::decimal(9, 2)
from mart_staff_turnover
where report_key = 'hagersten-alvsjo-2024-vb' and period_year = 2024 and period_month = 6
