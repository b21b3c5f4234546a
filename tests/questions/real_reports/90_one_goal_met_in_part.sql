-- sv: Vilket mål om självförsörjning uppfylls inte helt?
-- en: Which goal on self-support is not met fully?
-- read: 001_b5eac283542a64e6.txt 58-60, 138
-- answer:
--   1.1 | partly
select code, assessment
from mart_goal_tree
where report_key = 'enskede-arsta-vantor-2021-t1' and title like '%självförsörjande%' and level = 'verksamhetsomradesmal'
