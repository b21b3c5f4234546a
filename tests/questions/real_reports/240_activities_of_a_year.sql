-- sv: Hur många aktiviteter har årsberättelsen, räknade under målen?
-- en: How many activities has the annual report, counted under its goals?
-- read: 002_5d93a05e2ccf0c66.txt: 74 rows with two dates in activity tables
-- answer:
--   74 | 74
select (select sum(activities) from mart_goal_tree where report_year = 2024),
    (select sum(activities) from v_activity where report_year = 2024)
