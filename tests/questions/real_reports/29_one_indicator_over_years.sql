-- sv: Vilket mål har kommunfullmäktige satt för barngruppernas storlek de olika åren?
-- en: Which target did the council set for the size of preschool groups in each year?
-- read: 001_b5eac283542a64e6.txt 868-880, 002_5d93a05e2ccf0c66.txt 395, 003_9e024c3de7bc8552.txt 589
-- answer:
--   2021 | Enskede-Årsta-Vantör | 16.0
--   2024 | Hägersten-Älvsjö | 15.0
--   2026 | Hässelby-Vällingby | 14.9
select report_year, committee_name, kf_target
from mart_indicator_scorecard
where indicator_name = 'Antal barn per grupp'
order by report_year
