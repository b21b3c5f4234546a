-- sv: Nåddes målet för sjukfrånvaron?
-- en: Was sick leave within its target?
-- read: 002_5d93a05e2ccf0c66.txt 1614
-- answer:
--   8.7 | 8.5 | nearly
select outcome, target, status
from mart_indicator_scorecard
where report_year = 2024 and indicator_name = 'Sjukfrånvaro'
