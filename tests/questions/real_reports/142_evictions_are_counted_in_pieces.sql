-- sv: Vilka antal anger rapporten utan enhet?
-- en: Which numbers does the report print without a unit?
-- read: 001_b5eac283542a64e6.txt 1660-1665: 3 and 0 stand bare
-- answer:
--   st
select distinct unit
from fact_indicator_value
where report_key = 'enskede-arsta-vantor-2021-t1'
and indicator_name_printed = 'Antal vräkningar som berör barn'
