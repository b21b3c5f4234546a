-- sv: Hur många klagomål gällde något under året, och hur mycket beröm kom in?
-- en: What did people complain about during the year, and how much praise came in, simply summed?
-- read: 002_5d93a05e2ccf0c66.txt 2718 (296 st) and 2738-2754, Totalt ack.: 88+45+69+58+37+71+7+23+4+1+6+20+10+20+86
-- answer:
--   Beröm | 296
--   Vad gällde klagomålet eller synpunkten? | 545
select category_group, sum(number)::integer
from mart_complaint
where report_key = 'hagersten-alvsjo-2024-vb'
and (category_group = 'Beröm' or category_group ilike 'vad gällde%')
group by category_group
order by category_group
