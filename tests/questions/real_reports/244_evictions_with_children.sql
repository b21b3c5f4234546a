-- sv: Hur ändrades vräkningarna som berör barn 2024?
-- en: How did evictions that concern children change in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 1513: 5, year before 8
-- answer:
--   5.0 | -3.0
select outcome, change_since_last_year
from mart_indicator_scorecard
where indicator_name ilike 'Antal vräkningar%' and report_year = 2024
