-- sv: Vilka namn har indikatorn för ekologisk mat?
-- en: Which names has the indicator of organic food?
-- read: 002_5d93a05e2ccf0c66.txt 1138 prints the long name; no report prints both
-- answer:
--   Andel inköpta ekologiska livsmedel i kronor
select indicator_name
from review_indicator_match
where is_candidate and other_indicator_name like 'Andel inköpta ekologiska måltider%'
