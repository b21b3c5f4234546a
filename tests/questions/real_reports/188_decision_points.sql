-- sv: Hur många beslutspunkter har var rapport?
-- en: How many points does each report propose?
-- read: 001_b5eac283542a64e6.txt 2-33; 002_5d93a05e2ccf0c66.txt 21-23; 003_9e024c3de7bc8552.txt 2-171
-- answer:
--   8
--   3
--   40
select count(distinct decision_no)
from fact_decision
group by report_key
order by report_key
