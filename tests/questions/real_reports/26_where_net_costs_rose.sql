-- sv: Var ökade nettokostnaderna mest mellan två år?
-- en: Where did net costs rise most between two years?
-- read: 002_5d93a05e2ccf0c66.txt 2296-2313, the column Nettoförändring
-- answer:
--   Stöd och service till personer med funktionsnedsättning | 16.8
--   Äldreomsorg | 15.9
--   Individ- och familjeomsorg | 14.2
select service_area_name, (amount_sek / 1e6)::decimal(9, 1)
from fact_budget_line
inner join dim_service_area using (service_area_key)
where report_key = 'hagersten-alvsjo-2024-vb' and measure = 'net_change'
and not is_total and not is_subitem
order by amount_sek desc
limit 3
