-- sv: Hur många lex Sarah rapporterades 2024?
-- en: How many lex Sarah reports in 2024?
-- read: 002_5d93a05e2ccf0c66.txt 2731
-- answer:
--   36
select sum(number)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and category ilike 'Lex Sarah' and category_group ilike 'Rapportering%'
