-- sv: Hur gick det året före?
-- en: How did the year before go?
-- read: 002_5d93a05e2ccf0c66.txt 2050 and 2053, the column Avvikelse 2023
-- answer:
--   deviation_after_transfer | -14.7
--   deviation_before_transfer | -57.2
select measure, (amount_sek_not_additive / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'hagersten-alvsjo-2024-vb' and level = 'committee' and fiscal_year = 2023
and measure like 'deviation_%_transfer'
order by measure
