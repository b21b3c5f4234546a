-- sv: Vad gällde flest klagomål 2024, utom annat?
-- en: What were most complaints about in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2736-2754
-- answer:
--   Utebliven/försenad insats eller aktivitet | 86
select category, sum(number)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and category_group ilike 'Vad gällde klagomålet%' and not is_total and category not ilike 'Annat%'
group by 1
order by 2 desc limit 1
