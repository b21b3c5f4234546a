-- sv: Vilka kostnader för pandemin hade ekonomiskt bistånd och arbetsmarknad?
-- en: What did the pandemic cost in assistance and employment?
-- read: 001_b5eac283542a64e6.txt 4054-4057 (one column for both), 4074 and 4080: 137 + 471 tkr; 4089: 608
-- answer:
--   Ekonomiskt bistånd och arbetsmarknadsåtgärder | 608000
select service_area_name, sum(cost_sek)::integer
from v_pandemic
where report_key = 'enskede-arsta-vantor-2021-t1' and service_area_name ilike '%arbetsmarknad%'
group by service_area_name
