-- sv: Hur många resultatenheter finns det?
-- en: How many result units are there?
-- read: 002_5d93a05e2ccf0c66.txt 2425-2439 (2444 says 15)
-- answer:
--   15
select sum(result_units)::integer
from v_result_unit
where report_key = 'hagersten-alvsjo-2024-vb'
