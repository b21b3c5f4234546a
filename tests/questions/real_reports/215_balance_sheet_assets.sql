-- sv: Vad är tillgångarna värda 2024?
-- en: What are the assets worth?
-- read: 002_5d93a05e2ccf0c66.txt 2511
-- answer:
--   455.8
select (sum(amount_to_add_sek) / 1e6)::decimal(9, 1)
from fact_balance_sheet
where side = 'assets' and fiscal_year = 2024
