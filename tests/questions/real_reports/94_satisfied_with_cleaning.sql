-- sv: Blev stockholmarna nöjdare med renhållningen?
-- en: Were people more satisfied with the cleaning?
-- read: 002_5d93a05e2ccf0c66.txt 1856: 76 against 68
-- answer:
--   76.0 | 68.0 | 8.0 | reached
select outcome, previous_outcome, change_since_last_year, status
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name = 'Stockholmarnas nöjdhet med renhållning och städning'
