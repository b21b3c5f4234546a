-- sv: Vad blev utfallet efter resultatöverföringar?
-- en: What was the outcome after transfers?
-- read: 002_5d93a05e2ccf0c66.txt 2058-2075, the column Bokslut efter resultatöverföringar without varav (the printed total is 3 135,6)
-- answer:
--   3135.5
select (sum(outcome_sek) / 1e6)::decimal(9, 1)
from v_budget
where committee_key = 'hagersten-alvsjo' and fiscal_year = 2024
