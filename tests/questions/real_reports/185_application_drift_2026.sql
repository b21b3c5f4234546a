-- sv: Hur mycket söks för drift 2026?
-- en: How much is applied for operation in 2026?
-- read: 003_9e024c3de7bc8552.txt points 4-14 (3305 prints 10,3)
-- answer:
--   10.3
select (sum(amount_sek) / 1e6)::decimal(9, 1)
from mart_application
where report_year = 2026 and application_type = 'operation'
