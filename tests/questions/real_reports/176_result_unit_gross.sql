-- sv: Vilken bruttobudget har resultatenheterna tillsammans?
-- en: What is the gross budget of all units?
-- read: 001_b5eac283542a64e6.txt 4599: 1 030 955
-- answer:
--   1030955
select (sum(amount_to_add_sek) / 1000)::integer
from fact_result_unit
where report_key = 'enskede-arsta-vantor-2021-t1' and measure = 'gross_budget'
