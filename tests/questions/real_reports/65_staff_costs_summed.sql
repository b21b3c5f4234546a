-- sv: Vad är personalkostnaderna tillsammans?
-- en: What do staff costs make together?
-- read: 002_5d93a05e2ccf0c66.txt 2364-2373, the column Utfall 2024 (2374 prints the sum)
-- answer:
--   1724.4
select (sum(amount_sek) / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hagersten-alvsjo-2024-vb' and measure = 'staff_cost' and fiscal_year = 2024 and not is_total
