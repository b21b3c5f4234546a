-- sv: Vilken är nämndens största tillgång?
-- en: Which is the committee's largest asset?
-- read: 002_5d93a05e2ccf0c66.txt 2505: 245,9
-- answer:
--   Mark, byggnader och tekniska anläggningar | 245.9
select item, (amount_sek / 1e6)::decimal(9, 1)
from fact_balance_sheet
where report_key = 'hagersten-alvsjo-2024-vb' and side = 'assets' and not is_total and measure = 'closing_balance'
and fiscal_year = 2024
order by amount_sek desc
limit 1
