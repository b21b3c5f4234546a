-- sv: Hur mycket söks för trygghetsinvesteringar 2026?
-- en: How much is applied for safety investments?
-- read: 003_9e024c3de7bc8552.txt points 18-24 (70-96): 0,8 + 0,9 + 1,3 + 0,2 + 0,7 + 1,3 + 5
-- answer:
--   7 | 10.2
select count(*), (sum(amount_sek) / 1e6)::decimal(9, 1)
from mart_application
where report_year = 2026 and purpose ilike '%trygghetsinvestering%'
