-- sv: Hur många av KF:s verksamhetsområdesmål nås helt och delvis i T1 2021?
-- en: How many goals are met in T1 2021?
-- read: 001_b5eac283542a64e6.txt 42-43: ten fully, two partly
-- answer:
--   10 | 2 | 0
select sum(fully)::integer, sum(partly)::integer, sum(not_met)::integer
from v_goal_verksamhetsomradesmal
where report_year = 2021
