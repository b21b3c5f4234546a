-- sv: Hur många dagtimmar hemtjänst per månad utfördes januari till mars, av kvinnor och män?
-- en: How many daytime hours of home care, January to March?
-- read: 001_b5eac283542a64e6.txt 4335
-- answer:
--   men | 12351
--   total | 40436
--   women | 28085
select breakdown, value::integer
from fact_key_figure
where report_key = 'enskede-arsta-vantor-2021-t1' and figure_label ilike 'Hemtjänst%' and period_year = 2021 and statistic <> 'budget'
order by 1
