-- sv: Vad kostade inhyrd personal under pandemin?
-- en: What did agency staff cost during the pandemic?
-- read: 001_b5eac283542a64e6.txt 4074, tkr: 1 730 + 9 + 11 + 137 + 368
-- answer:
--   2255000
select sum(amount_sek)::integer
from fact_pandemic_amount
where report_key = 'enskede-arsta-vantor-2021-t1' and item = 'Inhyrd personal' and not is_area_total
