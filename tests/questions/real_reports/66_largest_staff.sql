-- sv: Var är personalkostnaderna störst?
-- en: Where are staff costs the largest?
-- read: 002_5d93a05e2ccf0c66.txt 2367-2369
-- answer:
--   Förskola | 663.0
--   Äldreomsorg | 441.0
--   Stöd och service till personer med funktionsnedsättning | 312.7
select service_area_name, (amount_sek / 1e6)::decimal(9, 1)
from fact_budget_line
inner join dim_service_area using (service_area_key)
where report_key = 'hagersten-alvsjo-2024-vb' and measure = 'staff_cost' and fiscal_year = 2024 and not is_total
order by amount_sek desc
limit 3
