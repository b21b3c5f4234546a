-- sv: Hur stor del av budgeten går till förskolan 2026?
-- en: What share goes to preschool?
-- read: 003_9e024c3de7bc8552.txt 2760 and 2777: 436,9 of 2 459,6
-- answer:
--   17.8
select (100 * sum(budget_sek) filter (service_area_name ilike 'förskol%') / sum(budget_sek))::decimal(9, 1)
from v_budget
where fiscal_year = 2026
