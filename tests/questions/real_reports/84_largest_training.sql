-- sv: Vilken utbildning kostar mest?
-- en: Which training costs most?
-- read: 003_9e024c3de7bc8552.txt 146-148 (point 34)
-- answer:
--   34 | 3883300
select decision_no, amount_sek::integer
from mart_application
where report_key = 'hasselby-vallingby-2026-vp' and application_type = 'competence'
order by amount_sek desc
limit 1
