-- sv: Hur många procent av budgeten är avvikelsen?
-- en: What per cent of the budget is the deviation?
-- read: 002_5d93a05e2ccf0c66.txt 2080 says 0,56 procent; 17,9 of 3 153,4 is 0,57
-- answer:
--   0.57
select round(100 * sum(deviation_sek) / sum(budget_sek), 2)
from v_budget
where committee_key = 'hagersten-alvsjo'
