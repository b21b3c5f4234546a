-- sv: Vilken är den största enskilda ansökan i besluten?
-- en: Which is the largest single application in the decision?
-- read: 003_9e024c3de7bc8552.txt 93-96 (point 24)
-- answer:
--   24 | 5000000
select decision_no, amount_sek::integer
from mart_application
where report_key = 'hasselby-vallingby-2026-vp' and printed_in = 'decision'
order by amount_sek desc
limit 1
