-- sv: Vilka resultatenheter tar med sig ett underskott till nästa år?
-- en: Which result units carry a deficit into the next year?
-- read: 002_5d93a05e2ccf0c66.txt 2427, 2429 (the last column: surplus is positive)
-- answer:
--   Västertorp och Mälarhöjdens förskolor | -395
--   Årstadals förskolor | -60
select unit_name, (transfer_out / 1000)::integer
from mart_result_unit
where report_key = 'hagersten-alvsjo-2024-vb' and transfer_out < 0
order by transfer_out
