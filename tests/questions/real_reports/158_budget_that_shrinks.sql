-- sv: Vilket område får mindre pengar 2026 än 2025?
-- en: Which area gets less money in 2026 than in 2025?
-- read: 003_9e024c3de7bc8552.txt 2751: varav vuxna 58,7 against 60,0
-- answer:
--   Vuxna | -1.3
select area.service_area_name, ((now.amount_sek - before.amount_sek) / 1e6)::decimal(9, 1)
from fact_budget_line as now
inner join fact_budget_line as before using (report_key, service_area_key)
inner join dim_service_area as area using (service_area_key)
where report_key = 'hasselby-vallingby-2026-vp' and now.is_canonical and before.is_canonical
and now.measure = 'budget_net' and now.fiscal_year = 2026
and before.measure = 'final_budget_net' and before.fiscal_year = 2025
and now.amount_sek < before.amount_sek
