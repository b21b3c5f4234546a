-- sv: Vilken skuld ökade mest under året?
-- en: Which debt grew most in the year?
-- read: 002_5d93a05e2ccf0c66.txt 2505-2511
-- answer:
--   Leverantörsskulder | 34.5
select item, ((before - now) / 1e6)::decimal(9, 1)
from (
    select
        item,
        max(amount_sek) filter (where fiscal_year = 2024) as now,
        max(amount_sek) filter (where fiscal_year = 2023) as before
    from fact_balance_sheet
    where report_key = 'hagersten-alvsjo-2024-vb' and side = 'liabilities' and not is_total
    group by item
)
order by before - now desc
limit 1
