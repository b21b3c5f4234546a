-- sv: Vilka områden väntas gå med underskott 2021?
-- en: Which areas expect a deficit in 2021?
-- read: 001_b5eac283542a64e6.txt 3999-4003: -10,0 (varav barn och ungdom, -6,9, lies inside an area with a surplus)
-- answer:
--   Stöd och service till personer med funktionsnedsättning | -10.0
select service_area_name, (t1_deviation / 1e6)::decimal(9, 1)
from mart_budget_followup
where fiscal_year = 2021 and t1_deviation < 0 and adds_to_total
order by 2
