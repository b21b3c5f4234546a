-- sv: Hur långt från utfallet låg områdenas prognoser sammanlagt?
-- en: By how much did the forecasts of all areas miss, added up?
-- read: 002_5d93a05e2ccf0c66.txt 2237-2247: columns T1 and T2 against Bokslut, row by row (2248 is the total and no area)
-- answer:
--   T1 | 78.3
--   T2 | 60.5
select forecast_in, (sum(absolute_error) / 1e6)::decimal(9, 1)
from mart_forecast_accuracy
where subject = 'service_area'
group by forecast_in order by forecast_in
