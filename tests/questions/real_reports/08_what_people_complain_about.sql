-- sv: Vad gällde de flesta klagomålen under året?
-- en: What were most complaints of the year about?
-- read: 002_5d93a05e2ccf0c66.txt 2738-2754, the column Totalt ack.
-- answer:
--   Annat (ange vad i rapporteringsvyn) | 88
--   Utebliven/försenad insats eller aktivitet | 86
--   Brister i rutiner/utförande av insats eller verksamhet | 71
--   Bemötande | 69
select category, sum_not_additive::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and is_accumulated
and category_group = 'Vad gällde klagomålet eller synpunkten?'
order by sum_not_additive desc
limit 4
