-- sv: Hur mycket budgeterar Enskede-Årsta-Vantör 2021?
-- en: How much does Enskede-Årsta-Vantör budget for 2021?
-- read: 001_b5eac283542a64e6.txt 3975-4009, the areas without varav: 73,9 + 290,3 + 27,3 + 15,1 + 0,6 + 588,7 + 762,6 + 451,5 + 37,3 + 24,9 + 161,3 (the printed total is 2 433,4)
-- answer:
--   2433.5
select (sum(budget_sek) / 1e6)::decimal(9, 1)
from v_budget
where committee_key = 'enskede-arsta-vantor' and fiscal_year = 2021
