-- sv: Hur stor är avvikelsen om områdena läggs ihop?
-- en: How large is the deviation when the areas are added?
-- read: 002_5d93a05e2ccf0c66.txt 2058-2075, the column Avvikelse 2024: 1,3 - 33,7 + 0,5 + 0,1 + 0,2 - 3,4 + 67,2 - 8,8 + 4,0 + 1,8 - 11,3 (the printed total is 17,8)
-- answer:
--   17.9
select (sum(deviation_sek) / 1e6)::decimal(9, 1)
from v_budget
where committee_key = 'hagersten-alvsjo'
