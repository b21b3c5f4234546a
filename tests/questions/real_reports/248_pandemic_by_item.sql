-- sv: Vad kostade pandemin mest, och vad kostade den förskolan?
-- en: What cost most in the pandemic, and what did it cost the preschools?
-- read: 001_b5eac283542a64e6.txt 4072-4089: Personalkostnader 9 228; Fsk 2 494
-- answer:
--   9228000.00 | 2494000.00
select (select max(cost) from (select sum(cost_sek) as cost from v_pandemic group by item)),
    (select sum(cost_sek) from v_pandemic where service_area_key = 'forskola')
