-- sv: Hur stor del av budgeten är äldreomsorg i varje nämnd?
-- en: What share of the budget is elderly care in each committee?
-- read: 001_b5eac283542a64e6.txt 762,6 of 2 433,5 (areas 3975-4013); 002_5d93a05e2ccf0c66.txt 1 000,7 of 3 153,4 (2067, 2076); 003_9e024c3de7bc8552.txt 801,3 of 2 459,6 (2762, 2777)
-- answer:
--   Enskede-Årsta-Vantör | 31.3
--   Hägersten-Älvsjö | 31.7
--   Hässelby-Vällingby | 32.6
select committee_name, (100 * sum(budget_sek) filter (service_area_key = 'aldreomsorg')
    / sum(budget_sek))::decimal(5, 1)
from v_budget
group by committee_name order by committee_name
