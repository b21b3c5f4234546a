-- sv: Vilka namn kan stå för samma indikator om energi?
-- en: Which names may stand for one indicator on energy?
-- read: 002_5d93a05e2ccf0c66.txt and 003_9e024c3de7bc8552.txt print them; no report prints both
-- answer:
--   Köpt energi i stadens organisation | Totalt köpt energi i stadens verksamheter
select indicator_name, other_indicator_name
from review_indicator_match
where is_candidate and indicator_name like 'Köpt energi%'
