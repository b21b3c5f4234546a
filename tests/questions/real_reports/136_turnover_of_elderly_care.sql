-- sv: Vilket område omsluter mest?
-- en: Which area has the largest turnover beside the budget?
-- read: 003_9e024c3de7bc8552.txt 3356-3385, the column Kostnader
-- answer:
--   Äldreomsorg | 119.9
select service_area_name, (amount_sek_not_additive / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hasselby-vallingby-2026-vp' and measure = 'turnover_cost' and level = 'area'
order by amount_sek_not_additive desc
limit 1
