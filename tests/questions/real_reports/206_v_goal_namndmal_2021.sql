-- sv: Nås alla nämndmål i T1 2021?
-- en: Are all committee goals met?
-- read: 001_b5eac283542a64e6.txt 43-44
-- answer:
--   true
select sum(fully) = sum(goals)
from v_goal_namndmal
where report_year = 2021
