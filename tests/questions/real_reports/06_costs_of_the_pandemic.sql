-- sv: Vilka områden hade störst merkostnader för pandemin?
-- en: Which areas had the highest costs of the pandemic?
-- read: 001_b5eac283542a64e6.txt 4052-4090, the row Summa kostnader (tkr)
-- answer:
--   Äldreomsorg | 4995
--   Förskola | 2494
--   Barn och ungdom | 1783
select service_area_name, (amount_sek / 1000)::integer
from fact_pandemic_amount
inner join dim_service_area using (service_area_key)
where report_key = 'enskede-arsta-vantor-2021-t1' and measure = 'cost' and is_total
order by amount_sek desc
limit 3
