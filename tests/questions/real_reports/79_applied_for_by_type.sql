-- sv: Hur fördelar sig ansökningarna?
-- en: How are the applications divided?
-- read: 003_9e024c3de7bc8552.txt points 4-14 (3305: 10,3), 15-31 (3237: 17 for 23,6), 32-40 added up
-- answer:
--   competence | 9 | 8908190
--   investment | 17 | 23600000
--   operation | 11 | 10300000
select application_type, count(*), sum(amount_sek)::integer
from v_application
where report_key = 'hasselby-vallingby-2026-vp' and amount_sek is not null
group by application_type
order by application_type
