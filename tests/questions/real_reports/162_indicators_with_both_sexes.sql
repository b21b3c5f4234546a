-- sv: För hur många indikatorer redovisas kvinnor och män?
-- en: For how many indicators are women and men printed, and how many outcomes are at least the target?
-- read: 002_5d93a05e2ccf0c66.txt, the columns Utfall män, Utfall kvinnor, Periodens utfall and Årsmål of all 59 rows
-- answer:
--   29 | 31
select count(outcome_men), count(*) filter (where outcome >= target)
from mart_indicator_scorecard
where report_key = 'hagersten-alvsjo-2024-vb'
