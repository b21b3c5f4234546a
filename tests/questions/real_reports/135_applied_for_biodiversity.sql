-- sv: Hur mycket söks för biologisk mångfald?
-- en: How much is applied for biodiversity?
-- read: 003_9e024c3de7bc8552.txt 15-34, 98-105: 1 + 2 + 1,5 + 1,9 + 0,1 to run, 0,5 + 4,3 to invest; 3310 and 3269 say 6,5 and 4,8
-- answer:
--   11.3
select (sum(amount_sek) / 1e6)::decimal(9, 1)
from v_application
where committee_key = 'hasselby-vallingby' and purpose ilike 'biologisk mångfald%'
