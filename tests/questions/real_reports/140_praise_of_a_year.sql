-- sv: Hur många beröm kom in under året?
-- en: How much praise came in during the year?
-- read: 002_5d93a05e2ccf0c66.txt 2718: 86 + 107 + 103 are the 296 st of Totalt ack.
-- answer:
--   296 | 296
select sum(number)::integer, sum(sum_not_additive)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and category_group = 'Beröm'
