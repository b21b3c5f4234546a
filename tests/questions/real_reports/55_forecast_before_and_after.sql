-- sv: Vad är prognosen före och efter resultatöverföringar?
-- en: What is the forecast before and after transfers?
-- read: 001_b5eac283542a64e6.txt 4013: 2 450,5 and 2 459,6
-- answer:
--   forecast_after_transfer | 2459.6
--   forecast_before_transfer | 2450.5
select measure, (amount_sek_not_additive / 1e6)::decimal(9, 1)
from v_budget_long
where report_key = 'enskede-arsta-vantor-2021-t1' and level = 'committee' and measure like 'forecast_%_transfer'
order by measure
