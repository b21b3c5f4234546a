-- sv: Hur många klagomål kom från vårdnadshavare 2024?
-- en: How many came from guardians in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2729
-- answer:
--   250
select sum(number)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and category = 'Vårdnadshavare'
