-- sv: Hur ändras vuxenomsorgens budget?
-- en: How does the budget of adult care change?
-- read: 003_9e024c3de7bc8552.txt 2751: 58,7 and 60,0
-- answer:
--   -1.3
select ((max(amount_sek_not_additive) filter (measure = 'budget_net')-max(amount_sek_not_additive) filter (measure = 'final_budget_net')) / 1e6)::decimal(9, 1)
from v_budget_long
where service_area_name ilike '%vux%' and committee_key = 'hasselby-vallingby'
