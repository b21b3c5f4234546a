-- sv: Hur mycket beröm kom det?
-- en: How much praise came in?
-- read: 002_5d93a05e2ccf0c66.txt 2718 (Beröm): 86, 107 and 103, in all 296
-- answer:
--   103 | 296
--   107 | 296
--   86 | 296
select part.number::integer, whole.sum_not_additive::integer
from mart_complaint as part
inner join mart_complaint as whole using (report_key, category_group, category)
where report_key = 'hagersten-alvsjo-2024-vb' and category_group = 'Beröm' and not part.is_accumulated
and whole.is_accumulated
order by part.number::integer::varchar
