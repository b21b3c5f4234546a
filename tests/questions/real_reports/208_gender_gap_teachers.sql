-- sv: Hur skiljer sig andelen legitimerade mellan män och kvinnor?
-- en: How differ licensed teachers?
-- read: 002_5d93a05e2ccf0c66.txt 389
-- answer:
--   2.6 | 43.0
select outcome_men, outcome_women
from mart_gender_gap
where report_year = 2024 and indicator_name ilike '%legitimerade%'
