-- sv: Hur stora är fonderna vid årets slut?
-- en: How large are the funds at the end of the year?
-- read: 002_5d93a05e2ccf0c66.txt 2425-2439, the last column (2440 prints 57 560)
-- answer:
--   57560
select (sum(closing_fund_sek_not_additive) / 1000)::integer
from v_result_unit
where report_key = 'hagersten-alvsjo-2024-vb'
