-- sv: Vilket områdes nettokostnad ökade mest?
-- en: Which area had the largest rise in net costs?
-- read: 002_5d93a05e2ccf0c66.txt 2297-2313, the column Nettoförändring
-- answer:
--   Stöd och service till personer med funktionsnedsättning | 16.8
select service_area_name, (amount_sek_not_additive / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hagersten-alvsjo-2024-vb' and measure = 'net_change' and level = 'area'
order by amount_sek_not_additive desc
limit 1
