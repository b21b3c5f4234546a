-- sv: Höll prognossäkerheten?
-- en: Did the forecast hold?
-- read: 002_5d93a05e2ccf0c66.txt 1318: -1 % within +/-1 %
-- answer:
--   -1.0 | 1.0 | 0.0 | reached
select outcome, target, distance_to_target, status
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name = 'Nämndens prognossäkerhet T2'
