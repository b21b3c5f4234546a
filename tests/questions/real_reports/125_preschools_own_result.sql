-- sv: Vilket resultat gav förskolans resultatenheter tillsammans?
-- en: What result did the preschool units have together?
-- read: 002_5d93a05e2ccf0c66.txt 2425-2436, the column Resultat 2024: twelve rows, surplus printed negative; 2448 says 13,4 mnkr
-- answer:
--   12 | 13.4
select count(*), (sum(result_sek) / 1e6)::decimal(9, 1)
from v_result_unit
where committee_key = 'hagersten-alvsjo' and unit_name like '%förskolor'
