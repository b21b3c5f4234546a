-- sv: Nåddes målet för avvärjda avhysningar?
-- en: Was the target for averted evictions reached?
-- read: 002_5d93a05e2ccf0c66.txt 1510
-- answer:
--   95.9 | 85.0 | reached
select outcome, target, status
from mart_indicator_scorecard
where report_year = 2024 and indicator_name ilike '%avhysningar som kunnat%'
