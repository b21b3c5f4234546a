-- sv: Nådde Hägersten-Älvsjö målet för ekologisk mat 2024?
-- en: Was the target for organic food reached?
-- read: 002_5d93a05e2ccf0c66.txt 1138
-- answer:
--   62.47 | 70.0 | not_reached
select outcome, target, status
from mart_indicator_scorecard
where report_year = 2024 and report_type = 'VB' and indicator_name ilike '%ekologiska%'
