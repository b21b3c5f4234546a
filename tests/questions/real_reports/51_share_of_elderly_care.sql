-- sv: Hur stor andel av budgeten är äldreomsorg?
-- en: What share of the budget is elderly care?
-- read: 002_5d93a05e2ccf0c66.txt 2068 (1 000,7) of 2076 (3 153,4)
-- answer:
--   0.317
select round(sum(budget_sek) filter (where service_area_key = 'aldreomsorg')
    / sum(budget_sek), 3)
from v_budget
where committee_key = 'hagersten-alvsjo'
