-- sv: Går balansräkningen ihop båda åren?
-- en: Does the balance sheet balance in both years?
-- read: 002_5d93a05e2ccf0c66.txt 2511
-- answer:
--   2023 | 0.0
--   2024 | 0.0
select fiscal_year, (sum(amount_sek) / 1e6)::decimal(9, 1)
from fact_balance_sheet
where report_key = 'hagersten-alvsjo-2024-vb' and is_total
group by fiscal_year
order by fiscal_year
