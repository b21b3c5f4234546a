-- sv: Hur stor andel av maten var ekologisk?
-- en: What share of the food was organic?
-- read: 002_5d93a05e2ccf0c66.txt 1138: 62,47 against 70
-- answer:
--   62.47 | 70.0 | not_reached
select outcome, target, status
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name like 'Andel inköpta ekologiska måltider%'
