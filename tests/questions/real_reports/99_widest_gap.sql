-- sv: Var skiljer det sig mest mellan kvinnor och män?
-- en: Where do women and men differ most?
-- read: 002_5d93a05e2ccf0c66.txt 623: 100 for men, 25 for women
-- answer:
--   100.0 | 25.0 | -75.0
select outcome_men, outcome_women, gender_gap
from mart_gender_gap
where report_key = 'hagersten-alvsjo-2024-vb' and unit = '%' and not is_additive
order by abs(gender_gap) desc
limit 1
