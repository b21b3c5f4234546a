-- sv: Hur stor andel av planens mål och indikatorer är uppnådd, naivt räknat?
-- en: What share of the plan's goals and indicators is reached, naively counted?
-- read: 003_9e024c3de7bc8552.txt: a plan has no Uppfylls and no outcomes, so there is no share
-- answer:
--   null | null | null
select (select sum(fully) / sum(assessed) from v_goal_verksamhetsomradesmal
        where report_key = 'hasselby-vallingby-2026-vp'),
    sum(reached) / sum(judged), sum(reached)
from v_indicator
where report_key = 'hasselby-vallingby-2026-vp'
