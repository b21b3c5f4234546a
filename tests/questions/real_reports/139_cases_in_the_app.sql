-- sv: Hur många ärenden om stadsmiljön kom in?
-- en: How many cases about the environment came in?
-- read: 002_5d93a05e2ccf0c66.txt 2732-2737: 57 + 5 902 + 390 + 277 + 221 + 178; 2707 says 7 025
-- answer:
--   7025
select sum(number)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and category_group = 'Stadsmiljö'
