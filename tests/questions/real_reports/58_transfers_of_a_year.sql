-- sv: Hur mycket förs mellan åren?
-- en: How much is carried between the years?
-- read: 001_b5eac283542a64e6.txt 3932-3942: 76,1 in and -85,3 out
-- answer:
--   transfer_in | 76.1
--   transfer_out | -85.3
select measure, (amount_sek / 1e6)::decimal(9, 1)
from fact_budget_line
where report_key = 'enskede-arsta-vantor-2021-t1' and table_kind = 'budget_overview' and measure like 'transfer_%'
order by measure
