-- sv: Är avvikelsen 31,1 eller 21,9?
-- en: Is the deviation 31.1 or 21.9?
-- read: 001_b5eac283542a64e6.txt 3917 (31,1 before transfers), 4013 (21,9 after)
-- answer:
--   21.9 | after_transfer
--   31.1 | before_transfer
select (amount_sek / 1e6)::decimal(9, 1), transfer_basis
from fact_budget_line
where report_key = 'enskede-arsta-vantor-2021-t1' and measure = 'deviation' and service_area_key = 'namnden-totalt'
order by amount_sek
