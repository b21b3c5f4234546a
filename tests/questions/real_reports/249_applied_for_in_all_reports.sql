-- sv: Vad har nämnderna sökt, sort för sort?
-- en: What have the committees applied for, by kind?
-- read: 001_b5eac283542a64e6.txt 11-31 (10,1 + 0,7; 3,38 + 0,39; 1,46) and 003_9e024c3de7bc8552.txt 6-172 (10,3; 23,6; 8 908 190 kr)
-- answer:
--   competence | 10368190.00
--   investment | 27370000.00
--   operation | 21100000.00
select application_type, sum(amount_sek)
from v_application
group by application_type having sum(amount_sek) > 0 order by application_type
