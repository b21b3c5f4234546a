-- sv: Vilka resultatenheter förlorar pengar på taket om tio procent?
-- en: Which result units lose money to the cap of ten per cent?
-- read: 001_b5eac283542a64e6.txt 4514-4561, unit by unit: fund + result - fund carried over
-- answer:
--   Stureby Vård- och omsorgsboende | 233
--   Assistansenheten | 160
--   Enskede hemtjänst | 43
--   Utförarenheten Socialpsykiatri | 36
select unit_name, (lost_to_cap / 1000)::integer
from mart_result_unit
where report_key = 'enskede-arsta-vantor-2021-t1' and not is_total and lost_to_cap <> 0
order by lost_to_cap desc
