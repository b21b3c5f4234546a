-- sv: I vilken månad 2022 var flest placerade?
-- en: In which month of 2022 were most people placed?
-- read: 002_5d93a05e2ccf0c66.txt 2174: Dec 620
-- answer:
--   12 | 620.0
select period_month, value
from fact_key_figure
where figure_name like '%Månadsplatser%' and period_year = 2022 and period_month is not null
order by value desc limit 1
