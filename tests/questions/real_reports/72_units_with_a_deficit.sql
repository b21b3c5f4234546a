-- sv: Vilka enheter gick med underskott?
-- en: Which units had a deficit?
-- read: 002_5d93a05e2ccf0c66.txt 2426, 2429, 2435, 2438 (printed with plus)
-- answer:
--   Långbro/Solbergaskogens förskolor | -425
--   Årstadals förskolor | -400
--   Fruängens förskolor | -223
--   Liljeholmens dagliga verksamhet | -31
select unit_name, (result_sek / 1000)::integer
from v_result_unit
where report_key = 'hagersten-alvsjo-2024-vb' and result_sek < 0
order by result_sek
