-- sv: Hur mycket söks för klimatinvesteringar 2026?
-- en: How much is applied for in climate investments of 2026?
-- read: 003_9e024c3de7bc8552.txt 3224: Klimatinvesteringar (3) 4,4
-- answer:
--   3 | 4.4
select sum(applications), (sum(amount_sek) / 1e6)::decimal(9, 1)
from v_application
where report_year = 2026 and application_type = 'investment' and purpose ilike '%klimat%'
