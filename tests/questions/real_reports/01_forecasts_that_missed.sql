-- sv: Vilka verksamhetsområden prognostiserades sämst i T1?
-- en: Which service areas did T1 forecast worst?
-- read: 002_5d93a05e2ccf0c66.txt 2235-2248 (columns Bokslut and T1), and the prose 2262, 2266, 2270
-- answer:
--   Äldreomsorg | 25.0 | 67.2 | 42.2
--   Förskola | 10.0 | -3.4 | -13.4
--   Stöd och service till personer med funktionsnedsättning | 0.0 | -8.8 | -8.8
select subject_name, round(forecast / 1e6, 1), round(outcome / 1e6, 1), round(error / 1e6, 1)
from mart_forecast_accuracy
where subject = 'service_area' and subject_key <> 'namnden-totalt' and forecast_in = 'T1'
and committee_key = 'hagersten-alvsjo' and report_year = 2024
order by absolute_error desc
limit 3
