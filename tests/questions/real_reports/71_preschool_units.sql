-- sv: Vad blev förskolornas resultat?
-- en: What was the preschools' result?
-- read: 002_5d93a05e2ccf0c66.txt 2425-2436: 22 339 less 5 490, -31 and 3 509
-- answer:
--   12 | 13371
select count(*), (sum(result_sek) / 1000)::integer
from v_result_unit
where report_key = 'hagersten-alvsjo-2024-vb' and unit_name like '%förskolor'
