-- sv: Vilka enheter fick inte behålla allt 2024?
-- en: Which units may not keep all of their surplus of 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2432 (7 940 + 2 382 - 8 379) and 2439 (2 683 + 3 509 - 3 307)
-- answer:
--   Glasade gångens dagliga verksamhet | 2885
--   Gröndals förskolor | 1943
select unit_name, (lost_to_cap_sek / 1000)::int
from v_result_unit
where report_year = 2024 and lost_to_cap_sek > 0
order by 2 desc
