-- sv: Hur många lex Sarah-rapporter lämnades per period, och hur många anmäldes till IVO?
-- en: How many lex Sarah reports were there per period, and how many went to the inspectorate?
-- read: 002_5d93a05e2ccf0c66.txt 2715, 2731
-- answer:
--   false | Totalt ack. Utfall | 3
--   false | Utfall VB | 3
--   true | Totalt ack. Utfall | 36
--   true | Utfall T1 | 5
--   true | Utfall T2 | 4
--   true | Utfall VB | 27
select
    category_group = 'Rapportering av lex Sarah och lex Maria' as reported,
    period_label,
    coalesce(number, sum_not_additive)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb' and category = 'Lex Sarah' and coalesce(number, sum_not_additive) > 0
order by reported, period_label
