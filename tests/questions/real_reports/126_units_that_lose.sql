-- sv: Hur många resultatenheter väntar underskott?
-- en: How many result units expect a deficit?
-- read: 001_b5eac283542a64e6.txt 4512-4590, the column Beräknat resultat 2021: 16 and 538 are positive, which is a deficit there
-- answer:
--   2
select count(*)
from v_result_unit
where report_key = 'enskede-arsta-vantor-2021-t1' and result_sek < 0
