-- sv: Hur skiljer sig förtroendet för förvaltningen mellan kvinnor och män?
-- en: How does trust in the administration differ between women and men?
-- read: 002_5d93a05e2ccf0c66.txt 2012
-- answer:
--   35.0 | 45.0 | 24.0 | 21.0 | women
select outcome, outcome_women, outcome_men, gender_gap, better_for
from mart_gender_gap
where report_key = 'hagersten-alvsjo-2024-vb' and indicator_name like 'Andel med förtroende%'
