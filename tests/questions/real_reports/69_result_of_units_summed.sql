-- sv: Vad blir enheternas resultat tillsammans?
-- en: What do the units' results make together?
-- read: 002_5d93a05e2ccf0c66.txt 2425-2439, signs turned: surplus positive (2440 prints -22 339)
-- answer:
--   22339
select (sum(result_sek) / 1000)::integer
from v_result_unit
where report_key = 'hagersten-alvsjo-2024-vb'
