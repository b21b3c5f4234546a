-- sv: Hur många felanmälningar gällde stadsmiljön?
-- en: How many faults of the city environment were reported?
-- read: 002_5d93a05e2ccf0c66.txt 2733: 5 902
-- answer:
--   5902
select sum(number)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and category = 'Felanmälan'
