-- sv: Hur mycket av investeringsbudgeten användes?
-- en: How much of the budget for investments was used?
-- read: 002_5d93a05e2ccf0c66.txt 2459-2466
-- answer:
--   budget | 41.1
--   deviation | 2.7
--   deviation_from_t2 | 2.7
--   outcome | 38.4
select measure, (amount_sek / 1e6)::decimal(9, 1)
from fact_investment
where report_key = 'hagersten-alvsjo-2024-vb' and is_total
order by measure
