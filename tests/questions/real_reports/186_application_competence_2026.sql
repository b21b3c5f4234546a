-- sv: Hur mycket söks för kompetensutveckling 2026?
-- en: How much for competence in 2026?
-- read: 003_9e024c3de7bc8552.txt points 32-40 (138-171)
-- answer:
--   8908190
select sum(amount_sek)::integer
from mart_application
where report_year = 2026 and application_type = 'competence'
