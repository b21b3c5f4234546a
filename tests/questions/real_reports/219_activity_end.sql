-- sv: Hur många aktiviteter i planen 2026 slutar före årets slut?
-- en: How many activities of the plan end before the year does?
-- read: 003_9e024c3de7bc8552.txt 605, 988, 994, 1004, 2070, 2075, 2081, 2708
-- answer:
--   8
select count(*)
from fact_activity
where report_key = 'hasselby-vallingby-2026-vp' and end_date < date '2026-12-31'
