-- sv: Hur många aktiviteter avviker?
-- en: How many activities deviate?
-- read: 002_5d93a05e2ccf0c66.txt 455, 700, 704, 1740, 1745
-- answer:
--   5
select sum(deviating)::integer
from v_activity
where report_key = 'hagersten-alvsjo-2024-vb'
