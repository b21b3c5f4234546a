-- sv: Vad kostade pandemin under våren 2021?
-- en: What did the pandemic cost in spring 2021?
-- read: 001_b5eac283542a64e6.txt 4089 (Summa kostnader, Totalsumma)
-- answer:
--   11680
select (amount_sek / 1000)::integer
from fact_pandemic_amount
where report_key = 'enskede-arsta-vantor-2021-t1' and measure = 'cost' and is_total and is_area_total
