-- sv: Hur går det för områdesmålen 2021?
-- en: How do the area goals of 2021 fare?
-- read: 001_b5eac283542a64e6.txt 42-43: ten fully, two in part
-- answer:
--   12 | 10 | 2 | 0
select sum(assessed)::integer, sum(fully)::integer, sum(partly)::integer, sum(not_met)::integer
from v_goal_verksamhetsomradesmal
where report_key = 'enskede-arsta-vantor-2021-t1'
