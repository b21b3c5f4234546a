-- sv: Vilken enhet väntas föra med sig mest till 2022?
-- en: Which unit is to carry most to 2022?
-- read: 001_b5eac283542a64e6.txt 4550-4553
-- answer:
--   Högdalens vård- och omsorgsboende | 9443
select unit_name, (transfer_out / 1000)::integer
from mart_result_unit
where report_key = 'enskede-arsta-vantor-2021-t1' and not is_total
order by transfer_out desc limit 1
