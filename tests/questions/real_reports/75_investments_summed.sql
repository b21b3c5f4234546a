-- sv: Hur mycket investerades?
-- en: How much was invested?
-- read: 002_5d93a05e2ccf0c66.txt 2459-2465 (2466 prints 41,1, 38,4 and 2,7)
-- answer:
--   41.1 | 38.4 | 2.7
select (sum(budget_sek) / 1e6)::decimal(9, 1), (sum(outcome_sek) / 1e6)::decimal(9, 1), (sum(deviation_sek) / 1e6)::decimal(9, 1)
from v_investment
where report_key = 'hagersten-alvsjo-2024-vb'
