-- sv: Hur många enheter väntar underskott 2021?
-- en: How many units expect a deficit in 2021?
-- read: 001_b5eac283542a64e6.txt 4514 (16) and 4528-4530 (538): plus is a deficit in that column
-- answer:
--   2
select sum(result_units)::integer
from v_result_unit
where report_year = 2021 and result_sek < 0
