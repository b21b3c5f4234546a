-- sv: Är begärda budgetjusteringar 20,2 eller 48,1?
-- en: Are the adjustments applied for 20.2 or 48.1?
-- read: 001_b5eac283542a64e6.txt 3917 (20,2 beside 27,9 for performance), 4013 and the note 4015 (48,1 with both)
-- answer:
--   20.2 | false
--   48.1 | true
select (amount_sek / 1e6)::decimal(9, 1), includes_volume_adjustment
from fact_budget_line
where report_key = 'enskede-arsta-vantor-2021-t1' and measure = 'requested_adjustment'
and service_area_key = 'namnden-totalt'
order by amount_sek
