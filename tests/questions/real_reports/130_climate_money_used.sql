-- sv: Hur stor del av pengarna till klimatinvesteringar användes?
-- en: What share of the money for climate investments was used?
-- read: 002_5d93a05e2ccf0c66.txt 2464: 3,0 of 3,5
-- answer:
--   Klimatinvesteringar | 0.86
select item, (outcome_sek / budget_sek)::decimal(9, 2)
from v_investment
where committee_key = 'hagersten-alvsjo'
order by outcome_sek / budget_sek
limit 1
