-- sv: Nåddes målet för förtroendet?
-- en: Was the target for trust reached?
-- read: 002_5d93a05e2ccf0c66.txt 2012: 35 against 38
-- answer:
--   35.0 | 38.0 | -3.0 | not_reached
select outcome, target, distance_to_target, status
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name like 'Andel med förtroende%'
