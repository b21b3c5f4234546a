-- sv: För vilka indikatorer ligger totalen utanför både kvinnor och män?
-- en: For which indicators does the total lie outside both women and men?
-- read: 002_5d93a05e2ccf0c66.txt 953, 1410
-- answer:
--   Andel barn och ungdomar som deltar i kulturaktiviteter på fritiden | 56.0 | 55.0 | 55.0
--   Andel personer som har ekonomiskt bistånd i förhållande till befolkningen | 0.84 | 0.96 | 0.87
select indicator_name, outcome, outcome_men, outcome_women
from mart_gender_gap
where report_key = 'hagersten-alvsjo-2024-vb' and is_outside
order by indicator_name
