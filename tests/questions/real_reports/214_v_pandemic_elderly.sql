-- sv: Vad kostade extra personal i äldreomsorgen?
-- en: What did extra staff cost in elderly care?
-- read: 001_b5eac283542a64e6.txt 4080
-- answer:
--   4953
select (sum(cost_sek) / 1000)::integer
from v_pandemic
where service_area_name = 'Äldreomsorg' and item ilike 'Personalkostnader%'
