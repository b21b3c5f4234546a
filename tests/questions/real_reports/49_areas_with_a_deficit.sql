-- sv: Vilka områden väntas gå med underskott?
-- en: Which areas are expected to have a deficit?
-- read: 001_b5eac283542a64e6.txt 3975-4009, the column Avvikelse: only Stöd och service is below zero (barn och ungdom is a varav row)
-- answer:
--   Stöd och service till personer med funktionsnedsättning | -10.0
select service_area_name, (deviation_sek / 1e6)::decimal(9, 1)
from v_budget
where committee_key = 'enskede-arsta-vantor' and deviation_sek < 0
