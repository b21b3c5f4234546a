-- sv: Vilket resultat väntar resultatenheterna tillsammans?
-- en: What result do the units expect together?
-- read: 001_b5eac283542a64e6.txt 4599: -9 247, where minus is a surplus
-- answer:
--   9247
select (sum(amount_to_add_sek) / 1000)::integer
from fact_result_unit
where report_key = 'enskede-arsta-vantor-2021-t1' and measure = 'expected_result'
