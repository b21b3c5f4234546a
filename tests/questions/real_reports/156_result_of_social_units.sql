-- sv: Vad blev resultatet för de sociala resultatenheterna?
-- en: What was the result of the three units of social care?
-- read: 002_5d93a05e2ccf0c66.txt 2437-2439: -5 490, 31 and -3 509 tkr, where (-) is a surplus
-- answer:
--   3 | 8968000
select count(*), sum(result_sek)::integer
from v_result_unit
where report_key = 'hagersten-alvsjo-2024-vb' and unit_name not ilike '%förskolor%'
