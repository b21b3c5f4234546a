-- sv: Vem har störst förtroende för stadsdelsförvaltningen?
-- en: Who trusts the district administration most?
-- read: 002_5d93a05e2ccf0c66.txt 2012
-- answer:
--   24 | 45
select outcome_men::integer, outcome_women::integer
from mart_gender_gap
where report_year = 2024 and indicator_name ilike '%förtroende%'
