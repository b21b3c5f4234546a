-- sv: Vad kostade pandemin januari-april 2021?
-- en: What did the pandemic cost?
-- read: 001_b5eac283542a64e6.txt 4075-4087, the last column: 2 255 + 9 228 + 198 (4089 prints 11 680)
-- answer:
--   11681
select (sum(amount_to_add_sek) / 1000)::integer
from fact_pandemic_amount
where measure = 'cost'
