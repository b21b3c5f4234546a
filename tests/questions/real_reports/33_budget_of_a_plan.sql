-- sv: Hur stor är nämndens nettobudget?
-- en: How large is the committee's net budget?
-- read: 003_9e024c3de7bc8552.txt 2777 (Total drift)
-- answer:
--   2459.6
select (sum(budget_sek) / 1e6)::decimal(9, 1)
from v_budget
where committee_key = 'hasselby-vallingby'
