-- sv: Hur stor var personalomsättningen 2023 och 2024, om perioderna summeras?
-- en: How large was staff turnover in 2023 and 2024, periods summed?
-- read: 002_5d93a05e2ccf0c66.txt 2552-2553: VB 4,45 and 3,2; the months of 2023 begin in April (2556)
-- answer:
--   2023 | T1 T2 VB | 4.45
--   2024 | 1 2 3 4 5 6 7 8 9 10 11 12 | 3.2
select period_year,
    string_agg(coalesce(period_part, period_month::varchar), ' ' order by period_month, period_part),
    round(sum(turnover_in_period), 2)
from mart_staff_turnover
where report_key = 'hagersten-alvsjo-2024-vb' and adds_to_year
group by period_year
order by period_year
