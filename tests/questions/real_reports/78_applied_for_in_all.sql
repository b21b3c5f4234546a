-- sv: Hur mycket pengar ansöker nämnden om för drift och investering?
-- en: How much does the committee apply for, for services and investments?
-- read: 003_9e024c3de7bc8552.txt 3217-3218 (33,9 mnkr), points 4 to 31
-- answer:
--   33.9
select (sum(amount_sek) / 1e6)::decimal(9, 1)
from v_application
where report_key = 'hasselby-vallingby-2026-vp' and application_type in ('operation', 'investment')
