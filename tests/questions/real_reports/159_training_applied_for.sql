-- sv: Hur mycket söker nämnden för kompetensutveckling?
-- en: How much is applied for in training?
-- read: 003_9e024c3de7bc8552.txt 138-170: points 32 to 40, nine amounts in kronor
-- answer:
--   9 | 8908190
select sum(applications)::integer, sum(amount_sek)::integer
from v_application
where report_key = 'hasselby-vallingby-2026-vp' and application_type = 'competence'
