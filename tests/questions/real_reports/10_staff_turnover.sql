-- sv: Har personalomsättningen minskat?
-- en: Has the turnover of staff fallen?
-- read: 002_5d93a05e2ccf0c66.txt 2549-2552
-- answer:
--   T1 | 1.2 | -0.4
--   T2 | 2.5 | -0.8
--   VB | 3.2 | -1.25
select period_part, turnover, change_since_last_year
from mart_staff_turnover
where report_key = 'hagersten-alvsjo-2024-vb' and period_year = 2024 and period_part is not null
order by period_part
