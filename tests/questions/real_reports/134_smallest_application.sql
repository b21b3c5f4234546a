-- sv: Vilken ansökan är minst?
-- en: Which application is the smallest?
-- read: 003_9e024c3de7bc8552.txt 138-140 (point 32)
-- answer:
--   32 | 30960
select decision_no, amount_sek::integer
from mart_application
where committee_key = 'hasselby-vallingby' and amount_sek is not null
order by amount_sek
limit 1
