-- sv: Hur stor är omslutningsförändringen, och var är den störst?
-- en: How large is the change of turnover, and where is it largest?
-- read: 003_9e024c3de7bc8552.txt 3370 and 3380
-- answer:
--   Äldreomsorg | 119.9 | 241.6
select row_label, (amount_to_add_sek / 1e6)::decimal(9, 1), (sum(amount_to_add_sek) over () / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hasselby-vallingby-2026-vp'
and measure = 'turnover_cost'
and amount_to_add_sek is not null
order by 2 desc limit 1
