-- sv: Når nämnden sitt mål för sjukfrånvaron, och åt vilket håll går det?
-- en: Does the committee reach its target for sick leave, and where is it heading?
-- read: 002_5d93a05e2ccf0c66.txt 1614
-- answer:
--   8.7 | 8.5 | nearly | -0.3
select outcome, target, status, change_since_last_year
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name = 'Sjukfrånvaro'
