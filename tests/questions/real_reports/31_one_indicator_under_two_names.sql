-- sv: Vilka indikatorer kan ha bytt namn?
-- en: Which indicators may have changed their name?
-- read: 001_b5eac283542a64e6.txt and 002_5d93a05e2ccf0c66.txt print "livsmedel och måltider", 003_9e024c3de7bc8552.txt only "livsmedel"
-- answer:
--   Klimatpåverkan från upphandlade livsmedel | Klimatpåverkan från upphandlade livsmedel och måltider | och måltider
select indicator_name, other_indicator_name, only_in_other
from review_indicator_match
where is_candidate and indicator_name like 'Klimatpåverkan%'
