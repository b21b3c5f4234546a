-- sv: Hur stor andel av barnen lever i familjer med ekonomiskt bistånd?
-- en: What share of the children lives in families on assistance?
-- read: 002_5d93a05e2ccf0c66.txt 272: 1,2 against the target 2 (lower is better)
-- answer:
--   1.2 | 2.0 | lower | reached
select outcome, target, direction, status
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name = 'Andel barn som lever i familjer som har ekonomiskt bistånd'
