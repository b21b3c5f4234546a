-- sv: Hur stora är tillgångarna?
-- en: How large are the assets?
-- read: 002_5d93a05e2ccf0c66.txt 2505-2510, the column Bokslut 2024 (2511 prints 455,8)
-- answer:
--   455.8
select (sum(amount_sek) / 1e6)::decimal(9, 1)
from fact_balance_sheet
where report_key = 'hagersten-alvsjo-2024-vb' and side = 'assets' and not is_total and fiscal_year = 2024
