-- sv: Vilken resultatenhet är störst?
-- en: Which result unit is the largest?
-- read: 002_5d93a05e2ccf0c66.txt 2437
-- answer:
--   192777 | 15454
select (gross_budget_sek / 1000)::integer, (closing_fund_sek_not_additive / 1000)::integer
from v_result_unit
where report_key = 'hagersten-alvsjo-2024-vb'
order by gross_budget_sek desc
limit 1
