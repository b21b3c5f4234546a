-- sv: Hur många inriktningsmål har staden?
-- en: How many direction goals has the city?
-- read: 001_b5eac283542a64e6.txt 42 and 002_5d93a05e2ccf0c66.txt 27: three; 003_9e024c3de7bc8552.txt 264, 1371, 1724
-- answer:
--   3
--   3
--   3
select sum(goals)::integer
from v_goal_inriktningsmal
group by report_key
order by report_key
