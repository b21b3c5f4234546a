-- sv: Hur mycket mer får förskolan 2026 än slutlig budget 2025?
-- en: How much more does preschool get than the final budget of 2025?
-- read: 003_9e024c3de7bc8552.txt 2760: 436,9 and 419,6
-- answer:
--   17.3
select ((max(amount_sek_not_additive) filter (measure = 'budget_net'
and fiscal_year = 2026)-max(amount_sek_not_additive) filter (measure = 'final_budget_net'
and fiscal_year = 2025)) / 1e6)::decimal(9, 1)
from v_budget_long
where service_area_name ilike 'förskol%'
and committee_key = 'hasselby-vallingby'
