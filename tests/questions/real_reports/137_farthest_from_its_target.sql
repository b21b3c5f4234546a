-- sv: Vilken indikator ligger längst från sitt mål?
-- en: Which indicator is farthest from its target?
-- read: 002_5d93a05e2ccf0c66.txt 632, the row Andel placerade barn som når målen: 45,83 where 75 % is the target; no other share that misses is 29 from it
-- answer:
--   -29.17
select distance_to_target::decimal(9, 2)
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and status = 'not_reached' and unit = '%'
order by abs(distance_to_target) desc
limit 1
