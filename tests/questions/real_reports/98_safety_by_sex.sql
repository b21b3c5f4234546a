-- sv: Vilka känner sig tryggast?
-- en: Who feels safest?
-- read: 002_5d93a05e2ccf0c66.txt 1854: 84, men 81, women 86
-- answer:
--   84.0 | 81.0 | 86.0 | 5.0 | women
select outcome, outcome_men, outcome_women, gender_gap, better_for
from mart_gender_gap
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name = 'Andel stockholmare som upplever trygghet i den stadsdel där man bor'
