-- sv: Hur många slutade i december?
-- en: How many left in December?
-- read: 002_5d93a05e2ccf0c66.txt 2556: 3,2 less 3,04 (the note 2559: accumulated)
-- answer:
--   3.2 | 0.16 | true
select turnover, turnover_in_period, is_accumulated
from mart_staff_turnover
where report_key = 'hagersten-alvsjo-2024-vb' and period_year = 2024 and period_month = 12
