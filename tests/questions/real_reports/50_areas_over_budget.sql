-- sv: Hur många områden överskred sin budget?
-- en: How many areas exceeded their budget?
-- read: 002_5d93a05e2ccf0c66.txt 2058-2075: -33,7, -3,4, -8,8 and -11,3
-- answer:
--   4 | -57.2
select count(*), (sum(deviation_sek) / 1e6)::decimal(9, 1)
from v_budget
where committee_key = 'hagersten-alvsjo' and deviation_sek < 0
