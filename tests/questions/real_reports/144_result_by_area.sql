-- sv: Vilket resultat gav resultatenheterna inom varje verksamhetsområde?
-- en: What was the result of the units of each service area?
-- read: 002_5d93a05e2ccf0c66.txt 2425-2439, tkr, the column Resultat 2024: twelve preschools 13 371; 5 490 - 31 + 3 509 are 8 968; 2448 says 13,4 mnkr (2452 says 8,7, which a finding contradicts)
-- answer:
--   Förskola | 12 | 13371
--   Stöd och service till personer med funktionsnedsättning | 3 | 8968
select service_area_name, sum(result_units)::integer, (sum(result_sek) / 1000)::integer
from v_result_unit
where committee_key = 'hagersten-alvsjo'
group by all
order by 1
