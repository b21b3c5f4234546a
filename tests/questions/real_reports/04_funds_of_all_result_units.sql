-- sv: Hur har resultatenheternas fonder förändrats sammanlagt?
-- en: How did the funds of all result units change?
-- read: 002_5d93a05e2ccf0c66.txt 2440 (two columns print a surplus with minus, the last with plus)
-- answer:
--   40049 | 22339 | 57560
select (sum(transfer_in) / 1000)::integer, (sum(result) / 1000)::integer, (sum(transfer_out) / 1000)::integer
from mart_result_unit
where report_key = 'hagersten-alvsjo-2024-vb'
