-- sv: Hur många felanmälningar räknas om man summerar allt?
-- en: How many faults are counted if everything is summed?
-- read: 002_5d93a05e2ccf0c66.txt 2733: 5 902 in Utfall VB, the same in Totalt ack.
-- answer:
--   5902 | 5902
select sum(number)::integer, sum(sum_not_additive)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and category = 'Felanmälan'
