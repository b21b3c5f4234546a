-- sv: Hur stort är överskottet före och efter resultatöverföringar?
-- en: How large is the surplus before and after the transfers of result units?
-- read: 002_5d93a05e2ccf0c66.txt 2050, 2053
-- answer:
--   deviation_before_transfer | 35.3
--   deviation_after_transfer | 17.8
select measure, (amount_sek / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'hagersten-alvsjo-2024-vb' and table_kind = 'budget_overview'
and fiscal_year = 2024 and measure in ('deviation_before_transfer', 'deviation_after_transfer')
order by measure desc
