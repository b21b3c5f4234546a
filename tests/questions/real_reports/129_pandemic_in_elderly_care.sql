-- sv: Vad kostade pandemin äldreomsorgen?
-- en: What did the pandemic cost elderly care?
-- read: 001_b5eac283542a64e6.txt 4089, tkr, the column ÄO
-- answer:
--   4995000
select sum(amount_sek)::integer
from fact_pandemic_amount
where report_key = 'enskede-arsta-vantor-2021-t1' and service_area_key = 'aldreomsorg'
and measure = 'cost' and not is_total
