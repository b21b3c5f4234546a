-- sv: Hur många mål är bedömda i planen?
-- en: How many goals does the plan assess?
-- read: 003_9e024c3de7bc8552.txt: a plan has no Uppfylls
-- answer:
--   0 | null
select sum(assessed)::integer, round(sum(fully) / nullif(sum(assessed), 0), 2)
from v_goal_verksamhetsomradesmal
where report_key = 'hasselby-vallingby-2026-vp'
