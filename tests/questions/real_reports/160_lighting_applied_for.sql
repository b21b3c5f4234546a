-- sv: Hur mycket söks för belysning?
-- en: How much is applied for in lighting?
-- read: 003_9e024c3de7bc8552.txt 69 (0,8), 85 (0,7), 106 (0,8)
-- answer:
--   3 | 2300000
select sum(applications)::integer, sum(amount_sek)::integer
from v_application
where report_key = 'hasselby-vallingby-2026-vp' and purpose ilike '%belysning%'
